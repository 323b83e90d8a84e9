namespace Atelier.Contracts;

/// <summary>Four fifths of a budget are spent or reserved. Told once for each limit.</summary>
public sealed record BudgetAlmostExhausted : IEvent
{
    /// <inheritdoc/>
    public required string TenantId { get; init; }

    /// <summary>The deliverable with whose attempt it happened.</summary>
    public required Guid DeliverableId { get; init; }

    /// <inheritdoc/>
    public required DateTimeOffset OccurredAt { get; init; }

    /// <summary>The budget as it stood then.</summary>
    public required BudgetStanding Budget { get; init; }
}
