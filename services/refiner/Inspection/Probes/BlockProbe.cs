using System.Globalization;
using Atelier.Contracts;

namespace Atelier.Refiner.Inspection.Probes;

/// <summary>How far the compression grid may stand out.</summary>
internal sealed record BlockLimits
{
    /// <summary>Mean step across the lines of the grid over mean step elsewhere; 1 for no grid.</summary>
    public required double MaxGrid { get; init; }
}

/// <summary>
/// Compression blocks: steps that gather on the lines of the 8-pixel grid on which JPEG and the MPEG family compress, in both
/// directions (windows of a house gather in one, and elsewhere). Measured at the picture's own size; scaling would move the grid.
/// </summary>
internal sealed class BlockProbe : IProbe
{
    public const string Grid = "block.grid";
    private const int Period = 8;

    public void Measure(Specimen specimen, Expectation expected, IDictionary<string, double> values)
    {
        double[] grids = [.. specimen.Crops.Where(c => c.Width >= 4 * Period && c.Height >= 4 * Period && !Pixels.IsBlack(c)).Select(GridOf)];
        if (grids.Length > 0) values[Grid] = Pixels.Median(grids);
    }

    public VerdictReason? Judge(Findings findings, Expectation expected, MediumPolicy policy)
    {
        if (policy.Block is not { } limits || findings[Grid] is not { } grid || grid <= limits.MaxGrid) return null;
        return new VerdictReason
        {
            Defect = Defect.Blocky,
            Detail = string.Create(CultureInfo.InvariantCulture, $"steps on the lines of the compression grid are {grid:0.##} times those elsewhere, expected at most {limits.MaxGrid:0.##}"),
        };
    }

    private static double GridOf(Frame crop)
    {
        var across = Ratio(crop.Luma, crop.Width, crop.Height, 1, crop.Width);
        var down = Ratio(crop.Luma, crop.Height, crop.Width, crop.Width, 1);
        return Math.Min(across, down);
    }

    private static double Ratio(ReadOnlySpan<byte> luma, int length, int lines, int stride, int lineStride)
    {
        long onGrid = 0, off = 0, onCount = 0, offCount = 0;
        for (var line = 0; line < lines; line++)
        {
            for (var i = 0; i + 1 < length; i++)
            {
                var at = (line * lineStride) + (i * stride);
                var step = Math.Abs(luma[at + stride] - luma[at]);
                if ((i + 1) % Period == 0) (onGrid, onCount) = (onGrid + step, onCount + 1);
                else (off, offCount) = (off + step, offCount + 1);
            }
        }

        const double Floor = 0.25; // levels: a flat picture has no steps to compare with
        return (((double)onGrid / onCount) + Floor) / (((double)off / offCount) + Floor);
    }
}
