namespace Atelier.Contracts.Catalog;

/// <summary>catalog/tenants.yaml: how tenants share a tier when it is busy. Without the document every tenant counts the same.</summary>
public sealed record TenantBook
{
    /// <summary>For tenants that are not named.</summary>
    public TenantTerms Default { get; init; } = new() { Weight = 1 };

    /// <summary>By the tenant's name.</summary>
    public IReadOnlyDictionary<string, TenantTerms> Tenants { get; init; } = new Dictionary<string, TenantTerms>();

    /// <summary>A tenant's weight: with twice another's it has two attempts begun for one of the other, while both have some waiting.</summary>
    public int Weight(string tenant) => Tenants.GetValueOrDefault(tenant, Default).Weight;
}

/// <summary>What one tenant is granted.</summary>
public sealed record TenantTerms
{
    /// <summary>1 to <see cref="MostWeight"/>.</summary>
    public required int Weight { get; init; }

    /// <summary>The largest weight.</summary>
    public const int MostWeight = 1000;
}
