using System.Globalization;
using Atelier.Contracts;

namespace Atelier.Refiner.Inspection.Probes;

/// <summary>How far the aspect ratio may be off, as a factor either way; what is within is cropped away in refinement.</summary>
internal sealed record AspectLimits
{
    public required double MaxFactor { get; init; }
}

/// <summary>Another aspect ratio than was asked for.</summary>
internal sealed class AspectProbe : IProbe
{
    public const string Ratio = "aspect.ratio";

    public void Measure(Specimen specimen, Expectation expected, IDictionary<string, double> values)
    {
        if (specimen is { Width: > 0, Height: > 0 }) values[Ratio] = (double)specimen.Width.Value / specimen.Height.Value;
    }

    public VerdictReason? Judge(Findings findings, Expectation expected, MediumPolicy policy)
    {
        if (policy.Aspect is not { } limits || findings[Ratio] is not { } ratio) return null;
        var asked = (double)expected.Width / expected.Height;
        if (Math.Max(ratio / asked, asked / ratio) <= limits.MaxFactor) return null;
        return new VerdictReason
        {
            Defect = Defect.WrongAspect,
            Detail = string.Create(CultureInfo.InvariantCulture, $"its aspect ratio is {ratio:0.###}, expected {asked:0.###} within a factor of {limits.MaxFactor:0.##}"),
        };
    }
}
