using Atelier.Contracts;
using Atelier.Platform.Media;

namespace Atelier.Refiner.Refinement;

/// <summary>
/// Reads a file back after it was written: what it is, its size, codec and running time, and that it decodes to its end. For a picture
/// the signature says what it is and the strict decoder of that format agrees; a clip is also put before ffprobe.
/// </summary>
internal sealed class FileCheck(Ffmpeg ffmpeg, Ffprobe ffprobe)
{
    /// <summary>What is wrong with it (null when nothing is), what it is, and how long the tools worked on it.</summary>
    public async Task<(string? Wrong, MediaFacts? Facts, TimeSpan Work)> Check(
        string path, FileEncoder encoder, int width, int height, TimeSpan? duration, CancellationToken ct)
    {
        var decoded = await ffmpeg.Run(path, encoder.MediaType, ["-f", "null", "-"], ct: ct);
        if (!decoded.Succeeded) return ($"the written file does not decode: {decoded.Complaint}", null, decoded.Elapsed);
        MediaFacts? facts;
        await using (var file = File.OpenRead(path)) facts = await MediaSniffer.TryRead(file, ct);
        if (facts?.MediaType != encoder.MediaType) return ($"the written file is {facts?.MediaType ?? "unknown"}, expected {encoder.MediaType}", null, decoded.Elapsed);
        if (!MediaTypes.IsVideo(encoder.MediaType)) return (WrongSize(facts.Width, facts.Height, width, height), facts, decoded.Elapsed);
        var probe = await ffprobe.Probe(path, encoder.MediaType, ct);
        facts = new MediaFacts { MediaType = encoder.MediaType, Width = probe.Width, Height = probe.Height, Duration = probe.Duration };
        return (Wrong(probe, encoder, width, height, duration), facts, decoded.Elapsed + probe.Elapsed);
    }

    /// <summary>The first difference between what was read back of a clip and what was meant; null for none.</summary>
    public static string? Wrong(MediaProbe probe, FileEncoder encoder, int width, int height, TimeSpan? duration)
    {
        if (probe.Codec != encoder.Codec) return $"the written file is {probe.Codec}, expected {encoder.Codec}";
        if (WrongSize(probe.Width, probe.Height, width, height) is { } size) return size;
        if (probe is not { Duration: { } actual, FrameRate: > 0 }) return "the written file does not say how long it runs";
        var frame = TimeSpan.FromSeconds(1 / probe.FrameRate.Value);
        return duration is not { } wanted || (actual - wanted).Duration() <= frame + TimeSpan.FromMilliseconds(1)
            ? null
            : $"the written file runs {actual}, expected {wanted} within a frame";
    }

    private static string? WrongSize(int? actualWidth, int? actualHeight, int width, int height) =>
        actualWidth == width && actualHeight == height ? null : $"the written file is {actualWidth}x{actualHeight}, expected {width}x{height}";
}
