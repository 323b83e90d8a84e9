using System.Globalization;
using System.Net.Http.Headers;
using System.Text.Json;
using Atelier.Contracts.Catalog;

namespace Atelier.Generator.Wire;

/// <summary>Reads the vendor's own figures out of an answer.</summary>
internal sealed class Meter(IReadOnlyList<(PriceUnit Unit, Figure Figure)> units, Figure? usd)
{
    /// <summary>What the answer tells; null: nothing.</summary>
    public Usage? Read(JsonElement? body, HttpHeaders headers)
    {
        Dictionary<PriceUnit, decimal>? found = null;
        foreach (var (unit, figure) in units)
        {
            if (figure.From(body, headers) is { } value) (found ??= [])[unit] = value;
        }
        var dollars = usd?.From(body, headers);
        return found is null && dollars is null ? null : new Usage { Units = found ?? [], Usd = dollars };
    }
}

/// <summary>A number in an answer; what is no number, or below zero, is none.</summary>
internal sealed record Figure(Take? Value, string? Header, System.Text.RegularExpressions.Regex? Pattern, Pointer? In, IReadOnlyList<(Pointer At, string Is)> Where, decimal Times, decimal? Absent)
{
    private const decimal Most = 1_000_000_000_000m; // a figure above is none

    /// <summary>Null: the answer does not tell it.</summary>
    public decimal? From(JsonElement? body, HttpHeaders headers) => Told(body, headers) ?? (body is null ? null : Absent);

    private decimal? Told(JsonElement? body, HttpHeaders headers)
    {
        if (Header is not null) return headers.TryGetValues(Header, out var values) ? Number(Matched(values.FirstOrDefault())) : null;
        if (body is not { } json) return null;
        if (In is null) return Number(Value!.From(json));
        if (In.Find(json) is not { ValueKind: JsonValueKind.Array } list) return null;
        decimal? sum = null;
        foreach (var item in list.EnumerateArray().Where(item => Where.All(condition => Take.Text(condition.At.Find(item)) == condition.Is)))
        {
            if (Number(Value!.From(item)) is { } number) sum = (sum ?? 0) + number;
        }
        return sum;
    }

    private string? Matched(string? text) => text is null || Pattern is null ? text : Pattern.Match(text) is { Success: true, Groups.Count: > 1 } match ? match.Groups[1].Value : null;

    private decimal? Number(string? text) =>
        decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && number is >= 0 and <= Most ? number * Times : null;
}
