using System.ComponentModel.DataAnnotations;

namespace Atelier.Platform.Media;

/// <summary>How the media tools of the system are run (section <c>Media</c>).</summary>
public sealed class MediaToolOptions
{
    /// <summary>The section of the configuration.</summary>
    public const string Section = "Media";

    /// <summary>The ffmpeg program: a name on the PATH, or a path.</summary>
    [Required]
    public string Ffmpeg { get; set; } = "ffmpeg";

    /// <summary>The ffprobe program: a name on the PATH, or a path.</summary>
    [Required]
    public string Ffprobe { get; set; } = "ffprobe";

    /// <summary>A run that takes longer than this is killed.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan Timeout { get; set; } = TimeSpan.FromMinutes(3);

    /// <summary>A picture or frame with more pixels than this is not decoded: a decompression bomb ends here.</summary>
    [Range(10_000, 1_000_000_000)]
    public long MaxPixels { get; set; } = 50_000_000;

    /// <summary>How many tool processes run at a time in this process; 0 for one a core.</summary>
    [Range(0, 256)]
    public int MaxConcurrent { get; set; }
}
