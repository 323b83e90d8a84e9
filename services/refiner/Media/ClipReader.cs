using Atelier.Platform.Media;

namespace Atelier.Refiner.Media;

/// <summary>What is to be known of a clip before it is decoded.</summary>
/// <param name="Width">Pixels.</param>
/// <param name="Height">Pixels.</param>
/// <param name="Duration">Running time.</param>
/// <param name="FrameRate">Frames a second; above 0.</param>
/// <param name="Frames">Frames, where the file says how many.</param>
/// <param name="Work">How long tools worked to find out.</param>
internal sealed record ClipFacts(int Width, int Height, TimeSpan Duration, double FrameRate, int? Frames, TimeSpan Work);

/// <summary>Reads a clip's facts from its index, and asks ffprobe only about files whose index is in pieces.</summary>
internal sealed class ClipReader(Ffprobe ffprobe)
{
    /// <exception cref="MediaUnreadableException">There is no usable index: it is cut short, or no clip.</exception>
    public async Task<ClipFacts> Read(string path, CancellationToken ct)
    {
        await using (var file = File.OpenRead(path))
        {
            var header = Mp4Header.TryRead(file) ?? throw new MediaUnreadableException("its index is missing or damaged");
            if (header is { Duration: { } length, FrameRate: { } pace }) return new ClipFacts(header.Width, header.Height, length, pace, header.Frames, TimeSpan.Zero);
        }

        var probe = await ffprobe.Probe(path, MediaTypes.Mp4, ct);
        return probe is { Duration: { TotalSeconds: > 0 } duration, FrameRate: > 0 and var rate }
            ? new ClipFacts(probe.Width, probe.Height, duration, rate, probe.Frames, probe.Elapsed)
            : throw new MediaUnreadableException("it does not say how long it runs");
    }
}
