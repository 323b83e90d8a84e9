using System.Globalization;
using Atelier.Contracts.Catalog;

namespace Atelier.Cli.Prices.Import;

/// <summary>A price as an item of a YAML list, two columns in from its dash.</summary>
internal static class PriceText
{
    public static IEnumerable<string> Item(ModelPrice price, string indent)
    {
        var fields = Fields(price).ToList();
        for (var i = 0; i < fields.Count; i++)
            yield return indent + (i == 0 ? "- " : "  ") + fields[i];
    }

    public static string Time(DateTimeOffset time) => time.UtcDateTime.ToString(time.UtcDateTime.TimeOfDay == TimeSpan.Zero ? "yyyy-MM-dd" : "yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    private static IEnumerable<string> Fields(ModelPrice price)
    {
        if (price.From is { } from)
            yield return $"from: {Time(from)}";
        if (price.Per is { } per)
            yield return $"per: {PricePoint.Name(per)}";
        foreach (var amount in Amounts(price.Usd, price.Credits, price.Most))
            yield return amount;
        if (price.Charges.Count > 0)
            yield return "charges:";
        foreach (var line in price.Charges.SelectMany(Charge))
            yield return "  " + line;
        if (price.BilledFailures.Count > 0)
            yield return $"billedFailures: [{string.Join(", ", price.BilledFailures.Select(kind => char.ToLowerInvariant($"{kind}"[0]) + $"{kind}"[1..]))}]";
        if (price.Source is { } source)
            yield return $"source: {Quoted(source)}";
    }

    private static IEnumerable<string> Charge(PriceCharge charge)
    {
        string[] plain =
        [
            $"per: {PricePoint.Name(charge.Per)}", .. Amounts(charge.Usd, charge.Credits, charge.Most), .. charge.Step is { } step ? new[] { $"step: {Number(step)}" } : [],
            .. charge.Free > 0 ? new[] { $"free: {Number(charge.Free)}" } : [], .. charge.When is { } when ? new[] { $"when: {Condition(when)}" } : [],
        ];
        if (charge.Rates.Count == 0)
        {
            yield return $"- {{ {string.Join(", ", plain)} }}";
            yield break;
        }
        for (var i = 0; i < plain.Length; i++)
            yield return (i == 0 ? "- " : "  ") + plain[i];
        yield return "  rates:";
        foreach (var rate in charge.Rates)
            yield return $"    - {{ {string.Join(", ", [.. rate.When is { } at ? new[] { $"when: {Condition(at)}" } : [], .. Amounts(rate.Usd, rate.Credits, rate.Most)])} }}";
    }

    private static IEnumerable<string> Amounts(decimal? usd, decimal? credits, decimal? most)
    {
        if (usd is { } dollars)
            yield return $"usd: {Number(dollars)}";
        if (credits is { } count)
            yield return $"credits: {Number(count)}";
        if (most is { } units)
            yield return $"most: {Number(units)}";
    }

    private static string Condition(PriceCondition when) => $"{{ {string.Join(", ", new[]
    {
        when.Size.Count > 0 ? $"size: [{string.Join(", ", when.Size)}]" : null, when.Resolution is { } resolution ? $"resolution: {resolution}" : null,
        Range("megapixels", when.Megapixels), Range("duration", when.Duration), Range("references", when.References),
        when.Quality.Count > 0 ? $"quality: [{string.Join(", ", when.Quality.Select(Quoted))}]" : null, when.Mode.Count > 0 ? $"mode: [{string.Join(", ", when.Mode.Select(Quoted))}]" : null,
        when.Audio is { } audio ? $"audio: {(audio ? "true" : "false")}" : null,
    }.OfType<string>())} }}";

    private static string? Range(string name, Bounds? bounds) => bounds is null ? null
        : $"{name}: {{ {string.Join(", ", new[] { bounds.Min is { } min ? $"min: {Number(min)}" : null, bounds.Max is { } max ? $"max: {Number(max)}" : null }.OfType<string>())} }}";

    private static string Number(decimal number) => number.ToString("0.############################", CultureInfo.InvariantCulture);

    private static string Quoted(string text) => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";
}
