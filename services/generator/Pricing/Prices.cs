using Atelier.Contracts.Catalog;
using Atelier.Platform.Catalog;

namespace Atelier.Generator.Pricing;

/// <summary>Reads the price book and checks what the types cannot say.</summary>
internal static class Prices
{
    /// <exception cref="CatalogException">The document is not right.</exception>
    public static PriceBook Load(CatalogFolder catalog)
    {
        var document = CatalogLoader.Load<PriceBook>(catalog.File("prices.yaml"));
        foreach (var (model, price) in document.Value.Models)
        {
            if (price.Usd < 0) throw document.Error($"models.{model}.usd", "a price of at least 0");
        }

        if (document.Value.OwnWork.InspectionUsdPerSecond < 0) throw document.Error("ownWork.inspectionUsdPerSecond", "a price of at least 0");
        if (document.Value.OwnWork.ReviewUsdPerHour < 0) throw document.Error("ownWork.reviewUsdPerHour", "a price of at least 0, or leave it out: then it is unpriced");
        if (document.Value.OwnWork.RefinementUsdPerSecond < 0) throw document.Error("ownWork.refinementUsdPerSecond", "a price of at least 0");
        return document.Value;
    }
}
