using Atelier.Contracts;
using Atelier.Router.Budgets;

namespace Atelier.Router.Http;

/// <summary>How budgets stand.</summary>
internal sealed record BudgetPage
{
    /// <summary>The tenant's own; missing where no operator has ever set one.</summary>
    public BudgetView? Tenant { get; init; }

    /// <summary>Of campaigns that have, or had, a budget, by name.</summary>
    public required IReadOnlyList<BudgetView> Campaigns { get; init; }

    /// <summary>Ask again with <c>after</c> this for the next page; missing on the last.</summary>
    public string? Next { get; init; }

    /// <summary>What the amounts are about.</summary>
    public string Covers { get; } = "vendors' charges for attempts that began under the budget; inspection, refinement, review and waiting are not known before and come on top";
}

/// <summary>One budget. Amounts are US dollars, exact to the micro-dollar.</summary>
internal sealed record BudgetView
{
    /// <summary>Missing for the tenant's own.</summary>
    public string? Campaign { get; init; }

    /// <summary>Missing when the limit was lifted.</summary>
    public decimal? LimitUsd { get; init; }

    public BudgetRule? AtLimit { get; init; }

    public string? DowngradeTo { get; init; }

    /// <summary>Charged for attempts that are over.</summary>
    public required decimal SpentUsd { get; init; }

    /// <summary>The worst case of attempts under way.</summary>
    public required decimal ReservedUsd { get; init; }

    /// <summary>The worst case of attempts that are over and whose charge nobody knows.</summary>
    public required decimal UnsettledUsd { get; init; }

    /// <summary>What further attempts may cost; below zero when vendors charged more than their price, or the limit was lowered. Missing without a limit.</summary>
    public decimal? AvailableUsd { get; init; }

    /// <summary>Deliverables that wait for it.</summary>
    public required int Waiting { get; init; }

    /// <summary>True while they wait for an operator to decide: <c>POST /v1/budgets/decide</c>. Missing otherwise.</summary>
    public bool? Asks { get; init; }

    /// <summary>What an operator has decided at its limit; limit and rule above are with it.</summary>
    public BudgetDecision? Decision { get; init; }

    public static BudgetView Of(Account account) => new()
    {
        Campaign = account.CampaignId, LimitUsd = account.InForce?.LimitMicros / 1_000_000m, AtLimit = account.InForce?.AtLimit, DowngradeTo = account.InForce?.DowngradeTo,
        SpentUsd = account.Amounts.Spent / 1_000_000m, ReservedUsd = account.Amounts.Reserved / 1_000_000m, UnsettledUsd = account.Amounts.Unsettled / 1_000_000m,
        AvailableUsd = account.Available / 1_000_000m, Waiting = account.Amounts.Waiting, Asks = account.Asks ? true : null, Decision = account.Decision,
    };
}
