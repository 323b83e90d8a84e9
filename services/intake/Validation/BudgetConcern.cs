using System.Globalization;
using Atelier.Contracts;
using Atelier.Contracts.Catalog;
using Atelier.Intake.Requests;

namespace Atelier.Intake.Validation;

/// <summary>A campaign's budget has a limit in whole micro-dollars, and its downgrade a tier that there is.</summary>
internal static class BudgetConcern
{
    public const decimal Largest = 1_000_000_000;

    public static BudgetTerms? Read(BudgetRequest? budget, RoutingTable table, Problems problems)
    {
        if (budget is null)
            return null;
        if (budget.LimitUsd is not { } limit)
            problems.Add("budget.limitUsd", "nothing", "say how many US dollars the campaign may spend at vendors, or leave the budget out");
        else if (limit is < 0 or > Largest || limit != decimal.Round(limit, 6))
            problems.Add("budget.limitUsd", limit.ToString(CultureInfo.InvariantCulture), $"use 0 to {Largest:N0} US dollars, with at most six decimals");
        if (budget.DowngradeTo is { } tier && budget.AtLimit is not BudgetRule.Downgrade)
            problems.Add("budget.downgradeTo", Problems.Show(tier), "leave it out, or say atLimit: downgrade");
        else if (budget.DowngradeTo is { } named && !table.Tiers.ContainsKey(named))
            problems.Add("budget.downgradeTo", Problems.Show(named), $"{Choice.Of(named, table.Tiers.Keys)}, the tiers of the routing table");
        return problems.Any ? null : new BudgetTerms { LimitMicros = (long)(budget.LimitUsd!.Value * 1_000_000m), AtLimit = budget.AtLimit ?? BudgetRule.Hold, DowngradeTo = budget.DowngradeTo };
    }
}
