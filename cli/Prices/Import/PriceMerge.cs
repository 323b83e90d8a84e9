using Atelier.Contracts.Catalog;

namespace Atelier.Cli.Prices.Import;

/// <summary>The price that a model has after an import: what the book says of steps, limits and failures stays, the amounts are the sources'. Pure.</summary>
internal static class PriceMerge
{
    public static ModelPrice Of(ModelPrice? old, IReadOnlyList<PlanLine> lines, SourceKeys keys, DateTimeOffset from, string source)
    {
        var taken = lines.Where(line => line.Taken is not null).ToDictionary(line => line.Unit, line => line.Taken!.Value.Points);
        var charges = old is null or { Unpriced: not null } ? [] : old.AllCharges();
        IReadOnlyList<PriceCharge> merged =
        [
            .. charges.Select(charge => taken.TryGetValue(charge.Per, out var points) ? Priced(charge, points) : charge),
            .. taken.Where(unit => charges.All(charge => charge.Per != unit.Key)).Select(unit => Priced(new PriceCharge { Per = unit.Key, Most = keys.Most.TryGetValue(unit.Key, out var most) ? most : null }, unit.Value)),
        ];
        var plain = merged is [{ Rates.Count: 0, When: null, Step: null, Free: 0 } only] ? only : null;
        return new ModelPrice
        {
            From = from, Per = plain?.Per, Usd = plain?.Usd, Credits = plain?.Credits, Most = plain?.Most, Charges = plain is null ? merged : [], BilledFailures = old?.BilledFailures ?? [], Source = source,
        };
    }

    private static PriceCharge Priced(PriceCharge charge, IReadOnlyList<PricePoint> points)
    {
        if (points is [{ When: null, Usd: var flat }])
        {
            // one amount under conditions that matter for the most only: these stay
            return charge.Rates.Count > 0 && charge.Rates.Any(rate => rate.Most is not null)
                ? charge with { Rates = [.. charge.Rates.Select(rate => rate with { Usd = flat, Credits = null })] }
                : charge with { Usd = flat, Credits = null, Rates = [] };
        }
        return charge with { Usd = null, Credits = null, Rates = [.. points.Select(point => new PriceRate { When = point.When, Usd = point.Usd, Most = MostAt(charge, point.When) })] };
    }

    private static decimal? MostAt(PriceCharge charge, PriceCondition? when) => when is { Size: [var size] } && charge.Rates.FirstOrDefault(rate => rate.When?.Size.Contains(size) is true) is { } rate ? rate.Most : null;
}
