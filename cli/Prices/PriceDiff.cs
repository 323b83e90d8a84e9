using Atelier.Contracts.Catalog;

namespace Atelier.Cli.Prices;

/// <summary>What differs between two books, or between one book at two times. Pure.</summary>
internal static class PriceDiff
{
    /// <summary>A line a model, in the order of their names.</summary>
    public static IEnumerable<string> Of(PriceBook old, PriceBook now)
    {
        foreach (var model in old.Models.Keys.Concat(now.Models.Keys).Distinct().Order(StringComparer.Ordinal))
        {
            var (before, after) = (Words(old, model), Words(now, model));
            if (before == after)
            {
                if (Failures(old, model) is var billed && Failures(now, model) is var billing && billed != billing)
                    yield return $"{model}: billed failures: {billed} → {billing}";
                continue;
            }
            yield return $"{model}: {before} → {after}{Changes(old, now, model)}";
        }
        foreach (var vendor in old.Credits.Keys.Concat(now.Credits.Keys).Distinct().Order(StringComparer.Ordinal))
        {
            var (before, after) = (old.Credits.TryGetValue(vendor, out var cost) ? (decimal?)cost : null, now.Credits.TryGetValue(vendor, out var costs) ? (decimal?)costs : null);
            if (before != after)
                yield return $"a credit of {vendor}: {PricePoint.Dollars(before)} → {PricePoint.Dollars(after)}{(PricePoint.Change(before, after) is { Length: > 0 } change ? $" ({change})" : "")}";
        }
    }

    /// <summary>What a model costs, in words.</summary>
    public static string Words(PriceBook book, string model) => book.Lack(model) is { } lack
        ? book.Models.ContainsKey(model) ? lack[(model.Length + 4)..] : "no price"
        : PricePoint.Words(PricePoint.Of(book.Models[model], book, model));

    private static string Changes(PriceBook old, PriceBook now, string model)
    {
        if (old.Lack(model) is not null || now.Lack(model) is not null)
            return "";
        var changes = from p in PricePoint.Of(old.Models[model], old, model)
                      join q in PricePoint.Of(now.Models[model], now, model) on (p.Unit, p.Condition) equals (q.Unit, q.Condition)
                      where p.Usd != q.Usd
                      select PricePoint.Change(p.Usd, q.Usd);
        return changes.Distinct().ToList() is { Count: > 0 } all ? $" ({string.Join(", ", all)})" : "";
    }

    private static string Failures(PriceBook book, string model) => book.Models[model].BilledFailures is { Count: > 0 } billed ? string.Join(", ", billed.Order().Select(kind => $"{kind}")) : "none";
}
