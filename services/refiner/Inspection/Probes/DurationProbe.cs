using System.Globalization;
using Atelier.Contracts;

namespace Atelier.Refiner.Inspection.Probes;

/// <summary>How far the running time may be off: wrong only when both limits are passed.</summary>
internal sealed record DurationLimits
{
    /// <summary>As a share of the asked running time.</summary>
    public required double MaxOffShare { get; init; }

    /// <summary>In time: for short clips a frame or two are a large share.</summary>
    public required TimeSpan MaxOff { get; init; }
}

/// <summary>Another running time than was asked for.</summary>
internal sealed class DurationProbe : IProbe
{
    public const string Seconds = "duration.seconds";

    public void Measure(Specimen specimen, Expectation expected, IDictionary<string, double> values)
    {
        if (specimen.Duration is { } duration) values[Seconds] = duration.TotalSeconds;
    }

    public VerdictReason? Judge(Findings findings, Expectation expected, MediumPolicy policy)
    {
        if (policy.Duration is not { } limits || expected.Duration is not { } asked || findings[Seconds] is not { } seconds) return null;
        var off = Math.Abs(seconds - asked.TotalSeconds);
        if (off <= limits.MaxOff.TotalSeconds || off <= limits.MaxOffShare * asked.TotalSeconds) return null;
        return new VerdictReason
        {
            Defect = Defect.WrongDuration,
            Detail = string.Create(CultureInfo.InvariantCulture, $"it runs {seconds:0.##} s, expected {asked.TotalSeconds:0.##} s within {limits.MaxOffShare:P0}"),
        };
    }
}
