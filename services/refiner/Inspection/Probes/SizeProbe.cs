using System.Globalization;
using Atelier.Contracts;

namespace Atelier.Refiner.Inspection.Probes;

/// <summary>The smallest share of the asked edge length (geometric mean of both edges) that may come.</summary>
internal sealed record SizeLimits
{
    public required double MinScale { get; init; }
}

/// <summary>Far smaller than was asked for.</summary>
internal sealed class SizeProbe : IProbe
{
    public const string Width = "size.width";
    public const string Height = "size.height";

    public void Measure(Specimen specimen, Expectation expected, IDictionary<string, double> values)
    {
        if (specimen is not { Width: { } width, Height: { } height }) return;
        values[Width] = width;
        values[Height] = height;
    }

    public VerdictReason? Judge(Findings findings, Expectation expected, MediumPolicy policy)
    {
        if (policy.Size is not { } limits || findings[Width] is not { } width || findings[Height] is not { } height) return null;
        var scale = Math.Sqrt(width * height / ((double)expected.Width * expected.Height));
        if (scale >= limits.MinScale) return null;
        return new VerdictReason
        {
            Defect = Defect.TooSmall,
            Detail = string.Create(CultureInfo.InvariantCulture,
                $"it is {width}x{height}, {scale:0.##} of the {expected.Width}x{expected.Height} asked for, expected at least {limits.MinScale:0.##}"),
        };
    }
}
