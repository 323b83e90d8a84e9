using System.Globalization;
using Atelier.Contracts;

namespace Atelier.Refiner.Inspection.Probes;

/// <summary>How long a clip may stand still: too long only when both limits are passed.</summary>
internal sealed record FrozenLimits
{
    /// <summary>The longest stretch without change.</summary>
    public required TimeSpan MaxRun { get; init; }

    /// <summary>That stretch as a share of the clip.</summary>
    public required double MaxShare { get; init; }
}

/// <summary>
/// Frames that stand still: so few of their pixels changed noticeably since the frame before that it was compression. An encoder goes on
/// polishing a picture that stands still, by small steps everywhere; the slowest motion makes large steps at edges.
/// </summary>
internal sealed class FrozenProbe : IProbe
{
    public const string Run = "frozen.runSeconds";
    public const string Share = "frozen.share";
    private const int Noticeable = 8;     // levels of 255
    private const double Still = 0.003;   // share of the pixels

    public void Measure(Specimen specimen, Expectation expected, IDictionary<string, double> values)
    {
        if (specimen.Frames.Count < 2) return;
        int run = 0, longest = 0;
        for (var i = 1; i < specimen.Frames.Count; i++)
        {
            var (before, now) = (specimen.Frames[i - 1], specimen.Frames[i]);
            run = !Pixels.IsBlack(now) && Pixels.Changed(before, now, Noticeable) <= Still ? run + 1 : 0; // black is the black probe's
            longest = Math.Max(longest, run);
        }

        values[Run] = longest * specimen.Pace.TotalSeconds;
        values[Share] = (double)longest / (specimen.Frames.Count - 1);
    }

    public VerdictReason? Judge(Findings findings, Expectation expected, MediumPolicy policy)
    {
        if (policy.Frozen is not { } limits || findings[Run] is not { } run || findings[Share] is not { } share) return null;
        if (run <= limits.MaxRun.TotalSeconds || share <= limits.MaxShare) return null;
        return new VerdictReason
        {
            Defect = Defect.FrozenFrames,
            Detail = string.Create(CultureInfo.InvariantCulture,
                $"it stands still for {run:0.##} s, {share:P0} of it, expected at most {limits.MaxRun.TotalSeconds:0.##} s or {limits.MaxShare:P0}"),
        };
    }
}
