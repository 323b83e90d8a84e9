using System.Collections.Immutable;
using Atelier.Contracts;
using Atelier.Contracts.Catalog;
using Atelier.Router.Budgets;
using Atelier.Router.Health;
using Atelier.Router.Policy;
using static Atelier.Contracts.AtelierJson;

namespace Atelier.Router.Saga;

/// <summary>
/// Chooses where the next attempt of a stage goes, by the table's rules, what the earlier attempts have shown, and how the models do. How they
/// do never leaves a stage without a model: when nobody else is left, one that is passed over is asked all the same.
/// </summary>
internal static partial class Routing
{
    /// <summary>The next attempt's route, or why there is none.</summary>
    /// <param name="state">The deliverable.</param>
    /// <param name="policy">What to decide by.</param>
    /// <param name="situation">How the models do, and the accounts that it is paid from.</param>
    public static Route Next(DeliverableState state, RoutingPolicy policy, Situation situation)
    {
        var chooser = new Chooser(state, policy, situation.Funds, situation.Health);
        var route = chooser.Choose();
        if (route.Granted || Worth.Passed(state, route, policy, situation.Health) is not { } why)
            return route;
        return chooser.IsGranted ? route with { Granted = true } : chooser.NotWorthIt(why); // a person has found it worth it
    }

    /// <summary>
    /// Where an attempt goes instead of a route that its budget has no room for, at a price of so much at most: to a tier that is named, or to those
    /// of its own table's way, chosen there as ever. Null: nowhere.
    /// </summary>
    public static Route? Cheaper(DeliverableState state, RoutingPolicy policy, Situation situation, Route route, string? tier, long most) =>
        new Chooser(state, policy, Funds.Unseen, situation.Health).Cheaper(route, tier, most);

    /// <summary>The most that a route's attempt can be charged.</summary>
    public static Cost Price(Route route, DeliverableState state, RoutingPolicy policy)
    {
        var (width, height) = SizePlan.For(route.Card!.Sizes, state.StageSpec.Format.Width, state.StageSpec.Format.Height, route.Scale)!.Value;
        return policy.Pricing.Worst(route.Decision!.Model, Asked.For(state.StageSpec, route.Card, width, height, afterStill: state.Spec.SourceOf(state.Stage) is not null));
    }

    private sealed partial class Chooser
    {
        private readonly DeliverableState _state;
        private readonly RoutingPolicy _policy;
        private readonly HealthView _health;
        private readonly ImmutableArray<AttemptState> _everMade;
        private readonly IReadOnlyList<AttemptState> _attempts;
        private readonly List<Skipped> _skipped = [];
        private readonly string _home;
        private readonly Reopening? _reopening;
        private readonly bool _priced;

        public Chooser(DeliverableState state, RoutingPolicy policy, Funds? funds, HealthView health)
        {
            (_state, _policy, _priced, _health) = (state, policy, funds is { Limit: true }, health);
            _reopening = state.Stages.Length > state.Stage ? state.Current.Reopening : null;
            _everMade = state.Stages.Length > state.Stage ? state.Current.Attempts : [];
            _attempts = [.. _everMade.Skip(_reopening?.After ?? 0).Where(attempt => attempt.WasTried).Select(AsRouted)]; // one that was called off tried nothing
            _home = policy.Table.Categories.GetValueOrDefault(state.StageSpec.Category)?.Of(state.Spec.Grade) ?? "";
        }

        /// <summary>Within the caps; beyond them only as far as a reviewer has granted.</summary>
        public Route Choose()
        {
            var route = WithinCaps();
            return route.Failure is { Kind: DeliverableFailureKind.CapReached } && IsGranted ? Granted(_attempts[^1]) : route;
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
                return Candidate(_home, from: 0, Criteria.First) ?? FallBack(Criteria.Ineligible, DeliverableFailureKind.NoCandidateLeft);

            var last = _attempts[^1];
            var tierName = last.Decision.Tier;
            if (_attempts.Count(attempt => attempt.Decision.Tier == tierName && !attempt.Granted) >= Limit(tierName, _policy.Table.Tiers[tierName]))
                return FallBack(Criteria.Cap, DeliverableFailureKind.CapReached);
            return After(last);
        }

