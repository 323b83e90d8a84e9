namespace Atelier.Contracts.Catalog;

/// <summary>What the catalog of a process can do now: a routing table that was written for another catalog may name what is not here.</summary>
public sealed record Capabilities
{
    /// <summary>Model cards by <c>vendor/model</c>.</summary>
    public required IReadOnlyDictionary<string, ModelCard> Models { get; init; }

    /// <summary>Recipes by name.</summary>
    public required IReadOnlyDictionary<string, Recipe> Recipes { get; init; }

    /// <summary>What the models charge; null where nothing is known of prices: then every model is unpriced.</summary>
    public PriceBook? Prices { get; init; }
}
