using System.Globalization;
using Atelier.Contracts;

namespace Atelier.Refiner.Inspection.Probes;

/// <summary>The least that the colours must be spread.</summary>
internal sealed record BlankLimits
{
    /// <summary>From the 2nd to the 98th percentile of the most spread channel, 0 to 255.</summary>
    public required double MinSpread { get; init; }
}

/// <summary>Nothing in it: one colour, whatever grain or shading lies over it.</summary>
internal sealed class BlankProbe : IProbe
{
    public const string Spread = "blank.spread";

    public void Measure(Specimen specimen, Expectation expected, IDictionary<string, double> values)
    {
        if (specimen.Frames.Count > 0) values[Spread] = Pixels.Median(specimen.Typical(5).Select(SpreadOf));
    }

    public VerdictReason? Judge(Findings findings, Expectation expected, MediumPolicy policy)
    {
        if (policy.Blank is not { } limits || findings[Spread] is not { } spread || spread >= limits.MinSpread) return null;
        return new VerdictReason
        {
            Defect = Defect.Blank,
            Detail = string.Create(CultureInfo.InvariantCulture, $"its colours are spread over {spread:0.#} of 255 levels, expected at least {limits.MinSpread:0.#}"),
        };
    }

    private static double SpreadOf(Frame frame)
    {
        var rgb = frame.Rgb.Span;
        var widest = 0;
        for (var channel = 0; channel < 3; channel++)
            widest = Math.Max(widest, Pixels.Quantile(rgb, 0.98, channel, 3) - Pixels.Quantile(rgb, 0.02, channel, 3));
        return widest;
    }
}
