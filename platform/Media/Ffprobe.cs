using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.Options;

namespace Atelier.Platform.Media;

/// <summary>Runs ffprobe over one untrusted file.</summary>
public sealed class Ffprobe(ToolRunner runner, IOptions<MediaToolOptions> options)
{
    /// <summary>Facts from the file's headers; frames are not decoded.</summary>
    /// <param name="path">The local file.</param>
    /// <param name="mediaType">What it is, by its signature: one of <see cref="MediaTypes"/>.</param>
    /// <param name="ct">Kills the run.</param>
    /// <exception cref="MediaUnreadableException">There is no picture in it that could be read.</exception>
    /// <exception cref="MediaToolException">The tool is missing, too slow or too wordy: see its subtypes.</exception>
    public async Task<MediaProbe> Probe(string path, string mediaType, CancellationToken ct = default)
    {
        List<string> arguments =
        [
            "-v", "error", .. Ffmpeg.InputGuard(mediaType, options.Value),
            "-select_streams", "v:0", "-of", "json",
            "-show_entries", "stream=codec_name,width,height,pix_fmt,avg_frame_rate,nb_frames,duration:stream_tags:format=duration:format_tags",
            "-i", $"file:{path}",
        ];
        var result = await runner.Run(options.Value.Ffprobe, arguments, 256 * 1024, ct).ConfigureAwait(false);
        if (!result.Succeeded) throw new MediaUnreadableException(result.Complaint);
        using var json = JsonDocument.Parse(result.Output);
        return Read(json.RootElement, MediaTypes.IsVideo(mediaType), result);
    }

    private static MediaProbe Read(JsonElement root, bool isVideo, ToolResult result)
    {
        if (!root.TryGetProperty("streams", out var streams) || streams.GetArrayLength() == 0)
            throw new MediaUnreadableException("there is no picture stream in it");
        var stream = streams[0];
        int? Number(string name) => stream.TryGetProperty(name, out var n) && n.ValueKind == JsonValueKind.Number ? n.GetInt32() : null;
        if (Number("width") is not > 0 || Number("height") is not > 0)
            throw new MediaUnreadableException(result.Errors.Length > 0 ? result.Complaint : "its pictures have no size");
        return new MediaProbe
        {
            Codec = Text(stream, "codec_name") ?? "unknown",
            Width = Number("width")!.Value,
            Height = Number("height")!.Value,
            PixelFormat = Text(stream, "pix_fmt") ?? "unknown",
            Duration = isVideo ? Duration(stream) ?? (root.TryGetProperty("format", out var format) ? Duration(format) : null) : null,
            Frames = int.TryParse(Text(stream, "nb_frames"), CultureInfo.InvariantCulture, out var frames) ? frames : null,
            FrameRate = isVideo ? Rate(Text(stream, "avg_frame_rate")) : null,
            Tags = Tags(root, stream),
            Elapsed = result.Elapsed,
        };
    }

    private static string? Text(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static TimeSpan? Duration(JsonElement element) =>
        double.TryParse(Text(element, "duration"), CultureInfo.InvariantCulture, out var seconds) && seconds is >= 0 and < 1e7 ? TimeSpan.FromSeconds(seconds) : null;

    private static double? Rate(string? fraction) =>
        fraction?.Split('/') is [var n, var d] && double.TryParse(n, CultureInfo.InvariantCulture, out var num) && double.TryParse(d, CultureInfo.InvariantCulture, out var den) && den > 0
            ? num / den
            : null;

    private static Dictionary<string, string> Tags(JsonElement root, JsonElement stream)
    {
        var tags = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        JsonElement[] holders = root.TryGetProperty("format", out var format) ? [stream, format] : [stream];
        foreach (var holder in holders)
        {
            if (!holder.TryGetProperty("tags", out var found)) continue;
            foreach (var tag in found.EnumerateObject()) tags[tag.Name] = tag.Value.ToString();
        }

        return tags;
    }
}
