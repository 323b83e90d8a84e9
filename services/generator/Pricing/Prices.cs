using Atelier.Contracts.Catalog;
using Atelier.Platform.Catalog;

namespace Atelier.Generator.Pricing;

/// <summary>The price book of this process: what held at any time, and which document says so.</summary>
/// <param name="Timeline">What held when.</param>
/// <param name="Hash">The document's content hash, recorded with every charge.</param>
internal sealed record Prices(PriceTimeline Timeline, string Hash)
{
    /// <exception cref="CatalogException">The document is not right.</exception>
    public static Prices Load(CatalogFolder catalog)
    {
        var document = CatalogLoader.Load<PriceHistory>(catalog.File("prices.yaml"));
        return PriceLint.Check(document).FirstOrDefault() is { } error ? throw error : new Prices(new PriceTimeline(document.Value), document.Hash);
    }
}
