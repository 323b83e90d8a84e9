using Atelier.Contracts;
using Atelier.Contracts.Catalog;
using Atelier.Router.Budgets;
using Atelier.Router.Policy;

namespace Atelier.Router.Saga;

/// <summary>Chooses where the next attempt of a stage goes, by the table's rules and what the earlier attempts have shown.</summary>
internal static class Routing
{
    /// <summary>The next attempt's route, or why there is none.</summary>
    /// <param name="state">The deliverable.</param>
    /// <param name="policy">What to decide by.</param>
    /// <param name="funds">The accounts that it is paid from; null where no budget holds.</param>
    public static Route Next(DeliverableState state, RoutingPolicy policy, Funds? funds = null)
    {
        var chooser = new Chooser(state, policy, funds);
        var route = chooser.Choose();
        return Worth.Passed(state, route, policy) is { } why ? chooser.NotWorthIt(why) : route;
    }

    /// <summary>Where an attempt could go instead of a route that its budget has no room for: to a tier that is named, or to those of its own table's way, in their order.</summary>
    public static IEnumerable<Route> Others(DeliverableState state, RoutingPolicy policy, Route route, string? tier) => new Chooser(state, policy, Funds.Unseen).Others(route, tier);

    /// <summary>The most that a route's attempt can be charged.</summary>
    public static Cost Price(Route route, DeliverableState state, RoutingPolicy policy)
    {
        var (width, height) = SizePlan.For(route.Card!.Sizes, state.StageSpec.Format.Width, state.StageSpec.Format.Height, route.Scale)!.Value;
        return policy.Pricing.Worst(route.Decision!.Model, width, height, state.StageSpec.Duration);
    }

    private sealed class Chooser
    {
        private readonly DeliverableState _state;
        private readonly RoutingPolicy _policy;
        private readonly IReadOnlyList<AttemptState> _attempts;
        private readonly string _home;
        private readonly Reopening? _reopening;
        private readonly bool _priced;

        public Chooser(DeliverableState state, RoutingPolicy policy, Funds? funds)
        {
            (_state, _policy, _priced) = (state, policy, funds is { Limit: true });
            _reopening = state.Stages.Length > state.Stage ? state.Current.Reopening : null;
            _attempts = state.Stages.Length > state.Stage ? [.. state.Current.Attempts.Skip(_reopening?.After ?? 0).Where(attempt => attempt.Failure is not FailureKind.Cancelled).Select(AsRouted)] : []; // one that was called off tried nothing
            _home = policy.Table.Categories.GetValueOrDefault(state.StageSpec.Category)?.Tier ?? "";
        }

        /// <summary>Within the caps; beyond them only as far as a reviewer has granted.</summary>
        public Route Choose()
        {
            var route = WithinCaps();
            return route.Failure is { Kind: DeliverableFailureKind.CapReached } && _attempts.Count > 0 && IsGranted ? Granted(_attempts[^1]) : route;
        }

        private Route WithinCaps()
        {
            if (!_policy.Table.Tiers.ContainsKey(_home))
                return Route.None(DeliverableFailureKind.NoCandidateLeft, $"the routing table has no category '{_state.StageSpec.Category}' any more");
            if (_reopening is not null && Regeneration() is { } again)
                return again;
            if (CapOfDeliverable() is { } over)
                return over;
            if (_attempts.Count == 0)
                return Candidate(_home, from: 0, "first") ?? FallBack("ineligible", DeliverableFailureKind.NoCandidateLeft);

            var last = _attempts[^1];
            var tierName = last.Decision.Tier;
            if (_attempts.Count(attempt => attempt.Decision.Tier == tierName && !attempt.Granted) >= Limit(tierName, _policy.Table.Tiers[tierName]))
                return FallBack("cap", DeliverableFailureKind.CapReached);
            return After(last);
        }

        private Route After(AttemptState last)
        {
            var tier = _policy.Table.Tiers[last.Decision.Tier];
            return last.Outcome is AttemptOutcome.Failed ? AfterFailure(last, last.Decision.Tier, tier) : AfterRejection(last, last.Decision.Tier, tier);
        }

        /// <summary>Whether a reviewer granted an attempt that was not made yet.</summary>
        private bool IsGranted => _state.Current.Reviews?.Granted > _state.Current.Attempts.Count(attempt => attempt.Granted && attempt.Failure is not FailureKind.Cancelled);

        /// <summary>As the rules go; where they lead to no candidate, the model that was asked last gets it.</summary>
        private Route Granted(AttemptState last)
        {
            var route = After(last);
            route = route.Failure is null ? route : Same(last, "retry:granted") ?? route;
            return route with { Granted = true };
        }

