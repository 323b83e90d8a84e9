using System.Globalization;
using Atelier.Contracts.Catalog;
using Atelier.Platform.Media;

namespace Atelier.Refiner.Refinement;

/// <summary>How a file format is written with ffmpeg, and what it must be when read back.</summary>
internal sealed record FileEncoder(string MediaType, string Codec, IReadOnlyList<string> Arguments)
{
    public const int DefaultQuality = 85;
    public const int DefaultCrf = 21;

    // No dates, tags or encoder names: the same source and recipe make the same bytes, and tell nobody how they were made.
    private static readonly string[] Bare = ["-map_metadata", "-1", "-map_chapters", "-1", "-fflags", "+bitexact", "-flags:v", "+bitexact"];

    public static FileEncoder For(Encoding encode) => encode.Format switch
    {
        FileFormat.Png => new(MediaTypes.Png, "png", [.. Bare, "-c:v", "png", "-pix_fmt", "rgb24", "-pred", "up", "-compression_level", "4", "-frames:v", "1", "-f", "image2pipe"]), // level 6 takes half as long again
        FileFormat.Jpeg => Jpeg(encode.Quality ?? DefaultQuality),
        FileFormat.WebP => new(MediaTypes.WebP, "webp",
            [.. Bare, "-c:v", "libwebp", "-pix_fmt", "yuv420p", "-quality", Number(encode.Quality ?? DefaultQuality), "-frames:v", "1", "-f", "webp"]),
        FileFormat.Mp4 => new(MediaTypes.Mp4, "h264",
        [
            .. Bare, "-c:v", "libx264", "-preset", "veryfast", "-crf", Number(encode.Quality ?? DefaultCrf), "-pix_fmt", "yuv420p", "-threads", "1",
            "-colorspace", "bt709", "-color_primaries", "bt709", "-color_trc", "bt709",
            "-bsf:v", "filter_units=remove_types=6", "-metadata:s:v:0", "encoder=h264", // where x264 and ffmpeg would write their names and settings
            "-c:a", "aac", "-b:a", "160k", "-movflags", "+faststart", "-f", "mp4",
        ]),
        _ => throw new ArgumentOutOfRangeException(nameof(encode)),
    };

    /// <summary>The small picture beside every file.</summary>
    public static FileEncoder Preview { get; } = Jpeg(80);

    // ffmpeg's scale for JPEG runs from 2 (best) to 31.
    private static FileEncoder Jpeg(int quality) => new(MediaTypes.Jpeg, "mjpeg",
        [.. Bare, "-c:v", "mjpeg", "-pix_fmt", "yuvj420p", "-q:v", Number(Math.Clamp((int)Math.Round(2 + ((100 - quality) * 29 / 99.0)), 2, 31)), "-frames:v", "1", "-f", "image2pipe"]);

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}