        private Route After(AttemptState last)
        {
            var tier = _policy.Table.Tiers[last.Decision.Tier];
            return last.Outcome is AttemptOutcome.Failed ? AfterFailure(last, last.Decision.Tier, tier) : AfterRejection(last, last.Decision.Tier, tier);
        }

        /// <summary>Whether a reviewer granted an attempt that was not made yet.</summary>
        public bool IsGranted => _attempts.Count > 0 && _state.Current.Reviews?.Granted > _state.Current.Attempts.Count(attempt => attempt.Granted && attempt.WasTried);

        /// <summary>As the rules go; where they lead to no candidate, the model that was asked last gets it.</summary>
        private Route Granted(AttemptState last) =>
            (After(last) is { Failure: null } route ? route : Same(last, $"{Criteria.Retry}granted") ?? After(last)) with { Granted = true };

        /// <summary>A delivered stage is made again: first on the model that made it, unless that is what was not good enough once too often.</summary>
        private Route? Regeneration()
        {
            var used = _state.Current.Attempts.Skip(_reopening!.FirstAfter).Count(attempt => attempt.WasTried && !attempt.Granted);
            var tier = _policy.Table.Tiers[_home];
            if (used >= tier.Cap.Regeneration)
                return Route.None(DeliverableFailureKind.CapReached, $"a delivered stage may be made again in {tier.Cap.Regeneration} attempts by the tier {_home}, and {used} were used");
            if (_attempts.Count > 0)
                return null;
            var (delivered, by) = (AsRouted(_state.Current.Accepted!), _reopening.By?.ToString().ToLowerInvariant());
            var criterion = $"{Criteria.Regenerate}{by ?? "source"}";
            var switches = by is not null && tier.Switch.AfterRejections == 1;
            return (switches ? Candidate(delivered.Decision.Tier, delivered.Decision.Candidate + 1, Criteria.Switch + Criteria.Rejections) : null)
                ?? Same(delivered, criterion) ?? Candidate(_home, 0, criterion);
        }

        /// <summary>The way of the cap, for an attempt that is not worth its cost.</summary>
        public Route NotWorthIt(string why)
        {
            var last = LastResort(Criteria.Worth, kind: null);
            return last is not null && Worth.Passed(_state, last, _policy, _health) is null ? last : Route.None(DeliverableFailureKind.NotWorthIt, $"{why}; {Tried()}");
        }

        private string? LastMade => _everMade.LastOrDefault(attempt => attempt.WasTried)?.Decision.Model;

        /// <summary>One that was made cheaper for want of money counts where the table had sent it.</summary>
        private static AttemptState AsRouted(AttemptState attempt) =>
            attempt.Decision.InsteadOf is not { } wanted ? attempt : attempt with { Decision = attempt.Decision with { Tier = wanted.Tier, Candidate = wanted.Candidate, Model = wanted.Model } };

        private Route? CapOfDeliverable()
        {
            if (_policy.Table.DeliverableCap is not { } caps || _reopening is not null)
                return null;
            var cap = caps.Of(_state.Spec.Grade);
            var used = _state.Stages.SelectMany(stage => stage.Attempts).Count(attempt => attempt.WasTried && !attempt.Granted);
            return used < cap ? null : Route.None(DeliverableFailureKind.CapReached, $"a {_state.Spec.Grade.ToString().ToLowerInvariant()} may have {cap} attempts in all its stages, and they were used");
        }

        private Route AfterFailure(AttemptState last, string tierName, Tier tier)
        {
            var kind = last.Failure!.Value;
            var name = NameOf(kind);
            var byRule = tier.OnFailure.GetValueOrDefault(kind, FailureRule.Next) switch
            {
                FailureRule.Retry => Same(last, Criteria.Retry + name),
                FailureRule.Fallback => LastResort(name, kind),
                _ => null,
            };
            return byRule ?? Candidate(tierName, last.Decision.Candidate + 1, Criteria.Switch + name) ?? FallBack(name, DeliverableFailureKind.NoCandidateLeft, kind);
        }

