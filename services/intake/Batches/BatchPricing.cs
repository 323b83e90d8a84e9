using Atelier.Contracts;
using Atelier.Intake.Catalog;
using Atelier.Intake.Routing;

namespace Atelier.Intake.Batches;

/// <summary>What a batch may cost, before anything is spent.</summary>
internal sealed record BatchPrice
{
    public required string Key { get; init; }

    public required int Deliverables { get; init; }

    /// <summary>What the figures are about.</summary>
    public string Covers { get; } = "vendors' charges; inspection, refinement and waiting come on top";

    /// <summary>By the tier that a stage is first sent to; what its fallback costs counts there, too.</summary>
    public required IReadOnlyList<PriceLine> Tiers { get; init; }

    public required PriceLine Total { get; init; }

    /// <summary>What <c>expected</c> rests on.</summary>
    public required PriceBasis Basis { get; init; }
}

internal sealed record PriceLine
{
    /// <summary>Missing in the total.</summary>
    public string? Tier { get; init; }

    public required int Stages { get; init; }

    public required double ExpectedAttempts { get; init; }

    public required PriceFigure Expected { get; init; }

    public required PriceFigure Worst { get; init; }
}

/// <summary>An amount, or what is missing to know it.</summary>
/// <param name="Micros">Micro-dollars; missing when it is not known: never 0 for that.</param>
/// <param name="Unpriced">What is missing.</param>
internal sealed record PriceFigure(long? Micros, IReadOnlyList<string>? Unpriced)
{
    public static PriceFigure Of(Figure figure) => figure.Missing.Count > 0 ? new PriceFigure(null, figure.Missing) : new PriceFigure((long)decimal.Round(figure.Micros, MidpointRounding.AwayFromZero), null);
}

/// <param name="Source">Where the priors come from.</param>
/// <param name="PriorsHash">Content hash of catalog/priors.yaml.</param>
/// <param name="Assumes">What the priors do not say and the figure takes for granted.</param>
internal sealed record PriceBasis(string Source, string PriorsHash, IReadOnlyList<string> Assumes);

/// <summary>Prices batches.</summary>
internal sealed class BatchPricing(ActiveRouting routing, PriceDocuments documents)
{
    public BatchPrice Of(string key, IReadOnlyList<DeliverableSpec> specs) => Of(key, specs, new StagePricing(routing.Now(), routing.Capabilities(), documents));

    public BatchPrice Of(string key, IReadOnlyList<DeliverableSpec> specs, StagePricing pricing)
    {
        var (known, lines) = (new Dictionary<object, StagePrice>(), new SortedDictionary<string, Line>(StringComparer.Ordinal));
        foreach (var spec in specs)
        {
            var reached = 1m;
            for (var i = 0; i < spec.Stages.Count; i++)
            {
                var stage = spec.Stages[i];
                // Many rows, few prices: what a price depends on is all here.
                var alike = (spec.Grade, i, stage.Category, stage.Medium, stage.Format, stage.Duration, stage.Seed.Mode, Also(stage));
                if (!known.TryGetValue(alike, out var price))
                    known[alike] = price = pricing.Of(spec, i);
                lines[price.Tier] = lines.GetValueOrDefault(price.Tier, Line.Empty).And(price, reached);
                reached *= price.Accepted; // a motion is only asked for when its still was accepted
            }
        }
        return new BatchPrice
        {
            Key = key, Deliverables = specs.Count, Basis = new PriceBasis(documents.Priors.Source, documents.PriorsHash, [.. lines.Keys.SelectMany(pricing.Assumptions).Distinct()]),
            Tiers = [.. lines.Select(line => line.Value.View(line.Key))], Total = lines.Values.Aggregate(Line.Empty, (sum, line) => sum.And(line)).View(null),
        };
    }

    /// <summary>Rarer things that a model may not do, which are the same for all rows.</summary>
    private static string Also(StageSpec stage) => string.Join(',', [.. stage.References.Select(reference => $"{reference.Role} {reference.Asset.Width}x{reference.Asset.Height}"), .. stage.Require.Select(control => control.ToString())]);

    private sealed record Line(int Stages, decimal Attempts, Figure Expected, Figure Worst)
    {
        public static Line Empty { get; } = new(0, 0, Figure.Nothing, Figure.Nothing);

        public Line And(StagePrice price, decimal reached) => new(Stages + 1, Attempts + price.Attempts * reached, Expected + price.Expected.Times(reached), Worst + price.Worst);

        public Line And(Line other) => new(Stages + other.Stages, Attempts + other.Attempts, Expected + other.Expected, Worst + other.Worst);

        public PriceLine View(string? tier) => new()
        {
            Tier = tier, Stages = Stages, ExpectedAttempts = Math.Round((double)Attempts, 2), Expected = PriceFigure.Of(Expected), Worst = PriceFigure.Of(Worst),
        };
    }
}
