namespace Atelier.Contracts;

/// <summary>Run a stage's accepted attempt again, with the same model, seed and controls, and compare. The deliverable itself stays as it is.</summary>
public sealed record ReproduceOutput : ICommand
{
    /// <inheritdoc/>
    public required string TenantId { get; init; }

    /// <inheritdoc/>
    public required Guid DeliverableId { get; init; }

    /// <summary>The reproduction's own id: asked twice with one id is asked once.</summary>
    public required Guid ReproductionId { get; init; }

    /// <summary>The stage, from 0.</summary>
    public required int Stage { get; init; }
}
