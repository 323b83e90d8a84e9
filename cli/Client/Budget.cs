using Atelier.Contracts;

namespace Atelier.Cli.Client;

/// <summary>What <c>GET /v1/budgets</c> answers.</summary>
public sealed record BudgetPage
{
    /// <summary>The tenant's own; null where no operator has ever set one.</summary>
    public Budget? Tenant { get; init; }

    /// <summary>Those of campaigns, by name.</summary>
    public required IReadOnlyList<Budget> Campaigns { get; init; }

    /// <summary>Where the next page begins; null on the last.</summary>
    public string? Next { get; init; }
}

/// <summary>How a budget stands. Amounts are US dollars, exact to the micro-dollar.</summary>
public sealed record Budget
{
    /// <summary>The campaign; null for the tenant's own.</summary>
    public string? Campaign { get; init; }

    /// <summary>The limit; null when it was lifted.</summary>
    public decimal? LimitUsd { get; init; }

    /// <summary>What becomes of a deliverable that does not fit.</summary>
    public BudgetRule? AtLimit { get; init; }

    /// <summary>The tier that a downgraded one goes to.</summary>
    public string? DowngradeTo { get; init; }

    /// <summary>Charged for attempts that are over.</summary>
    public required decimal SpentUsd { get; init; }

    /// <summary>The worst case of attempts under way.</summary>
    public required decimal ReservedUsd { get; init; }

    /// <summary>The worst case of attempts that are over and of unknown charge.</summary>
    public required decimal UnsettledUsd { get; init; }

    /// <summary>What further attempts may cost; null without a limit.</summary>
    public decimal? AvailableUsd { get; init; }

    /// <summary>Deliverables that wait for it.</summary>
    public required int Waiting { get; init; }

    /// <summary>Whether they wait for an operator to decide.</summary>
    public bool? Asks { get; init; }

    /// <summary>What an operator has decided at its limit.</summary>
    public BudgetDecision? Decision { get; init; }
}
