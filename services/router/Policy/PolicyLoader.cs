using Atelier.Contracts.Catalog;
using Atelier.Platform.Catalog;

namespace Atelier.Router.Policy;

/// <summary>Loads what the catalog's folder says about routing; what does not fit together is an error at its line.</summary>
internal static class PolicyLoader
{
    public const string TableFile = "routing.yaml";

    /// <summary>What models and recipes there are, with the prices of now.</summary>
    public static Capabilities LoadCapabilities(CatalogFolder catalog, TimeProvider? time = null)
    {
        var models = catalog.Files("vendors")
            .Select(file => CatalogLoader.Load<VendorModels>(file, ignoreUnknown: true).Value)
            .SelectMany(vendor => vendor.Models.Select(model => (Name: $"{vendor.Vendor}/{model.Key}", Card: model.Value)))
            .ToDictionary(model => model.Name, model => model.Card);
        return new Capabilities { Models = models, Recipes = LoadRecipes(catalog, models), Prices = LoadPrices(catalog).At((time ?? TimeProvider.System).GetUtcNow()) };
    }

    /// <summary>The refiner validates them wholly, but for the upscalers, which it does not know.</summary>
    private static IReadOnlyDictionary<string, Recipe> LoadRecipes(CatalogFolder catalog, Dictionary<string, ModelCard> models)
    {
        var document = CatalogLoader.Load<RecipeBook>(catalog.File("recipes.yaml"));
        foreach (var (name, recipe) in document.Value.Recipes)
        {
            if (recipe.Upscale is { } step && models.GetValueOrDefault(step.Model)?.Upscale is null)
                throw document.Error($"recipes.{name}.upscale.model", $"{Spelling.Suggest(step.Model, [.. models.Where(model => model.Value.Upscale is not null).Select(model => model.Key)])}a model of a vendor document with upscale");
        }
        return document.Value.Recipes;
    }

    /// <summary>Prices and the times that they hold for; the generator validates them wholly.</summary>
    public static PriceTimeline LoadPrices(CatalogFolder catalog) => new(CatalogLoader.Load<PriceHistory>(catalog.File("prices.yaml")).Value);

    /// <summary>A table of a file, which has to be right.</summary>
    public static CatalogTable LoadTable(string file, Capabilities capabilities)
    {
        var document = CatalogLoader.Load<RoutingTable>(file);
        return RoutingLint.Check(document, capabilities).FirstOrDefault() is { } error
            ? throw error
            : new CatalogTable(document.Value, document.Hash, File.ReadAllText(document.Path));
    }
}

/// <summary>The table that the catalog's folder holds, with its hash and text.</summary>
internal sealed record CatalogTable(RoutingTable Table, string Hash, string Text);
