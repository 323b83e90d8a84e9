using Atelier.Contracts;

namespace Atelier.Refiner.Inspection.Probes;

/// <summary>Cannot be decoded, or not to its end. There is no limit to set: half a file is never fit to deliver.</summary>
internal sealed class UnreadableProbe : IProbe
{
    public void Measure(Specimen specimen, Expectation expected, IDictionary<string, double> values) =>
        values["decoded"] = specimen.Complaint is null ? 1 : 0;

    public VerdictReason? Judge(Findings findings, Expectation expected, MediumPolicy policy) =>
        findings.Complaint is { } complaint
            ? new VerdictReason { Defect = Defect.Unreadable, Detail = $"cannot be decoded to its end: {complaint}" }
            : null;
}
