namespace Atelier.Contracts;

/// <summary>A deliverable ended without being delivered; what it cost stays counted.</summary>
public sealed record DeliverableFailed : IEvent
{
    /// <inheritdoc/>
    public required string TenantId { get; init; }

    /// <inheritdoc/>
    public required Guid DeliverableId { get; init; }

    /// <inheritdoc/>
    public required DateTimeOffset OccurredAt { get; init; }

    /// <summary>When it was asked for.</summary>
    public required DateTimeOffset RequestedAt { get; init; }

    /// <summary>Why.</summary>
    public required DeliverableFailure Failure { get; init; }

    /// <summary>Attempts in all stages.</summary>
    public required int Attempts { get; init; }
}
