using System.Globalization;
using Atelier.Contracts;
using Atelier.Platform.Media;
using Atelier.Refiner.Media;

namespace Atelier.Refiner.Inspection;

/// <summary>
/// Decodes a file to its end, once, into a specimen: in one process, for starting one costs more than
/// decoding most pictures. The whole picture is made small and its middle is cut out at its own size; both leave ffmpeg stacked in one frame.
/// </summary>
internal sealed class SpecimenReader(Ffmpeg ffmpeg, ClipReader clips)
{
    private const int ImageEdge = 256;       // shorter side of a small picture, pixels
    private const int ClipEdge = 192;
    private const int CropHeight = 128;
    private const double FramesPerSecond = 8; // of a clip's frames that are looked at: every one is decoded
    private const int MostFrames = 160;

    /// <summary>The specimen, and how long the tools worked on it.</summary>
    public async Task<(Specimen Specimen, TimeSpan Work)> Read(string path, CancellationToken ct)
    {
        MediaFacts? facts;
        await using (var file = File.OpenRead(path)) facts = await MediaSniffer.TryRead(file, ct);
        if (facts is null) return (new Specimen { Complaint = "its first bytes are of no media that Atelier knows" }, TimeSpan.Zero);
        return MediaTypes.IsVideo(facts.MediaType) ? await ReadClip(path, facts, ct) : await ReadPicture(path, facts, ct);
    }

    private async Task<(Specimen, TimeSpan)> ReadPicture(string path, MediaFacts facts, CancellationToken ct)
    {
        var specimen = new Specimen { MediaType = facts.MediaType, Width = facts.Width, Height = facts.Height };
        if (facts is not { Width: { } width, Height: { } height }) return (specimen with { Complaint = "its header declares no size" }, TimeSpan.Zero);
        var layout = Layout.For(width, height, ImageEdge);
        var run = await ffmpeg.Run(path, facts.MediaType, [.. layout.Filter(""), "-frames:v", "1", .. Raw], maxOutputBytes: 2 * layout.Bytes, ct: ct);
        return (Complete(specimen, layout, run, expectedFrames: 1), run.Elapsed);
    }

    private async Task<(Specimen, TimeSpan)> ReadClip(string path, MediaFacts facts, CancellationToken ct)
    {
        ClipFacts clip;
        try
        {
            clip = await clips.Read(path, ct);
        }
        catch (MediaUnreadableException e)
        {
            return (new Specimen { MediaType = facts.MediaType, Complaint = e.Message }, TimeSpan.Zero);
        }

        var specimen = new Specimen { MediaType = facts.MediaType, Width = clip.Width, Height = clip.Height, Duration = clip.Duration };
        var every = Math.Max(1, (int)Math.Round(clip.FrameRate / FramesPerSecond));
        var layout = Layout.For(clip.Width, clip.Height, ClipEdge);
        var thin = every == 1 ? "" : $"framestep={every},";
        var run = await ffmpeg.Run(path, facts.MediaType,
            [.. layout.Filter(thin), "-fps_mode", "passthrough", "-frames:v", $"{MostFrames}", .. Raw], maxOutputBytes: (MostFrames + 1) * layout.Bytes, ct: ct);
        specimen = specimen with { Pace = TimeSpan.FromSeconds(every / clip.FrameRate) };
        var declared = clip.Frames is { } frames ? Math.Min(MostFrames, (frames + every - 1) / every) : 1;
        return (Complete(specimen, layout, run, declared), clip.Work + run.Elapsed);
    }

    private static Specimen Complete(Specimen specimen, Layout layout, ToolResult run, int expectedFrames)
    {
        var count = run.Output.Length / layout.Bytes;
        if (!run.Succeeded) return specimen with { Complaint = run.Complaint };
        if (count < expectedFrames) return specimen with { Complaint = $"it ends after {count} of {expectedFrames} frames looked at" };
        return specimen with
        {
            Frames = [.. Enumerable.Range(0, count).Select(i => layout.Small(run.Output, i))],
            Crops = [.. Enumerable.Range(0, count).Select(i => layout.Crop(run.Output, i))],
        };
    }

    private static readonly string[] Raw = ["-f", "rawvideo", "-pix_fmt", "rgb24", "pipe:1"];

    /// <summary>A small picture on top of a cut-out of the same width.</summary>
    private sealed record Layout(int Width, int SmallHeight, int CropHeight, int CropX, int CropY)
    {
        public int Bytes => Width * (SmallHeight + CropHeight) * 3;

        public static Layout For(int width, int height, int edge)
        {
            var scale = Math.Min(1, (double)edge / Math.Min(width, height));
            var small = Math.Max(1, (int)Math.Round(width * scale));
            // A ribbon of a picture is not blown up to gigabytes.
            small = Math.Min(small, 4 * edge);
            var smallHeight = Math.Clamp((int)Math.Round(height * scale), 1, 4 * edge);
            var crop = Math.Min(SpecimenReader.CropHeight, height);
            return new Layout(small, smallHeight, crop, (width - small) / 2 / 16 * 16, (height - crop) / 2 / 16 * 16);
        }

        public IReadOnlyList<string> Filter(string first) =>
        [
            "-an", "-filter_complex",
            string.Create(CultureInfo.InvariantCulture,
                $"[0:v:0]{first}format=rgb24,split[a][b];[a]scale={Width}:{SmallHeight}:flags=area[s];[b]crop={Width}:{CropHeight}:{CropX}:{CropY}:exact=1[c];[s][c]vstack[o]"),
            "-map", "[o]",
        ];

        public Frame Small(ReadOnlyMemory<byte> output, int index) => new(Width, SmallHeight, output.Slice(index * Bytes, Width * SmallHeight * 3));

        public Frame Crop(ReadOnlyMemory<byte> output, int index) => new(Width, CropHeight, output.Slice((index * Bytes) + (Width * SmallHeight * 3), Width * CropHeight * 3));
    }
}
