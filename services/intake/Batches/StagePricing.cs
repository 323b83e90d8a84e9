using Atelier.Contracts;
using Atelier.Contracts.Catalog;

namespace Atelier.Intake.Batches;

/// <summary>What one stage may cost at its vendors.</summary>
/// <param name="Tier">Its category's own tier; what a fallback costs counts here, too.</param>
/// <param name="Expected">Tries until one is accepted, each at its price, by the priors.</param>
/// <param name="Worst">Every try that the caps allow, each at the dearest price.</param>
/// <param name="Attempts">Tries that are to be expected.</param>
/// <param name="Accepted">How likely it is that one is accepted.</param>
internal sealed record StagePrice(string Tier, Figure Expected, Figure Worst, decimal Attempts, decimal Accepted);

/// <summary>An amount in micro-dollars, with what is missing where it is not known.</summary>
internal sealed record Figure(decimal Micros, IReadOnlyList<string> Missing)
{
    public static Figure Nothing { get; } = new(0, []);

    public static Figure operator +(Figure one, Figure other) => new(one.Micros + other.Micros, other.Missing.Count == 0 ? one.Missing : [.. one.Missing.Union(other.Missing)]);

    public Figure Times(decimal factor) => this with { Micros = Micros * factor };
}

/// <summary>Prices a stage by the routing table, its caps, the price book and the priors. Pure; nothing is asked of anybody.</summary>
internal sealed class StagePricing(RoutingTable table, Capabilities capabilities, PriceDocuments documents)
{
    private sealed record Try(string Model, Cost Price);

    public StagePrice Of(DeliverableSpec spec, int stage)
    {
        var home = table.Categories[spec.Stages[stage].Category].Of(spec.Grade);
        var (tier, fallback) = (table.Tiers[home], table.Tiers[home].Fallback);
        var (own, last) = (Candidates(home, spec, stage), fallback is null ? [] : Candidates(fallback.Tier, spec, stage));
        var cap = tier.Cap.Of(spec.Grade);
        var resorts = table.Tiers[home].Fallbacks.Values.Append(fallback).OfType<Fallback>().Distinct().Select(resort => Dearest(Candidates(resort.Tier, spec, stage), resort.Attempts)).ToList();
        var worst = Dearest(own, cap) + (resorts.MaxBy(resort => resort.Micros) is { } dearest ? dearest with { Missing = [.. resorts.SelectMany(resort => resort.Missing).Distinct()] } : Figure.Nothing);
        if (own.Count + last.Count == 0)
            worst = new Figure(0, [$"no candidate of the tier {home} can take the stage \"{spec.Stages[stage].Name}\""]);
        return Expect(home, [.. Walk(own, cap, tier.Switch), .. fallback is null ? [] : Walk(last, fallback.Attempts, table.Tiers[fallback.Tier].Switch)], worst);
    }

    /// <summary>
    /// What the expected figure of a tier's stages takes for granted: what is rejected for which defect the priors do not say, and how the models
    /// do by then nobody knows. The worst rests on nothing of that.
    /// </summary>
    public IEnumerable<string> Assumptions(string tier) =>
        from name in new[] { tier, table.Tiers[tier].Fallback?.Tier }.OfType<string>()
        let rules = table.Tiers[name].Switch
        from assumed in new[]
        {
            rules.OnReasons.Count == 0 ? null
                : $"tier {name}: no rejection is for {string.Join(" or ", rules.OnReasons.Keys.Select(defect => AtelierJson.NameOf(defect)))}; each that is moves the stage to the next candidate sooner",
            rules is { Acceptance: null, Latency: null } ? null : $"tier {name}: every model has its turn; one that is passed over for how it does is not asked",
        }
        where assumed is not null
        select assumed;

    private StagePrice Expect(string tier, List<Try> tries, Figure worst)
    {
        var (expected, attempts, reached) = (tries.Count == 0 ? worst : Figure.Nothing, 0m, 1m);
        foreach (var attempt in tries)
        {
            expected += Known(attempt.Price).Times(reached);
            attempts += reached;
            reached *= 1 - (decimal)documents.Priors.Of(attempt.Model);
        }
        return new StagePrice(tier, expected, worst, attempts, 1 - reached);
    }

    /// <summary>The models in the order that rejections lead through them: as often on one as the switch rule says, the last to the end.</summary>
    private static IEnumerable<Try> Walk(List<Try> candidates, int cap, SwitchRule rule)
    {
        for (var (i, at, inARow) = (0, 0, 0); i < cap && candidates.Count > 0; i++)
        {
            yield return candidates[at];
            if (++inARow >= rule.AfterRejections && at + 1 < candidates.Count)
                (at, inARow) = (at + 1, 0);
        }
    }

    private static Figure Dearest(List<Try> candidates, int cap) => candidates.Count == 0 ? Figure.Nothing
        : new Figure(candidates.Max(candidate => candidate.Price.Micros ?? 0) * (decimal)cap, [.. candidates.Select(candidate => candidate.Price.Unpriced).OfType<string>().Distinct()]);

    private static Figure Known(Cost price) => new(price.Micros ?? 0, price.Unpriced is { } missing ? [missing] : []);

    private List<Try> Candidates(string tier, DeliverableSpec spec, int stage)
    {
        var (wanted, tries) = (spec.Stages[stage], new List<Try>());
        if (Eligibility.Scale(table, tier, capabilities, spec.Grade, wanted.Medium) is not { } scale)
            return tries;
        foreach (var (model, obstacle) in Eligibility.Candidates(table, tier, capabilities, spec.Grade, wanted, afterStill: stage > 0))
        {
            if (obstacle is null && SizePlan.For(capabilities.Models[model].Sizes, wanted.Format.Width, wanted.Format.Height, scale) is var (width, height))
                tries.Add(new Try(model, capabilities.Prices is { } prices ? Charge.Worst(prices, model, Asked.For(wanted, capabilities.Models[model], width, height, afterStill: stage > 0)) : Cost.Unknown("there is no price book")));
        }
        return tries;
    }
}
