namespace Atelier.Contracts;

/// <summary>A campaign's budget as its owner wants it from now on: set, raised, lowered or lifted. What was spent and reserved stays.</summary>
public sealed record SetBudget : ICommand
{
    /// <inheritdoc/>
    public required string TenantId { get; init; }

    /// <summary><see cref="Guid.Empty"/>: it is about all deliverables of the campaign.</summary>
    public required Guid DeliverableId { get; init; }

    /// <summary>The campaign.</summary>
    public required string CampaignId { get; init; }

    /// <summary>The revision of the campaign's terms: of two the higher stands, in whatever order they come.</summary>
    public required long Revision { get; init; }

    /// <summary>The budget; null: no limit any more.</summary>
    public BudgetTerms? Budget { get; init; }
}
