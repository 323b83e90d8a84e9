using System.Globalization;
using Atelier.Contracts;
using Atelier.Contracts.Catalog;
using Atelier.Router.Health;
using Atelier.Router.Policy;
using Atelier.Router.Saga;
using Route = Atelier.Router.Saga.Route;

namespace Atelier.Router.Budgets;

/// <summary>
/// The marginal stop: an attempt is not made when what an acceptance is to be expected to cost by it (its price over how often a try is
/// accepted, of late in its category or else by the priors) passes what is left of the deliverable's worth. A price that is not known stops nothing. Pure.
/// </summary>
internal static class Worth
{
    /// <summary>One try in a hundred: that none was accepted of late does not mean that none ever will be.</summary>
    private const double LeastAccepted = 0.01;

    /// <summary>Why a route's attempt is not worth it; null: it is, or nothing says what the deliverable is worth.</summary>
    public static string? Passed(DeliverableState state, Route route, RoutingPolicy policy, HealthView health)
    {
        if ((state.Spec.WorthMicros ?? state.Spec.Campaign.WorthMicros) is not { } worth || route.Decision is not { } decision || !policy.Table.Tiers[decision.Tier].MarginalStop)
            return null;
        if (Routing.Price(route, state, policy).Micros is not { } price)
            return null;
        var (left, accepted) = (worth - Cost(state, policy), (decimal)Math.Max(LeastAccepted, health.Accepted(decision.Category, decision.Model) ?? policy.Pricing.Priors.Of(decision.Model)));
        return price / accepted <= left ? null
            : $"another try at {decision.Model} costs {Money.Usd(price)} and {accepted.ToString("0.##", CultureInfo.InvariantCulture)} of them are accepted, so an acceptance is to be expected to cost {Money.Usd(price / accepted)}; "
                + $"of its worth of {Money.Usd(worth)} {Money.Usd(Math.Max(0, left))} are left";
    }

    /// <summary>What it has cost so far; a charge that is not known counts as the most that it can be.</summary>
    private static long Cost(DeliverableState state, RoutingPolicy policy) => state.Stages.SelectMany(stage => stage.Attempts).Sum(attempt =>
        attempt.Costs.Sum(cost => cost.Micros ?? 0) + (attempt.Cost?.Micros is null && attempt.WasTried ? MostOf(attempt, policy) : 0));

    private static long MostOf(AttemptState attempt, RoutingPolicy policy) =>
        policy.Pricing.Worst(attempt.Decision.Model, Asked.For(attempt.Parameters, policy.Catalog.Models.GetValueOrDefault(attempt.Decision.Model))).Micros ?? 0;
}