        /// <summary>A delivered stage is made again: first on the model that made it, unless that is what was not good enough once too often.</summary>
        private Route? Regeneration()
        {
            var used = _state.Current.Attempts.Skip(_reopening!.FirstAfter).Count(attempt => attempt.Failure is not FailureKind.Cancelled && !attempt.Granted);
            var tier = _policy.Table.Tiers[_home];
            if (used >= tier.Cap.Regeneration)
                return Route.None(DeliverableFailureKind.CapReached, $"a delivered stage may be made again in {tier.Cap.Regeneration} attempts by the tier {_home}, and {used} were used");
            if (_attempts.Count > 0)
                return null;
            var (delivered, by) = (AsRouted(_state.Current.Accepted!), _reopening.By?.ToString().ToLowerInvariant());
            var switches = by is not null && tier.Switch.AfterRejections == 1;
            return (switches ? Candidate(delivered.Decision.Tier, delivered.Decision.Candidate + 1, "switch:rejections") : null)
                ?? Same(delivered, $"regenerate:{by ?? "source"}") ?? Candidate(_home, 0, $"regenerate:{by ?? "source"}");
        }

        /// <summary>The way of the cap, for an attempt that is not worth its cost.</summary>
        public Route NotWorthIt(string why)
        {
            var last = FallBack("worth", DeliverableFailureKind.NotWorthIt);
            return last.Decision is not null && Worth.Passed(_state, last, _policy) is null ? last : Route.None(DeliverableFailureKind.NotWorthIt, $"{why}; {Tried()}");
        }

        public IEnumerable<Route> Others(Route route, string? tier)
        {
            var chosen = route.Decision!;
            var instead = chosen.InsteadOf ?? new InsteadOf { Tier = chosen.Tier, Candidate = chosen.Candidate, Model = chosen.Model };
            var tiers = tier is not null && _policy.Table.Tiers.ContainsKey(tier) ? [tier] : new[] { chosen.Tier, _policy.Table.Tiers[_home].Fallback?.Tier }.OfType<string>().Distinct();
            return from name in tiers
                   from i in Enumerable.Range(0, _policy.Table.Tiers[name].Candidates.Count)
                   where !Refused(_policy.Table.Tiers[name].Candidates[i].Model) && Obstacle(name, i) is null
                   let other = Build(name, i, "downgrade:budget")
                   where Price(other, _state, _policy).Micros is not null
                   select other with { Decision = other.Decision! with { InsteadOf = instead } };
        }

        /// <summary>One that was made cheaper for want of money counts where the table had sent it.</summary>
        private static AttemptState AsRouted(AttemptState attempt) =>
            attempt.Decision.InsteadOf is not { } wanted ? attempt : attempt with { Decision = attempt.Decision with { Tier = wanted.Tier, Candidate = wanted.Candidate, Model = wanted.Model } };

        private Route? CapOfDeliverable()
        {
            if (_policy.Table.DeliverableCap is not { } caps || _reopening is not null)
                return null;
            var cap = _state.Spec.Grade is Grade.Draft ? caps.Draft : caps.Delivery;
            var used = _state.Stages.SelectMany(stage => stage.Attempts).Count(attempt => attempt.Failure is not FailureKind.Cancelled && !attempt.Granted);
            return used < cap ? null : Route.None(DeliverableFailureKind.CapReached, $"a {_state.Spec.Grade.ToString().ToLowerInvariant()} may have {cap} attempts in all its stages, and they were used");
        }

        private Route AfterFailure(AttemptState last, string tierName, Tier tier)
        {
            var kind = last.Failure!.Value;
            var name = Name(kind);
            if (tier.OnFailure.GetValueOrDefault(kind, FailureRule.Next) is FailureRule.Retry && Same(last, $"retry:{name}") is { } again)
                return again;
            return Candidate(tierName, last.Decision.Candidate + 1, $"switch:{name}") ?? FallBack(name, DeliverableFailureKind.NoCandidateLeft);
        }

        private Route AfterRejection(AttemptState last, string tierName, Tier tier)
        {
            var inARow = _attempts.Reverse().TakeWhile(attempt => attempt.Decision.Model == last.Decision.Model && attempt.Outcome is AttemptOutcome.Rejected).Count();
            var next = inARow >= tier.Switch.AfterRejections ? Candidate(tierName, last.Decision.Candidate + 1, "switch:rejections") : null;
            return next ?? Same(last, "retry:rejected") ?? FallBack("rejections", DeliverableFailureKind.NoCandidateLeft);
        }

