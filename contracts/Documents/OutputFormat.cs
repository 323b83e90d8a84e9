namespace Atelier.Contracts;

/// <summary>An aspect-ratio template of the catalog, resolved to pixels.</summary>
public sealed record OutputFormat
{
    /// <summary>Its name in the catalog, as <c>landscape</c>.</summary>
    public required string Name { get; init; }

    /// <summary>Its aspect ratio, as <c>16:9</c>.</summary>
    public required string AspectRatio { get; init; }

    /// <summary>Width of the refined file in pixels.</summary>
    public required int Width { get; init; }

    /// <summary>Height of the refined file in pixels.</summary>
    public required int Height { get; init; }

    /// <summary>What its platform leaves uncovered; null where that is not known.</summary>
    public SafeArea? SafeArea { get; init; }
}
