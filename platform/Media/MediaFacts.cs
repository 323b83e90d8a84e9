namespace Atelier.Platform.Media;

/// <summary>What is known about a piece of media without decoding it.</summary>
public sealed record MediaFacts
{
    /// <summary>IANA media type; one of <see cref="MediaTypes"/> where it was told by signature.</summary>
    public required string MediaType { get; init; }

    /// <summary>Width in pixels as the header declares it; null where unknown.</summary>
    public int? Width { get; init; }

    /// <summary>Height in pixels as the header declares it; null where unknown.</summary>
    public int? Height { get; init; }

    /// <summary>Running time; null for images and where unknown.</summary>
    public TimeSpan? Duration { get; init; }
}
