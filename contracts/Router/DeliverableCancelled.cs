namespace Atelier.Contracts;

/// <summary>A deliverable was ended by its requester; what it cost stays counted.</summary>
public sealed record DeliverableCancelled : IEvent
{
    /// <inheritdoc/>
    public required string TenantId { get; init; }

    /// <inheritdoc/>
    public required Guid DeliverableId { get; init; }

    /// <inheritdoc/>
    public required DateTimeOffset OccurredAt { get; init; }

    /// <summary>When it was asked for.</summary>
    public required DateTimeOffset RequestedAt { get; init; }

    /// <summary>Attempts in all stages; the end of the last one may still be told.</summary>
    public required int Attempts { get; init; }
}
