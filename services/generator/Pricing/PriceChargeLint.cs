using Atelier.Contracts.Catalog;
using Atelier.Platform.Catalog;

namespace Atelier.Generator.Pricing;

/// <summary>Everything wrong with a charge of a price book, among it what could never count.</summary>
internal static class PriceChargeLint
{
    public static IEnumerable<CatalogException> Check(CatalogDocument<PriceHistory> book, string model, PriceCharge charge, string at)
    {
        if (charge.Rates.Count == 0)
        {
            foreach (var error in PriceLint.Amount(book, model, at, charge.Per, charge.Usd, charge.Credits, charge.Most)) yield return error;
        }
        else if ((charge.Usd ?? charge.Credits) is not null) yield return book.Error(at, "either rates or one price, not both");
        if (charge.Step is < 0) yield return book.Error($"{at}.step", "at least 0; 0: units are counted exactly");
        if (charge.Free < 0) yield return book.Error($"{at}.free", "at least 0");
        foreach (var error in Condition(book, charge.When, $"{at}.when")) yield return error;
        for (var i = 0; i < charge.Rates.Count; i++)
        {
            var (rate, here) = (charge.Rates[i], $"{at}.rates[{i}]");
            foreach (var error in PriceLint.Amount(book, model, here, charge.Per, rate.Usd, rate.Credits, rate.Most)) yield return error;
            foreach (var error in Condition(book, rate.When, $"{here}.when")) yield return error;
            if (rate.When is null && i < charge.Rates.Count - 1) yield return book.Error(here, "a condition (when): without one it always counts, and what stands after it never does");
        }
    }

    private static IEnumerable<CatalogException> Condition(CatalogDocument<PriceHistory> book, PriceCondition? when, string at)
    {
        if (when is null) yield break;
        if (when is { Size.Count: 0, Resolution: null, Megapixels: null, Duration: null, References: null, Quality.Count: 0, Mode.Count: 0, Audio: null }) yield return book.Error(at, "a condition: size, resolution, megapixels, duration, references, quality, mode or audio");
        for (var i = 0; i < when.Size.Count; i++)
        {
            if (when.Size[i].Split('x') is not [var width, var height] || !int.TryParse(width, out var across) || !int.TryParse(height, out var down) || across < 1 || down < 1) yield return book.Error($"{at}.size[{i}]", "a size such as 1024x1024");
        }
        if (when.Resolution is { } resolution && PriceCondition.EdgeOf(resolution) is null) yield return book.Error($"{at}.resolution", "a resolution such as 720p, 1080p or 4k");
        foreach (var (name, bounds) in new[] { ("megapixels", when.Megapixels), ("duration", when.Duration), ("references", when.References) })
        {
            if (bounds is { Min: null, Max: null } || bounds?.Min > bounds?.Max) yield return book.Error($"{at}.{name}", "min, max, or both, min no larger than max");
        }
    }
}
