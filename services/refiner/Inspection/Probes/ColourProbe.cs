using System.Globalization;
using System.Numerics;
using Atelier.Contracts;

namespace Atelier.Refiner.Inspection.Probes;

/// <summary>How far the colours may be off the campaign's.</summary>
internal sealed record ColourLimits
{
    /// <summary>Mean distance of the picture's colours from the nearest mix of two reference colours, in OKLab.</summary>
    public required double MaxDrift { get; init; }
}

/// <summary>
/// Far off the campaign's reference colours. Distances are taken in OKLab, where equal distances look equally far; lightness
/// counts half, for light and shade belong to a picture and not to its palette. Only judged when reference colours are given.
/// </summary>
internal sealed class ColourProbe : IProbe
{
    public const string Drift = "colour.drift";
    private const float LightnessWeight = 0.5f;
    private const int Every = 7; // pixels: a few thousand of them say the same as all

    public void Measure(Specimen specimen, Expectation expected, IDictionary<string, double> values)
    {
        if (expected.Palette.Count == 0 || specimen.Frames.Count == 0) return;
        Vector3[] palette = [.. expected.Palette.Select(Parse)];
        values[Drift] = Pixels.Median(specimen.Typical(3).Select(f => DriftOf(f, palette)));
    }

    public VerdictReason? Judge(Findings findings, Expectation expected, MediumPolicy policy)
    {
        if (policy.Colour is not { } limits || findings[Drift] is not { } drift || drift <= limits.MaxDrift) return null;
        return new VerdictReason
        {
            Defect = Defect.ColourDrift,
            Detail = string.Create(CultureInfo.InvariantCulture,
                $"its colours are {drift:0.###} (OKLab) off the reference colours {string.Join(' ', expected.Palette)}, expected at most {limits.MaxDrift:0.###}"),
        };
    }

    private static double DriftOf(Frame frame, Vector3[] palette)
    {
        var rgb = frame.Rgb.Span;
        double sum = 0;
        var count = 0;
        for (var i = 0; i + 2 < rgb.Length; i += 3 * Every, count++)
            sum += Distance(OkLab.Of(rgb[i], rgb[i + 1], rgb[i + 2], LightnessWeight), palette);
        return sum / count;
    }

    private static float Distance(Vector3 colour, Vector3[] palette)
    {
        var nearest = float.MaxValue;
        foreach (var reference in palette) nearest = Math.Min(nearest, Vector3.Distance(colour, reference));
        return nearest;
    }

    private static Vector3 Parse(string hex)
    {
        var value = int.Parse(hex.AsSpan(hex.StartsWith('#') ? 1 : 0), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
        return OkLab.Of((byte)(value >> 16), (byte)(value >> 8), (byte)value, LightnessWeight);
    }
}
