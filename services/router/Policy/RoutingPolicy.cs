using Atelier.Contracts.Catalog;

namespace Atelier.Router.Policy;

/// <summary>The documents that the saga decides by, all loaded and checked against each other.</summary>
internal sealed record RoutingPolicy
{
    /// <summary>The routing table.</summary>
    public required RoutingTable Table { get; init; }

    /// <summary>Its content hash, recorded with every decision.</summary>
    public required string TableHash { get; init; }

    /// <summary>Model cards by <c>vendor/model</c>.</summary>
    public required IReadOnlyDictionary<string, ModelCard> Models { get; init; }

    /// <summary>Recipes by name.</summary>
    public required IReadOnlyDictionary<string, Recipe> Recipes { get; init; }
}
