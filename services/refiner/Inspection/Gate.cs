using Atelier.Contracts;
using Atelier.Platform.Media;
using Atelier.Refiner.Inspection.Probes;

namespace Atelier.Refiner.Inspection;

/// <summary>The automatic gate's two pure halves: a specimen makes findings, findings make a verdict.</summary>
internal static class Gate
{
    /// <summary>The judge's name in a verdict.</summary>
    public const string Name = "gate";

    private static readonly IProbe[] Probes =
    [
        new UnreadableProbe(), new MediumProbe(), new AspectProbe(), new SizeProbe(), new DurationProbe(),
        new BlankProbe(), new BlurProbe(), new BlockProbe(), new BlackProbe(), new FrozenProbe(), new ColourProbe(),
    ];

    public static Findings Measure(Specimen specimen, Expectation expected)
    {
        var values = new Dictionary<string, double>();
        foreach (var probe in Probes) probe.Measure(specimen, expected, values);
        return new Findings { Values = values, Medium = MediumOf(specimen.MediaType), Complaint = specimen.Complaint };
    }

    public static Verdict Judge(Findings findings, Expectation expected, QualityPolicy policy, string policyHash)
    {
        var limits = policy.For(expected.Medium);
        List<VerdictReason> reasons = [.. Probes.Select(p => p.Judge(findings, expected, limits)).OfType<VerdictReason>()];
        return new Verdict { Accepted = reasons.Count == 0, Reasons = reasons, Judge = Name, PolicyHash = policyHash, Measurements = findings.Values };
    }

    private static Medium? MediumOf(string? mediaType) => mediaType switch
    {
        null => null,
        _ when MediaTypes.IsVideo(mediaType) => Medium.Video,
        _ => Medium.Image,
    };
}
