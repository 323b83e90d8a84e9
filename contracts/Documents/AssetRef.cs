namespace Atelier.Contracts;

/// <summary>Points at media in the asset store; media itself never travels in a message.</summary>
public sealed record AssetRef
{
    /// <summary>Content hash: 64 lower-case hex digits of the SHA-256 of the bytes.</summary>
    public required string Sha256 { get; init; }

    /// <summary>IANA media type, as <c>image/png</c> or <c>video/mp4</c>.</summary>
    public required string MediaType { get; init; }

    /// <summary>Size in bytes.</summary>
    public required long Bytes { get; init; }

    /// <summary>Width in pixels, where it is known.</summary>
    public int? Width { get; init; }

    /// <summary>Height in pixels, where it is known.</summary>
    public int? Height { get; init; }

    /// <summary>Running time, for video.</summary>
    public TimeSpan? Duration { get; init; }
}
