using Atelier.Contracts;

namespace Atelier.Router.Saga;

/// <summary>Where an attempt goes that its budget has no room for.</summary>
internal static partial class Routing
{
    private sealed partial class Chooser
    {
        /// <summary>The first of the affordable ones that is not passed over for how it does; where all are, the first of those.</summary>
        public Route? Cheaper(Route route, string? tier, long most)
        {
            var wanted = route.Decision!;
            var tiers = tier is not null && _policy.Table.Tiers.ContainsKey(tier) ? [tier] : new[] { wanted.Tier, _policy.Table.Tiers[_home].Fallback?.Tier }.OfType<string>().Distinct();
            var affordable = from name in tiers
                             from i in Enumerable.Range(0, _policy.Table.Tiers[name].Candidates.Count)
                             where !Refused(_policy.Table.Tiers[name].Candidates[i].Model) && Obstacle(name, i) is null && Price(Build(name, i, Criteria.Downgrade), _state, _policy).Micros <= most
                             select (Tier: name, Candidate: i);
            foreach (var (name, i) in affordable)
            {
                if (Take(name, i, Criteria.Downgrade) is { } taken)
                    return InsteadOf(wanted, taken);
            }
            return Despite() is { } sick ? InsteadOf(wanted, sick) : null;
        }

        private Route InsteadOf(RouteDecision wanted, Route other)
        {
            var model = other.Decision!.Model;
            var had = LastMade ?? wanted.InsteadOf?.Model ?? wanted.Model;
            PassedOver[] passedOver = [.. (wanted.PassedOver ?? []).Concat(other.Decision.PassedOver ?? []).Where(it => it.Model != model).Distinct()];
            return other with
            {
                Decision = other.Decision with
                {
                    InsteadOf = wanted.InsteadOf ?? new InsteadOf { Tier = wanted.Tier, Candidate = wanted.Candidate, Model = wanted.Model }, PassedOver = passedOver.Length == 0 ? null : passedOver,
                },
                From = had == model ? null : had,
            };
        }
    }
}
