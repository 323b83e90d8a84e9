namespace Atelier.Contracts;

/// <summary>An operator has said what becomes of a charge that no vendor has told: so much was charged, or nobody will ever know and it is written off.</summary>
public sealed record ChargeSettled : IEvent
{
    /// <inheritdoc/>
    public required string TenantId { get; init; }

    /// <inheritdoc/>
    public required Guid DeliverableId { get; init; }

    /// <inheritdoc/>
    public required DateTimeOffset OccurredAt { get; init; }

    /// <summary>The attempt, or the attempt of a reproduction.</summary>
    public required Guid AttemptId { get; init; }

    /// <summary>The stage, from 0.</summary>
    public required int Stage { get; init; }

    /// <summary>The attempt's route; its criterion is <see cref="Reproduction.Criterion"/> for a reproduction's.</summary>
    public required RouteDecision Decision { get; init; }

    /// <summary>What was said.</summary>
    public required Settlement Settlement { get; init; }
}
