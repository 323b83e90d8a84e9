namespace Atelier.Contracts;

/// <summary>An attempt did not fit its budget. Told once for each limit, with the first such attempt.</summary>
public sealed record BudgetExhausted : IEvent
{
    /// <inheritdoc/>
    public required string TenantId { get; init; }

    /// <summary>The deliverable with whose attempt it happened.</summary>
    public required Guid DeliverableId { get; init; }

    /// <inheritdoc/>
    public required DateTimeOffset OccurredAt { get; init; }

    /// <summary>The budget as it stood then.</summary>
    public required BudgetStanding Budget { get; init; }

    /// <summary>What the attempt could have cost, micro-dollars.</summary>
    public required long WantedMicros { get; init; }

    /// <summary>What becomes of deliverables that do not fit.</summary>
    public required BudgetRule AtLimit { get; init; }
}
