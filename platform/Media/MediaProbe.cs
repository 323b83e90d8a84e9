namespace Atelier.Platform.Media;

/// <summary>What ffprobe says about a file's first video stream.</summary>
public sealed record MediaProbe
{
    /// <summary>ffmpeg's name of the codec, as <c>h264</c> or <c>mjpeg</c>.</summary>
    public required string Codec { get; init; }

    /// <summary>Width in pixels.</summary>
    public required int Width { get; init; }

    /// <summary>Height in pixels.</summary>
    public required int Height { get; init; }

    /// <summary>ffmpeg's name of the pixel format, as <c>yuv420p</c>.</summary>
    public required string PixelFormat { get; init; }

    /// <summary>Running time; null for images.</summary>
    public TimeSpan? Duration { get; init; }

    /// <summary>Frames as the container counts them; null where it does not.</summary>
    public int? Frames { get; init; }

    /// <summary>Average frames a second; null for images.</summary>
    public double? FrameRate { get; init; }

    /// <summary>Metadata tags of the container and of the stream, by name.</summary>
    public IReadOnlyDictionary<string, string> Tags { get; init; } = new Dictionary<string, string>();

    /// <summary>How long the probe ran.</summary>
    public required TimeSpan Elapsed { get; init; }
}
