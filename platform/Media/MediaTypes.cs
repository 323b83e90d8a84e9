namespace Atelier.Platform.Media;

/// <summary>The media types that Atelier takes in and gives out, and nothing else.</summary>
public static class MediaTypes
{
    /// <summary>PNG image.</summary>
    public const string Png = "image/png";

    /// <summary>JPEG image.</summary>
    public const string Jpeg = "image/jpeg";

    /// <summary>WebP image.</summary>
    public const string WebP = "image/webp";

    /// <summary>MP4 clip.</summary>
    public const string Mp4 = "video/mp4";

    /// <summary>Whether it is one of the still pictures.</summary>
    public static bool IsImage(string mediaType) => mediaType is Png or Jpeg or WebP;

    /// <summary>Whether it is a clip.</summary>
    public static bool IsVideo(string mediaType) => mediaType is Mp4;

    /// <summary>The usual file extension with its dot, as <c>.png</c>.</summary>
    /// <exception cref="ArgumentException">A media type that is none of these.</exception>
    public static string Extension(string mediaType) => mediaType switch
    {
        Png => ".png",
        Jpeg => ".jpg",
        WebP => ".webp",
        Mp4 => ".mp4",
        _ => throw new ArgumentException($"unknown media type '{mediaType}'", nameof(mediaType)),
    };

    /// <summary>
    /// The one ffmpeg demuxer that may open it. Naming the demuxer keeps a file that is really a playlist, a script or a
    /// concatenation list from being obeyed.
    /// </summary>
    /// <exception cref="ArgumentException">A media type that is none of these.</exception>
    internal static string Demuxer(string mediaType) => mediaType switch
    {
        Png => "png_pipe",
        Jpeg => "jpeg_pipe",
        WebP => "webp_pipe",
        Mp4 => "mov",
        _ => throw new ArgumentException($"unknown media type '{mediaType}'", nameof(mediaType)),
    };
}
