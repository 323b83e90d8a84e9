using System.Globalization;
using Atelier.Contracts;

namespace Atelier.Refiner.Inspection.Probes;

/// <summary>How steep the sharpest edges must at least be.</summary>
internal sealed record BlurLimits
{
    /// <summary>Steepness of the sharpest edges, 0 to 1.</summary>
    public required double MinSharpness { get; init; }
}

/// <summary>
/// Out of focus throughout. Steepness of an edge: the largest step between neighbouring pixels as a share of the whole rise around
/// it; a step edge has 1, a linear ramp one ninth, whatever its contrast. The picture is divided into tiles, each gives its
/// steepest edge, and the measure is the value that one tile in ten reaches: a blurred background behind a sharp subject is sharp.
/// </summary>
internal sealed class BlurProbe : IProbe
{
    public const string Sharpness = "blur.sharpness";
    private const int Reach = 4;      // pixels that are looked at on either side of an edge
    private const int Tile = 16;      // pixels a side
    private const int MinSpread = 16; // levels of 255 between dark and bright: below, there is nothing to be sharp or blurred
    private const double Share = 0.9; // of the tiles that have an edge at all

    public void Measure(Specimen specimen, Expectation expected, IDictionary<string, double> values)
    {
        double[] measured = [.. specimen.Typical(5).Select(SharpnessOf).OfType<double>()];
        if (measured.Length > 0) values[Sharpness] = Pixels.Median(measured);
    }

    public VerdictReason? Judge(Findings findings, Expectation expected, MediumPolicy policy)
    {
        if (policy.Blur is not { } limits || findings[Sharpness] is not { } sharpness || sharpness >= limits.MinSharpness) return null;
        return new VerdictReason
        {
            Defect = Defect.Blurred,
            Detail = string.Create(CultureInfo.InvariantCulture, $"its sharpest edges have a steepness of {sharpness:0.###}, expected at least {limits.MinSharpness:0.###}"),
        };
    }

    // Null when there is hardly any contrast: then it is the blank probe's business. Contrast without any edge is as blurred as can be.
    private static double? SharpnessOf(Frame frame)
    {
        var spread = Pixels.Quantile(frame.Luma, 0.98) - Pixels.Quantile(frame.Luma, 0.02);
        if (spread < MinSpread) return null;
        var minRise = (int)Math.Clamp(0.15 * spread, 8, 28); // what rises less is shading, grain or a compression artefact
        int across = (frame.Width + Tile - 1) / Tile, down = (frame.Height + Tile - 1) / Tile;
        var best = new double[across * down];
        for (var y = 0; y < frame.Height; y++) Line(frame.Luma, y * frame.Width, 1, frame.Width, minRise, i => (y / Tile * across) + (i / Tile), best);
        for (var x = 0; x < frame.Width; x++) Line(frame.Luma, x, frame.Width, frame.Height, minRise, i => (i / Tile * across) + (x / Tile), best);
        double[] edges = [.. best.Where(b => b > 0).Order()];
        return edges.Length == 0 ? 0 : edges[(int)(Share * (edges.Length - 1))];
    }

    private static void Line(ReadOnlySpan<byte> luma, int start, int stride, int length, int minRise, Func<int, int> tileOf, double[] best)
    {
        for (var i = Reach; i + Reach + 1 < length; i++)
        {
            var step = Math.Abs(luma[start + ((i + 1) * stride)] - luma[start + (i * stride)]);
            if (step * ((2 * Reach) + 1) < minRise) continue; // a rise that large cannot be around so small a step and be steeper than a ramp
            int low = 255, high = 0;
            for (var k = i - Reach; k <= i + Reach + 1; k++)
            {
                int value = luma[start + (k * stride)];
                low = Math.Min(low, value);
                high = Math.Max(high, value);
            }

            if (high - low < minRise) continue;
            var tile = tileOf(i);
            best[tile] = Math.Max(best[tile], (double)step / (high - low));
        }
    }
}
