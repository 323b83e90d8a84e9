namespace Atelier.Contracts;

/// <summary>A stage goes to another model than the one that had it, or whose turn it was, by a criterion of the routing table.</summary>
public sealed record CandidateSwitched : IEvent
{
    /// <inheritdoc/>
    public required string TenantId { get; init; }

    /// <inheritdoc/>
    public required Guid DeliverableId { get; init; }

    /// <inheritdoc/>
    public required DateTimeOffset OccurredAt { get; init; }

    /// <summary>The attempt that goes there.</summary>
    public required Guid AttemptId { get; init; }

    /// <summary>The stage, from 0.</summary>
    public required int Stage { get; init; }

    /// <summary>The model that had the stage before, or whose turn it would have been.</summary>
    public required string From { get; init; }

    /// <summary>Where it goes, and the criterion.</summary>
    public required RouteDecision Decision { get; init; }
}
