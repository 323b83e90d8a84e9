using Atelier.Contracts;

namespace Atelier.Refiner.Inspection.Probes;

/// <summary>A clip where a picture was asked for, or the other way round. Nothing to measure: the signature says it.</summary>
internal sealed class MediumProbe : IProbe
{
    public void Measure(Specimen specimen, Expectation expected, IDictionary<string, double> values)
    {
    }

    public VerdictReason? Judge(Findings findings, Expectation expected, MediumPolicy policy) =>
        findings.Medium is { } medium && medium != expected.Medium
            ? new VerdictReason { Defect = Defect.WrongMedium, Detail = $"it is {Name(medium)}, expected {Name(expected.Medium)}" }
            : null;

    private static string Name(Medium medium) => medium == Medium.Video ? "a clip" : "a still picture";
}
