using Atelier.Contracts;
using Atelier.Contracts.Catalog;
using Atelier.Platform.Catalog;

namespace Atelier.Refiner;

/// <summary>What the seconds of Atelier's own work cost, by the catalog's prices. A part of a micro-dollar counts as a whole one.</summary>
internal sealed class WorkPrices(OwnWork rates)
{
    /// <exception cref="CatalogException">The document does not hold.</exception>
    public static WorkPrices Load(string path) => new(CatalogLoader.Load<PriceHistory>(path).Value.OwnWork);

    public Cost Inspection(TimeSpan work) => Price(work, rates.InspectionUsdPerSecond);

    public Cost Refinement(TimeSpan work) => Price(work, rates.RefinementUsdPerSecond);

    private static Cost Price(TimeSpan work, decimal usdPerSecond) =>
        Cost.Of((long)decimal.Ceiling((decimal)work.TotalSeconds * usdPerSecond * 1_000_000m));
}
