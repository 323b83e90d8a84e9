using Atelier.Contracts.Catalog;
using Atelier.Intake.Templates;
using Atelier.Platform.Catalog;

namespace Atelier.Intake.Catalog;

/// <summary>The documents that requests are checked against, read once at the start: a bad one stops it.</summary>
internal sealed record IntakeCatalog
{
    public required RoutingTable Routing { get; init; }

    public required FormatShelf Formats { get; init; }

    public required TemplateShelf Templates { get; init; }

    public static IntakeCatalog Load(CatalogFolder folder) => new()
    {
        Routing = CatalogLoader.Load<RoutingTable>(folder.File("routing.yaml"), ignoreUnknown: true).Value, // the router validates it wholly
        Formats = FormatShelf.Load(folder.File("formats.yaml")),
        Templates = TemplateShelf.Load(folder),
    };
}
