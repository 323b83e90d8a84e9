namespace Atelier.Contracts;

/// <summary>End a deliverable: nothing further is spent, and what was billed is kept. There is no way back, so it needs no ordinal.</summary>
public sealed record CancelDeliverable : ICommand
{
    /// <inheritdoc/>
    public required string TenantId { get; init; }

    /// <inheritdoc/>
    public required Guid DeliverableId { get; init; }
}
