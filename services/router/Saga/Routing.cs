using Atelier.Contracts;
using Atelier.Contracts.Catalog;
using Atelier.Router.Policy;

namespace Atelier.Router.Saga;

/// <summary>Chooses where the next attempt of a stage goes, by the table's rules and what the earlier attempts have shown.</summary>
internal static class Routing
{
    /// <summary>The next attempt's route, or why there is none.</summary>
    public static Route Next(DeliverableState state, RoutingPolicy policy) => new Chooser(state, policy).Choose();

    private sealed class Chooser
    {
        private readonly DeliverableState _state;
        private readonly RoutingPolicy _policy;
        private readonly IReadOnlyList<AttemptState> _attempts;
        private readonly string _home;
        private readonly Reopening? _reopening;

        public Chooser(DeliverableState state, RoutingPolicy policy)
        {
            (_state, _policy) = (state, policy);
            _reopening = state.Stages.Length > state.Stage ? state.Current.Reopening : null;
            _attempts = state.Stages.Length > state.Stage ? [.. state.Current.Attempts.Skip(_reopening?.After ?? 0).Where(attempt => attempt.Failure is not FailureKind.Cancelled)] : []; // one that was called off tried nothing
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
            var (delivered, by) = (_state.Current.Accepted!, _reopening.By?.ToString().ToLowerInvariant());
            var switches = by is not null && tier.Switch.AfterRejections == 1;
            return (switches ? Candidate(delivered.Decision.Tier, delivered.Decision.Candidate + 1, "switch:rejections") : null)
                ?? Same(delivered, $"regenerate:{by ?? "source"}") ?? Candidate(_home, 0, $"regenerate:{by ?? "source"}");
        }

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

        private bool Refused(string model) => _attempts.Any(attempt => attempt.Decision.Model == model && attempt.Failure is FailureKind.Refused);

        private string? Obstacle(string tierName, int candidate) =>
            Eligibility.Obstacle(_policy.Table, tierName, candidate, _policy.Catalog, _state.Spec.Grade, _state.StageSpec, afterStill: _state.Spec.SourceOf(_state.Stage) is not null);

        private string Explain(DeliverableFailureKind kind)
        {
            var tried = _attempts.Count == 0 ? "nothing was tried" : string.Join(", ", _attempts.Select(attempt => $"{attempt.Decision.Model} {Name(attempt)}"));
            if (kind is DeliverableFailureKind.CapReached)
                return $"every attempt that the table allows was used: {tried}";
            string[] tiers = _policy.Table.Tiers[_home].Fallback is { } fallback ? [_home, fallback.Tier] : [_home];
            var obstacles = tiers.SelectMany(tier => Eligibility.Candidates(_policy.Table, tier, _policy.Catalog, _state.Spec.Grade, _state.StageSpec, afterStill: _state.Spec.SourceOf(_state.Stage) is not null))
                .Where(candidate => candidate.Obstacle is not null).Select(candidate => $"{candidate.Model} {candidate.Obstacle}").Distinct();
            return $"no candidate is left; {tried}; passed over: {string.Join(", ", obstacles)}";
        }

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
