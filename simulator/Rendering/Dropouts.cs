namespace Atelier.Simulator.Rendering;

/// <summary>Sections of a clip that go black or stand still.</summary>
internal static class Dropouts
{
    public static IEnumerable<byte[]> Black(IEnumerable<byte[]> frames, int count, int framesPerSecond, Draws draws)
    {
        var (from, to) = Section(count, draws.Range(0.25f, 0.60f), 0.5f * framesPerSecond, ref draws);
        var level = (byte)draws.Below(7);
        return frames.Select((frame, i) =>
        {
            if (i >= from && i < to) Array.Fill(frame, level);
            return frame;
        });
    }

    public static IEnumerable<byte[]> Frozen(IEnumerable<byte[]> frames, int count, int framesPerSecond, Draws draws)
    {
        var (from, to) = Section(count, draws.Range(0.45f, 0.80f), 0.9f * framesPerSecond, ref draws);
        byte[] held = [];
        return frames.Select((frame, i) => i > from && i < to ? held : held = frame);
    }

    private static (int From, int To) Section(int count, float share, float atLeast, ref Draws draws)
    {
        var length = Math.Min(count, (int)MathF.Ceiling(Math.Max(share * count, atLeast)));
        var from = draws.Below(count - length + 1);
        return (from, from + length);
    }
}
