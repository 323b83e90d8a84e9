namespace Atelier.Contracts;

/// <summary>A reopened deliverable was not made better: what was delivered before stands, and what the attempts cost stays counted.</summary>
public sealed record RegenerationFailed : IEvent
{
    /// <inheritdoc/>
    public required string TenantId { get; init; }

    /// <inheritdoc/>
    public required Guid DeliverableId { get; init; }

    /// <inheritdoc/>
    public required DateTimeOffset OccurredAt { get; init; }

    /// <summary>When the regeneration was called for.</summary>
    public required DateTimeOffset RequestedAt { get; init; }

    /// <summary>Which reopening, from 1.</summary>
    public required int Revision { get; init; }

    /// <summary>Why.</summary>
    public required DeliverableFailure Failure { get; init; }

    /// <summary>Attempts in all stages, those of before included.</summary>
    public required int Attempts { get; init; }
}
