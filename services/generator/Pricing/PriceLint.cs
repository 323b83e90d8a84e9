using Atelier.Contracts.Catalog;
using Atelier.Platform.Catalog;

namespace Atelier.Generator.Pricing;

/// <summary>Everything wrong with a price book, each with its place and remedy. Pure.</summary>
public static class PriceLint
{
    private const decimal MostUsd = 10_000; // for one unit: a slip, not a price

    /// <summary>Reads a book and finds everything that is wrong with it.</summary>
    /// <param name="path">As catalog/prices.yaml.</param>
    /// <exception cref="CatalogException">It cannot be read at all.</exception>
    public static IReadOnlyList<CatalogException> Check(string path) => [.. Check(CatalogLoader.Load<PriceHistory>(path))];

    /// <summary>Everything that is wrong with a book that was read.</summary>
    public static IEnumerable<CatalogException> Check(CatalogDocument<PriceHistory> book)
    {
        foreach (var (vendor, prices) in book.Value.Credits)
        {
            for (var i = 0; i < prices.Count; i++)
            {
                if (Wrong(prices[i].Usd) is { } expected) yield return book.Error($"{At(book, "credits", vendor, i)}.usd", expected);
            }
            foreach (var error in Times(book, "credits", vendor, [.. prices.Select(price => (price.From, price.Until))])) yield return error;
        }
        foreach (var (model, prices) in book.Value.Models)
        {
            for (var i = 0; i < prices.Count; i++)
            {
                foreach (var error in Price(book, model, prices[i], At(book, "models", model, i))) yield return error;
            }
            foreach (var error in Times(book, "models", model, [.. prices.Select(price => (price.From, price.Until))])) yield return error;
        }
        var work = book.Value.OwnWork;
        if (work.InspectionUsdPerSecond < 0) yield return book.Error("ownWork.inspectionUsdPerSecond", "a price of at least 0");
        if (work.ReviewUsdPerHour < 0) yield return book.Error("ownWork.reviewUsdPerHour", "a price of at least 0, or leave it out: then it is unpriced");
        if (work.RefinementUsdPerSecond < 0) yield return book.Error("ownWork.refinementUsdPerSecond", "a price of at least 0");
    }

    /// <summary>Prices follow each other without a gap and without an overlap.</summary>
    private static IEnumerable<CatalogException> Times(CatalogDocument<PriceHistory> book, string part, string name, IReadOnlyList<(DateTimeOffset? From, DateTimeOffset? Until)> spans)
    {
        if (spans.Count == 0) yield return book.Error($"{part}.{name}", "a price, or unpriced with the reason");
        for (var i = 0; i < spans.Count; i++)
        {
            var (from, until) = spans[i];
            if (until <= from) yield return book.Error($"{At(book, part, name, i)}.until", $"a time after {Time(from)}, from when it holds");
            if (i == 0) continue;
            var (at, ended) = (At(book, part, name, i), spans[i - 1].Until);
            if (from is not { } start) yield return book.Error($"{at}.from", "a time: only the first price of a list may have always held");
            else if (ended is not { } end) yield return book.Error($"{At(book, part, name, i - 1)}.until", $"{Time(start)}, when the next price begins: without it two prices hold");
            else if (start > end) yield return book.Error($"{at}.from", $"{Time(end)}, when the price before ends: between them nothing holds (say unpriced, with the reason, where nothing is known)");
            else if (start < end) yield return book.Error($"{at}.from", $"{Time(end)}, when the price before ends: until then two prices hold");
        }
    }

    private static IEnumerable<CatalogException> Price(CatalogDocument<PriceHistory> book, string model, ModelPrice price, string at)
    {
        var forms = (price.Per is null ? 0 : 1) + (price.Charges.Count == 0 ? 0 : 1) + (price.Unpriced is null ? 0 : 1);
        if (forms != 1)
        {
            yield return book.Error(at, "exactly one of per (with usd or credits), charges, and unpriced (with the reason)");
            yield break;
        }
        if (price.Per is null && (price.Usd ?? price.Credits ?? price.Most) is not null) yield return book.Error(at, "per beside usd, credits or most; in charges they stand with each charge");
        if (price.Unpriced is { } reason && string.IsNullOrWhiteSpace(reason)) yield return book.Error($"{at}.unpriced", "the reason, for whoever has to find the price");
        if (price.Unpriced is not null && price.BilledFailures.Count > 0) yield return book.Error($"{at}.billedFailures", "none: there is no price that they could be billed by");
        if (price.Per is { } per)
        {
            foreach (var error in Amount(book, model, at, per, price.Usd, price.Credits, price.Most)) yield return error;
        }
        for (var i = 0; i < price.Charges.Count; i++)
        {
            foreach (var error in PriceChargeLint.Check(book, model, price.Charges[i], $"{at}.charges[{i}]")) yield return error;
        }
    }

    /// <summary>One price of one unit.</summary>
    internal static IEnumerable<CatalogException> Amount(CatalogDocument<PriceHistory> book, string model, string at, PriceUnit per, decimal? usd, decimal? credits, decimal? most)
    {
        var vendor = model.Split('/')[0];
        if (usd is not null && credits is not null) yield return book.Error($"{at}.credits", "only one of usd and credits");
        if (usd is null && credits is null && per is not PriceUnit.Credit) yield return book.Error(at, "usd or credits: what a unit costs");
        if (usd is null && !book.Value.Credits.ContainsKey(vendor)) yield return book.Error(credits is null ? at : $"{at}.credits", $"what a credit costs, under credits.{vendor}");
        if (usd is { } dollars && Wrong(dollars) is { } expected) yield return book.Error($"{at}.usd", expected);
        if (credits is < 0 or > 1_000_000) yield return book.Error($"{at}.credits", "0 to 1000000");
        if (most is <= 0) yield return book.Error($"{at}.most", "more than 0");
    }

    private static string? Wrong(decimal usd) => usd is < 0 or > MostUsd ? "a price of at least 0, and at most 10000 US dollars a unit" : null;

    private static string At(CatalogDocument<PriceHistory> book, string part, string name, int i) => book.Has($"{part}.{name}[{i}]") ? $"{part}.{name}[{i}]" : $"{part}.{name}";

    private static string Time(DateTimeOffset? time) => time is { } known ? known.TimeOfDay == TimeSpan.Zero ? $"{known:yyyy-MM-dd}" : $"{known:yyyy-MM-dd'T'HH:mm:ss'Z'}" : "always";
}
