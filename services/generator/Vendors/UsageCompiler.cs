using System.Text.RegularExpressions;
using Atelier.Contracts;
using Atelier.Generator.Wire;
using Atelier.Platform.Catalog;

namespace Atelier.Generator.Vendors;

/// <summary>The usage rule of a call, from document to compiled form.</summary>
internal sealed class UsageCompiler(CatalogDocument<VendorDocument> document, TakeCompiler takes, string path)
{
    public Meter Compile(UsageRule rule)
    {
        if (rule is { Units.Count: 0, Usd: null }) throw document.Error(path, "units or usd: what the answers tell");
        return new Meter(
            [.. rule.Units.Select(unit => (unit.Key, Figure(unit.Value, $"{path}.units.{AtelierJson.NameOf(unit.Key)}")))],
            rule.Usd is { } usd ? Figure(usd, $"{path}.usd") : null);
    }

    private Figure Figure(FigureRule rule, string at)
    {
        if (rule.Header is null == (rule.At.Count == 0)) throw document.Error(at, "exactly one of at and header");
        if (rule.Header is not null && rule.In is not null) throw document.Error($"{at}.in", "at beside it, not header");
        if (rule.Where.Count > 0 && rule.In is null) throw document.Error($"{at}.where", "in beside it: the list whose items it chooses from");
        if (rule.Times is <= 0 or > 1_000_000_000) throw document.Error($"{at}.times", "more than 0, and at most 1000000000");
        if (rule.Absent < 0) throw document.Error($"{at}.absent", "at least 0");
        var pattern = rule.Pattern is { } text ? takes.Pattern(text, $"{at}.pattern", RegexOptions.None) : null;
        return new Figure(
            rule.At.Count == 0 ? null : new Take(takes.Pointers(rule.At, $"{at}.at"), pattern), rule.Header, pattern,
            rule.In is { } list ? takes.Pointer(list, $"{at}.in") : null,
            [.. rule.Where.Select(condition => (takes.Pointer(condition.Key, $"{at}.where.{condition.Key}"), condition.Value))],
            rule.Times, rule.Absent);
    }
}