        private Route AfterRejection(AttemptState last, string tierName, Tier tier)
        {
            var why = ReasonToSwitch(last, tier);
            var next = why is null ? null : Candidate(tierName, last.Decision.Candidate + 1, Criteria.Switch + why);
            return next ?? Same(last, $"{Criteria.Retry}rejected")
                ?? (why is null ? Candidate(tierName, last.Decision.Candidate + 1, Criteria.Switch + (_skipped.FirstOrDefault()?.Criterion ?? Criteria.Rejections)) : null)
                ?? FallBack(Criteria.Rejections, DeliverableFailureKind.NoCandidateLeft);
        }

        /// <summary>A defect that its rule names says more than the number of rejections.</summary>
        private string? ReasonToSwitch(AttemptState last, Tier tier)
        {
            var rejected = _attempts.Reverse().TakeWhile(attempt => attempt.Decision.Model == last.Decision.Model && attempt.Outcome is AttemptOutcome.Rejected).ToList();
            foreach (var (defect, times) in tier.Switch.OnReasons)
            {
                if (rejected.TakeWhile(attempt => attempt.Verdict?.Reasons.Any(reason => reason.Defect == defect) is true).Count() >= times)
                    return NameOf(defect);
            }
            return rejected.Count >= tier.Switch.AfterRejections ? Criteria.Rejections : null;
        }

        private Route FallBack(string why, DeliverableFailureKind otherwise, FailureKind? kind = null) =>
            LastResort(why, kind) ?? Despite() ?? Route.None(otherwise, Explain(otherwise));

        /// <summary>The tier's last resort, once: the one for the kind of failure where there is one.</summary>
        private Route? LastResort(string why, FailureKind? kind)
        {
            if (_attempts.Any(attempt => attempt.Decision.Tier != _home))
                return null;
            var home = _policy.Table.Tiers[_home];
            if (why == Criteria.Ineligible && _skipped.Count > 0)
                why = _skipped[0].Criterion;
            return (kind is { } failure && home.Fallbacks.TryGetValue(failure, out var own) ? Candidate(own.Tier, 0, Criteria.Fallback + why) : null)
                ?? (home.Fallback is { } fallback ? Candidate(fallback.Tier, 0, Criteria.Fallback + why) : null);
        }

        /// <summary>The first that was passed over for how it does lately.</summary>
        private Route? Despite() => _skipped.FirstOrDefault(skipped => skipped.Criterion != Criteria.Price) is { } sick ? Build(sick.Tier, sick.Candidate, Criteria.Despite + sick.Criterion) : null;

        private Route? Same(AttemptState last, string criterion) => Refused(last.Decision.Model) ? null : Take(last.Decision.Tier, last.Decision.Candidate, criterion);

        /// <summary>The first candidate from a place on that can take the stage, has not refused it and is not passed over.</summary>
        private Route? Candidate(string tierName, int from, string criterion)
        {
            var candidates = _policy.Table.Tiers[tierName].Candidates;
            for (var i = from; i < candidates.Count; i++)
            {
                if (!Refused(candidates[i].Model) && Take(tierName, i, criterion) is { } route)
                    return route;
            }
            return null;
        }

        private Route? Take(string tierName, int candidate, string criterion)
        {
            if (Obstacle(tierName, candidate) is { } obstacle)
            {
                if (obstacle == Eligibility.PriceObstacle(_policy.Table, tierName, candidate, _policy.Catalog, _state.Spec.Grade, _state.StageSpec, afterStill: _state.Spec.SourceOf(_state.Stage) is not null))
                    _skipped.Add(new Skipped(tierName, candidate, Criteria.Price));
                return null;
            }
            var tier = _policy.Table.Tiers[tierName];
            var model = tier.Candidates[candidate].Model;
            if (_health.Ails(_state.StageSpec.Category, model, tier.Switch) is { } ailment)
            {
                if (ailment.IsProbedBy(DeterministicId.OfAttempt(_state.Id, _state.Stage, _everMade.Length + 1), model))
                    return Build(tierName, candidate, Criteria.Probe + ailment.Criterion);
                _skipped.Add(new Skipped(tierName, candidate, ailment.Criterion));
                return null;
            }
            return Build(tierName, candidate, criterion == Criteria.First && _skipped.Count > 0 ? Criteria.Switch + _skipped[0].Criterion : criterion);
        }

