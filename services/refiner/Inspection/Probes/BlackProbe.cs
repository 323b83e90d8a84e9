using System.Globalization;
using Atelier.Contracts;

namespace Atelier.Refiner.Inspection.Probes;

/// <summary>How much of a clip may be black: too much when either limit is passed.</summary>
internal sealed record BlackLimits
{
    /// <summary>Black frames as a share of all.</summary>
    public required double MaxShare { get; init; }

    /// <summary>The longest stretch of black.</summary>
    public required TimeSpan MaxRun { get; init; }
}

/// <summary>Black frames.</summary>
internal sealed class BlackProbe : IProbe
{
    public const string Share = "black.share";
    public const string Run = "black.runSeconds";

    public void Measure(Specimen specimen, Expectation expected, IDictionary<string, double> values)
    {
        if (specimen.Frames.Count < 2) return;
        int black = 0, run = 0, longest = 0;
        foreach (var frame in specimen.Frames)
        {
            run = Pixels.IsBlack(frame) ? run + 1 : 0;
            black += run > 0 ? 1 : 0;
            longest = Math.Max(longest, run);
        }

        values[Share] = (double)black / specimen.Frames.Count;
        values[Run] = longest * specimen.Pace.TotalSeconds;
    }

    public VerdictReason? Judge(Findings findings, Expectation expected, MediumPolicy policy)
    {
        if (policy.Black is not { } limits || findings[Share] is not { } share || findings[Run] is not { } run) return null;
        if (share <= limits.MaxShare && run <= limits.MaxRun.TotalSeconds) return null;
        return new VerdictReason
        {
            Defect = Defect.BlackFrames,
            Detail = string.Create(CultureInfo.InvariantCulture,
                $"{share:P0} of its frames are black, {run:0.##} s on end, expected at most {limits.MaxShare:P0} and {limits.MaxRun.TotalSeconds:0.##} s"),
        };
    }
}
