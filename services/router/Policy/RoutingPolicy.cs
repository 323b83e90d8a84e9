using Atelier.Contracts.Catalog;

namespace Atelier.Router.Policy;

/// <summary>What the saga decides by: one version of the routing table, and what the catalog can do.</summary>
internal sealed record RoutingPolicy
{
    /// <summary>The routing table.</summary>
    public required RoutingTable Table { get; init; }

    /// <summary>Its content hash, recorded with every decision.</summary>
    public required string TableHash { get; init; }

    /// <summary>Its number among the published versions, recorded beside the hash for people.</summary>
    public int? TableNumber { get; init; }

    /// <summary>The models and recipes of now; an older table may name some that are gone.</summary>
    public required Capabilities Catalog { get; init; }

    /// <summary>What attempts cost, and how often they are accepted.</summary>
    public Pricing Pricing { get; init; } = Pricing.Unknown;
}
