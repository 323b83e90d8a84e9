using Atelier.Contracts;
using Atelier.Platform.Assets;

namespace Atelier.Refiner.Inspection;

/// <summary>Puts an output's bytes, and nothing else, before the gate.</summary>
internal sealed class MediaInspector(IAssetStore assets, QualityGate gate, WorkPrices prices) : IInspector
{
    public async Task<(Verdict Verdict, Cost Cost)> Inspect(AssetRef output, Expectation expected, CancellationToken ct)
    {
        await using var local = await assets.Borrow(output, ct);
        var (verdict, work) = await gate.Judge(local.Path, expected, ct);
        return (verdict, prices.Inspection(work));
    }
}
