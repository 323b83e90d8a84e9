using Atelier.Contracts.Catalog;
using Atelier.Platform.Catalog;

namespace Atelier.Architecture.Tests;

/// <summary>The documents that come with Atelier, read whole: one that does not load fails every test here with its line and column.</summary>
internal sealed class DefaultCatalog
{
    private readonly CatalogFolder _folder = new(Repository.Full("catalog"));

    public DefaultCatalog()
    {
        Routing = Load<RoutingTable>("routing.yaml");
        Formats = Load<FormatBook>("formats.yaml");
        Prices = Load<PriceHistory>("prices.yaml");
        Recipes = Load<RecipeBook>("recipes.yaml");
        Models = _folder.Files("vendors")
            .Select(file => CatalogLoader.Load<VendorModels>(file, ignoreUnknown: true).Value)
            .SelectMany(vendor => vendor.Models.Select(model => ($"{vendor.Vendor}/{model.Key}", model.Value)))
            .ToDictionary();
    }

    public RoutingTable Routing { get; }

    public FormatBook Formats { get; }

    public PriceHistory Prices { get; }

    public RecipeBook Recipes { get; }

    /// <summary>By <c>vendor/model</c>.</summary>
    public IReadOnlyDictionary<string, ModelCard> Models { get; }

    /// <summary>Every candidate with the tier it stands in.</summary>
    public IEnumerable<(string Tier, string Model)> Candidates => Routing.Tiers.SelectMany(tier => tier.Value.Candidates.Select(candidate => (tier.Key, candidate.Model)));

    private T Load<T>(string name) where T : class => CatalogLoader.Load<T>(_folder.File(name)).Value;
}
