using Atelier.Contracts;
using Atelier.Platform.Catalog;
using Atelier.Platform.Media;
using Atelier.Refiner.Media;

namespace Atelier.Refiner.Inspection;

/// <summary>The automatic gate over a local file: reads a specimen, measures, judges under the catalog's quality policy. Public for the experiment that rates it.</summary>
public sealed class QualityGate
{
    private readonly SpecimenReader _reader;
    private readonly CatalogDocument<QualityPolicy> _policy;

    private QualityGate(SpecimenReader reader, CatalogDocument<QualityPolicy> policy) => (_reader, _policy) = (reader, policy);

    /// <summary>A gate under the policy of that catalog.</summary>
    /// <exception cref="CatalogException">quality.yaml is missing or does not hold.</exception>
    public static QualityGate Open(CatalogFolder catalog, Ffmpeg ffmpeg, Ffprobe ffprobe) =>
        new(new SpecimenReader(ffmpeg, new ClipReader(ffprobe)), QualityPolicy.Load(catalog.File("quality.yaml")));

    /// <summary>The verdict, and how long tools worked for it. What is wrong with the media is a verdict; an exception is worth another try.</summary>
    public async Task<(Verdict Verdict, TimeSpan Work)> Judge(string path, Expectation expected, CancellationToken ct = default)
    {
        var (specimen, work) = await _reader.Read(path, ct);
        return (Gate.Judge(Gate.Measure(specimen, expected), expected, _policy.Value, _policy.Hash), work);
    }
}
