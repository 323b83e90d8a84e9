using Atelier.Contracts;
using Atelier.Contracts.Catalog;

namespace Atelier.Intake.Catalog;

/// <summary><c>GET /v1/formats</c>: the aspect-ratio templates that a request may name.</summary>
internal static class FormatEndpoint
{
    public static void MapFormats(this IEndpointRouteBuilder v1) =>
        v1.MapGet("/formats", (IntakeCatalog catalog) => new FormatList([.. catalog.Formats.Names.Select(name => FormatView.Of(name, catalog.Formats.All[name]))]))
            .WithSummary("The formats that a request may name, with their sizes and safe areas").Produces<FormatList>();
}

/// <summary>Every format of the catalog.</summary>
internal sealed record FormatList(IReadOnlyList<FormatView> Items);

/// <summary>One format.</summary>
internal sealed record FormatView
{
    public required string Name { get; init; }

    public required string AspectRatio { get; init; }

    public string? About { get; init; }

    /// <summary>Sizes of images by grade.</summary>
    public required IReadOnlyDictionary<Grade, string> Image { get; init; }

    /// <summary>Sizes of clips by grade.</summary>
    public required IReadOnlyDictionary<Grade, string> Video { get; init; }

    /// <summary>What its platform leaves uncovered, percent of each edge.</summary>
    public SafeArea? SafeArea { get; init; }

    public static FormatView Of(string name, FormatTemplate format) =>
        new() { Name = name, AspectRatio = format.AspectRatio, About = format.About, Image = format.Image, Video = format.Video, SafeArea = format.SafeArea };
}
