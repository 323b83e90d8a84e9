namespace Atelier.Contracts;

/// <summary>An operator was asked what becomes of deliverables whose budget is at its limit, and has decided.</summary>
public sealed record BudgetDecided : IEvent
{
    /// <inheritdoc/>
    public required string TenantId { get; init; }

    /// <summary><see cref="Guid.Empty"/>: it is about every deliverable that is paid from the budget.</summary>
    public required Guid DeliverableId { get; init; }

    /// <inheritdoc/>
    public required DateTimeOffset OccurredAt { get; init; }

    /// <summary>The budget as it stood then.</summary>
    public required BudgetStanding Budget { get; init; }

    /// <summary>How many deliverables waited for it.</summary>
    public required int Waiting { get; init; }

    /// <summary>What was decided.</summary>
    public required BudgetDecision Decision { get; init; }
}