        private Route FallBack(string why, DeliverableFailureKind otherwise)
        {
            var fallback = _policy.Table.Tiers[_home].Fallback;
            var alreadyThere = _attempts.Any(attempt => attempt.Decision.Tier != _home);
            var route = fallback is null || alreadyThere ? null : Candidate(fallback.Tier, 0, $"fallback:{why}");
            return route ?? Route.None(otherwise, Explain(otherwise));
        }

        private Route? Same(AttemptState last, string criterion) =>
            Refused(last.Decision.Model) || Obstacle(last.Decision.Tier, last.Decision.Candidate) is not null ? null : Build(last.Decision.Tier, last.Decision.Candidate, criterion);

        /// <summary>The first candidate from a place on that can take the stage and has not refused it.</summary>
        private Route? Candidate(string tierName, int from, string criterion)
        {
            var candidates = _policy.Table.Tiers[tierName].Candidates;
            for (var i = from; i < candidates.Count; i++)
            {
                if (!Refused(candidates[i].Model) && Obstacle(tierName, i) is null)
                    return Build(tierName, i, criterion);
            }
            return null;
        }

        private Route Build(string tierName, int candidate, string criterion)
        {
            var model = _policy.Table.Tiers[tierName].Candidates[candidate].Model;
            return new Route
            {
                Decision = new RouteDecision
                {
                    TableHash = _policy.TableHash, TableNumber = _policy.TableNumber, Category = _state.StageSpec.Category, Tier = tierName, Candidate = candidate, Model = model, Criterion = criterion,
                },
                Card = _policy.Catalog.Models[model],
                Scale = Eligibility.Scale(_policy.Table, tierName, _policy.Catalog, _state.Spec.Grade, _state.StageSpec.Medium)!.Value,
                Deadline = _policy.Table.Tiers[tierName].Deadline,
            };
        }

        private int Limit(string tierName, Tier tier) =>
            tierName != _home ? _policy.Table.Tiers[_home].Fallback?.Attempts ?? 0
            : _state.Spec.Grade is Grade.Draft ? tier.Cap.Draft : tier.Cap.Delivery;

        private bool Refused(string model) => _state.Stages.Length > _state.Stage && _state.Current.Attempts.Skip(_reopening?.After ?? 0).Any(attempt => attempt.Decision.Model == model && attempt.Failure is FailureKind.Refused);

        private string? Obstacle(string tierName, int candidate) =>
            Eligibility.Obstacle(_policy.Table, tierName, candidate, _policy.Catalog, _state.Spec.Grade, _state.StageSpec, afterStill: _state.Spec.SourceOf(_state.Stage) is not null)
            ?? (_priced && !_policy.Pricing.Prices.Models.ContainsKey(_policy.Table.Tiers[tierName].Candidates[candidate].Model) ? "has no price, and a budget holds" : null);

        private string Explain(DeliverableFailureKind kind)
        {
            if (kind is DeliverableFailureKind.CapReached)
                return $"every attempt that the table allows was used: {Tried()}";
            string[] tiers = _policy.Table.Tiers[_home].Fallback is { } fallback ? [_home, fallback.Tier] : [_home];
            var obstacles = from name in tiers
                            let candidates = _policy.Table.Tiers[name].Candidates
                            from i in Enumerable.Range(0, candidates.Count)
                            let obstacle = Obstacle(name, i)
                            where obstacle is not null
                            select $"{candidates[i].Model} {obstacle}";
            return $"no candidate is left; {Tried()}; passed over: {string.Join(", ", obstacles.Distinct())}";
        }

        private string Tried() => _attempts.Count == 0 ? "nothing was tried"
            : string.Join(", ", _state.Current.Attempts.Skip(_reopening?.After ?? 0).Where(attempt => attempt.Failure is not FailureKind.Cancelled).Select(attempt => $"{attempt.Decision.Model} {Name(attempt)}"));

        private static string Name(AttemptState attempt) => attempt.Failure is { } failure ? Name(failure) : attempt.Outcome.ToString().ToLowerInvariant();

        private static string Name(FailureKind kind) => char.ToLowerInvariant(kind.ToString()[0]) + kind.ToString()[1..];
    }
}

/// <summary>Where an attempt goes, or why nowhere.</summary>
internal sealed record Route
{
    public RouteDecision? Decision { get; init; }
    public ModelCard? Card { get; init; }
    public double Scale { get; init; } = 1;
    public TimeSpan Deadline { get; init; }

    /// <summary>It goes beyond the cap, because a reviewer granted it.</summary>
    public bool Granted { get; init; }
    public DeliverableFailure? Failure { get; init; }

    public static Route None(DeliverableFailureKind kind, string detail) => new() { Failure = new DeliverableFailure { Kind = kind, Detail = detail } };
}
