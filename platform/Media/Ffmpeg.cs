using System.Globalization;
using Microsoft.Extensions.Options;

namespace Atelier.Platform.Media;

/// <summary>Runs ffmpeg over one untrusted input.</summary>
public sealed class Ffmpeg(ToolRunner runner, IOptions<MediaToolOptions> options)
{
    /// <summary>
    /// Decodes a local file and does with it what the output arguments say. The input is opened by the demuxer of its media type
    /// alone, reads local files only, and is refused above <see cref="MediaToolOptions.MaxPixels"/>.
    /// </summary>
    /// <param name="path">The local file.</param>
    /// <param name="mediaType">What it is, by its signature: one of <see cref="MediaTypes"/>.</param>
    /// <param name="output">Everything that comes after the input: filters, encoders, output files (<c>pipe:1</c> for <see cref="ToolResult.Output"/>).</param>
    /// <param name="strict">Whether the first decoding error ends the run as a failure, instead of being patched over.</param>
    /// <param name="maxOutputBytes">The most that it may write to <c>pipe:1</c>.</param>
    /// <param name="ct">Kills the run.</param>
    /// <exception cref="MediaToolException">The tool is missing, too slow or too wordy: see its subtypes.</exception>
    public Task<ToolResult> Run(
        string path, string mediaType, IReadOnlyList<string> output, bool strict = true, int maxOutputBytes = 64 * 1024, CancellationToken ct = default)
    {
        List<string> arguments =
        [
            "-nostdin", "-hide_banner", "-v", "error", "-y", "-filter_threads", "1",
            .. strict ? Strict : [],
            .. InputGuard(mediaType, options.Value),
            .. strict ? ["-err_detect", "explode"] : Array.Empty<string>(),
            "-i", $"file:{path}",
            .. output,
        ];
        return runner.Run(options.Value.Ffmpeg, arguments, maxOutputBytes, ct);
    }

    /// <summary>The first line of <c>ffmpeg -version</c>.</summary>
    /// <exception cref="MediaToolMissingException">It is not installed.</exception>
    public async Task<string> Version(CancellationToken ct = default)
    {
        var result = await runner.Run(options.Value.Ffmpeg, ["-version"], 64 * 1024, ct).ConfigureAwait(false);
        return System.Text.Encoding.UTF8.GetString(result.Output.Span).Split('\n')[0].Trim();
    }

    // One decoding thread: the number of processes is what is spread over the cores.
    internal static IReadOnlyList<string> InputGuard(string mediaType, MediaToolOptions options) =>
    [
        "-protocol_whitelist", "file,pipe",
        "-max_pixels", options.MaxPixels.ToString(CultureInfo.InvariantCulture),
        "-threads", "1",
        "-f", MediaTypes.Demuxer(mediaType),
    ];

    private static readonly string[] Strict = ["-xerror"];
}
