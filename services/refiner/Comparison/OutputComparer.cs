using Atelier.Contracts;
using Atelier.Platform.Assets;
using Atelier.Refiner.Inspection;

namespace Atelier.Refiner.Comparison;

/// <summary>Compares two outputs picture by picture; of clips some, evenly spread, and the most different pair counts.</summary>
internal sealed class OutputComparer(IAssetStore assets, SpecimenReader reader) : IOutputComparer
{
    private const int MostPictures = 8;

    public async Task<(double? Distance, string? Detail)> Compare(AssetRef original, AssetRef again, CancellationToken ct)
    {
        var (first, second) = (await Read(original, ct), await Read(again, ct));
        if (first.Complaint is { } complaint)
            return (null, $"the accepted output cannot be decoded: {complaint}");
        if (second.Complaint is { } other)
            return (null, $"what came back cannot be decoded: {other}");
        if (first.Duration is null != second.Duration is null)
            return (1, "one is a picture and the other a clip");
        var count = Math.Min(MostPictures, Math.Min(first.Frames.Count, second.Frames.Count));
        return (Enumerable.Range(0, count).Max(i => Hash(first, i, count).DistanceTo(Hash(second, i, count))), null);
    }

    private async Task<Specimen> Read(AssetRef asset, CancellationToken ct)
    {
        await using var local = await assets.Borrow(asset, ct);
        return (await reader.Read(local.Path, ct)).Specimen;
    }

    private static PerceptualHash Hash(Specimen specimen, int index, int count) => PerceptualHash.Of(specimen.Frames[(int)((index + 0.5) * specimen.Frames.Count / count)]);
}
