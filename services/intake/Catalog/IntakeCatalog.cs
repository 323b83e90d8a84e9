using Atelier.Contracts.Catalog;
using Atelier.Intake.Templates;
using Atelier.Platform.Catalog;

namespace Atelier.Intake.Catalog;

/// <summary>The documents that requests are checked against, read once at the start: a bad one stops it.</summary>
internal sealed record IntakeCatalog
{
    /// <summary>The table that holds until the router tells of another.</summary>
    public required RoutingTable Routing { get; init; }

    /// <summary>Without prices: which ones hold is a matter of time, see <see cref="AsOf"/>.</summary>
    public required Capabilities Capabilities { get; init; }

    public required PriceTimeline Prices { get; init; }

    public required FormatShelf Formats { get; init; }

    public required TemplateShelf Templates { get; init; }

    public static IntakeCatalog Load(CatalogFolder folder) => new()
    {
        Routing = CatalogLoader.Load<RoutingTable>(folder.File("routing.yaml"), ignoreUnknown: true).Value, // the router validates it wholly
        Capabilities = LoadCapabilities(folder),
        Prices = new PriceTimeline(CatalogLoader.Load<PriceHistory>(folder.File("prices.yaml")).Value), // the generator validates it wholly
        Formats = FormatShelf.Load(folder.File("formats.yaml")),
        Templates = TemplateShelf.Load(folder),
    };

    /// <summary>What can be made at a time, with the prices that hold then.</summary>
    public Capabilities AsOf(DateTimeOffset time) => Capabilities with { Prices = Prices.At(time) };

    private static Capabilities LoadCapabilities(CatalogFolder folder) => new()
    {
        Models = folder.Files("vendors")
            .Select(file => CatalogLoader.Load<VendorModels>(file, ignoreUnknown: true).Value) // the generator validates them wholly
            .SelectMany(vendor => vendor.Models.Select(model => ($"{vendor.Vendor}/{model.Key}", model.Value)))
            .ToDictionary(),
        Recipes = CatalogLoader.Load<RecipeBook>(folder.File("recipes.yaml")).Value.Recipes,
    };
}
