namespace Atelier.Contracts;

/// <summary>An accepted attempt was run again, and this is how the two outputs compare.</summary>
public sealed record OutputReproduced : IEvent
{
    /// <inheritdoc/>
    public required string TenantId { get; init; }

    /// <inheritdoc/>
    public required Guid DeliverableId { get; init; }

    /// <inheritdoc/>
    public required DateTimeOffset OccurredAt { get; init; }

    /// <summary>The reproduction.</summary>
    public required Reproduction Reproduction { get; init; }
}
