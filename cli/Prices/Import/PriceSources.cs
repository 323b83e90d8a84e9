using Atelier.Contracts.Catalog;
using Atelier.Platform.Catalog;

namespace Atelier.Cli.Prices.Import;

/// <summary>catalog/price-sources.yaml: which rows of community price maps are about which model, and what a price can be at all.</summary>
internal sealed record PriceSources
{
    /// <summary>By <c>vendor/model</c>.</summary>
    public required IReadOnlyDictionary<string, SourceKeys> Models { get; init; }

    /// <summary>What a unit can cost, US dollars: a figure outside is shown and not taken.</summary>
    public required IReadOnlyDictionary<PriceUnit, Bounds> Plausible { get; init; }

    /// <summary>A change by more than so many times, up or down, waits for an explicit word.</summary>
    public decimal LargestChange { get; init; } = 3;

    public static PriceSources Load(string path, IEnumerable<string> models)
    {
        var document = CatalogLoader.Load<PriceSources>(path);
        foreach (var (model, keys) in document.Value.Models)
        {
            if (!models.Contains(model))
                throw document.Error($"models.{model}", $"{Spelling.Suggest(model, models)}a model of the catalog");
            if (keys.Litellm.Count + keys.Portkey.Count == 0)
                throw document.Error($"models.{model}", "litellm or portkey: the rows that are about it");
        }
        foreach (var (unit, bounds) in document.Value.Plausible)
        {
            if (bounds is not { Min: > 0, Max: > 0 } || bounds.Min > bounds.Max)
                throw document.Error($"plausible.{PricePoint.Name(unit)}", "min and max, both above 0, min no larger than max");
        }
        return document.Value.LargestChange > 1 ? document.Value : throw document.Error("largestChange", "more than 1");
    }
}

/// <summary>Where a model stands in the sources.</summary>
internal sealed record SourceKeys
{
    /// <summary>Its rows, without what their keys say of qualities and sizes.</summary>
    public IReadOnlyList<string> Litellm { get; init; } = [];

    /// <summary>Its rows, as <c>file/key</c>, without what the key says of the context's length.</summary>
    public IReadOnlyList<string> Portkey { get; init; } = [];

    /// <summary>The quality that it is called with.</summary>
    public string? Quality { get; init; }

    /// <summary>The units that it is charged by, where a source tells of others too; left out, those of the price book.</summary>
    public IReadOnlyList<PriceUnit> Take { get; init; } = [];

    /// <summary>The most units that one attempt can take, for a price that is new.</summary>
    public IReadOnlyDictionary<PriceUnit, decimal> Most { get; init; } = new Dictionary<PriceUnit, decimal>();

    public IReadOnlyList<string> Of(string source) => source == LiteLlmFile.Name ? Litellm : Portkey;
}