        private Route Build(string tierName, int candidate, string criterion)
        {
            var tier = _policy.Table.Tiers[tierName];
            var model = tier.Candidates[candidate].Model;
            var skipped = _skipped.Select(it => new PassedOver { Model = _policy.Table.Tiers[it.Tier].Candidates[it.Candidate].Model, Criterion = it.Criterion }).Distinct().ToList();
            var before = LastMade ?? (skipped.Any(it => it.Model == model) ? null : skipped.FirstOrDefault()?.Model);
            PassedOver[] passedOver = [.. skipped.Where(it => it.Model != model)];
            return new Route
            {
                Decision = new RouteDecision
                {
                    TableHash = _policy.TableHash, TableNumber = _policy.TableNumber, Category = _state.StageSpec.Category, Tier = tierName, Candidate = candidate, Model = model, Criterion = criterion,
                    PassedOver = passedOver.Length == 0 ? null : passedOver,
                },
                From = before == model ? null : before,
                Card = _policy.Catalog.Models[model],
                Scale = Eligibility.Scale(_policy.Table, tierName, _policy.Catalog, _state.Spec.Grade, _state.StageSpec.Medium)!.Value,
                Deadline = tier.Deadline,
                LetIn = tier.Saturation?.Wait,
            };
        }

        /// <summary>How many attempts a stage may have in a tier: its cap at home, elsewhere those of the last resort that it was sent to.</summary>
        private int Limit(string tierName, Tier tier)
        {
            if (tierName == _home)
                return tier.Cap.Of(_state.Spec.Grade);
            var (home, why) = (_policy.Table.Tiers[_home], _attempts.First(attempt => attempt.Decision.Tier == tierName).Decision.Criterion);
            var own = home.Fallbacks.FirstOrDefault(fallback => fallback.Value.Tier == tierName && why == Criteria.Fallback + NameOf(fallback.Key)).Value;
            return (own ?? (home.Fallback?.Tier == tierName ? home.Fallback : home.Fallbacks.Values.FirstOrDefault(fallback => fallback.Tier == tierName)))?.Attempts ?? 0;
        }

        /// <summary>Once and for all, unless a reviewer has changed the prompt since.</summary>
        private bool Refused(string model) => _everMade.Any(attempt => attempt.Decision.Model == model && attempt.Failure is FailureKind.Refused && attempt.Parameters.Prompt == _state.StageSpec.Prompt.Text);

        private string? Obstacle(string tierName, int candidate) =>
            Eligibility.Obstacle(_policy.Table, tierName, candidate, _policy.Catalog, _state.Spec.Grade, _state.StageSpec, afterStill: _state.Spec.SourceOf(_state.Stage) is not null)
            ?? (_priced && Price(Build(tierName, candidate, ""), _state, _policy).Micros is null ? "has no price, and a budget holds" : null);

        private string Explain(DeliverableFailureKind kind)
        {
            if (kind is DeliverableFailureKind.CapReached)
                return $"every attempt that the table allows was used: {Tried()}";
            var home = _policy.Table.Tiers[_home];
            var tiers = home.Fallbacks.Values.Append(home.Fallback).OfType<Fallback>().Select(fallback => fallback.Tier).Prepend(_home).Distinct();
            var obstacles = from name in tiers
                            let candidates = _policy.Table.Tiers[name].Candidates
                            from i in Enumerable.Range(0, candidates.Count)
                            let obstacle = Obstacle(name, i)
                            where obstacle is not null
                            select $"{candidates[i].Model} {obstacle}";
            return $"no candidate is left; {Tried()}; passed over: {string.Join(", ", obstacles.Distinct())}";
        }

        private string Tried() => _attempts.Count == 0 ? "nothing was tried"
            : string.Join(", ", _state.Current.Attempts.Skip(_reopening?.After ?? 0).Where(attempt => attempt.WasTried).Select(attempt => $"{attempt.Decision.Model} {NameOf((Enum?)attempt.Failure ?? attempt.Outcome)}"));

        /// <summary>A candidate whose turn it was, and the criterion that it was passed over by.</summary>
        private sealed record Skipped(string Tier, int Candidate, string Criterion);
    }
}
