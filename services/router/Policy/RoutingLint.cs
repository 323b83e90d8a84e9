using Atelier.Contracts;
using Atelier.Contracts.Catalog;
using Atelier.Platform.Catalog;
using static Atelier.Contracts.AtelierJson;

namespace Atelier.Router.Policy;

/// <summary>Everything wrong with a routing table: in itself, and against the models and recipes there are.</summary>
internal static class RoutingLint
{
    private const int MostGrants = 20;

    /// <summary>Reads and checks a document. Without a table its form is wrong, which is then the only finding.</summary>
    public static (CatalogDocument<RoutingTable>? Document, IReadOnlyList<CatalogException> Findings) Read(string text, string name, Capabilities catalog)
    {
        try
        {
            var document = CatalogLoader.Parse<RoutingTable>(System.Text.Encoding.UTF8.GetBytes(text), name);
            return (document, [.. Check(document, catalog)]);
        }
        catch (CatalogException error)
        {
            return (null, [error]);
        }
    }

    public static IEnumerable<CatalogException> Check(CatalogDocument<RoutingTable> table, Capabilities catalog) =>
        Categories(table).Concat(table.Value.Tiers.SelectMany(tier => TierFindings(table, catalog, tier.Key, tier.Value)));

    private static IEnumerable<CatalogException> Categories(CatalogDocument<RoutingTable> table)
    {
        if (table.Value.Categories.Count == 0)
            yield return table.Error("categories", "at least one category");
        if (table.Value.DeliverableCap is { Draft: < 1 })
            yield return table.Error("deliverableCap.draft", "a whole number of at least 1");
        if (table.Value.DeliverableCap is { Delivery: < 1 })
            yield return table.Error("deliverableCap.delivery", "a whole number of at least 1");
        foreach (var (name, category) in table.Value.Categories)
        {
            if (!table.Value.Tiers.ContainsKey(category.Tier))
                yield return table.Error($"categories.{name}.tier", Choice("one of the tiers", category.Tier, table.Value.Tiers.Keys));
            if (category.Draft is { } draft && !table.Value.Tiers.ContainsKey(draft))
                yield return table.Error($"categories.{name}.draft", Choice("one of the tiers", draft, table.Value.Tiers.Keys));
            foreach (var finding in category.Review is { } review ? Review(table, $"categories.{name}.review", review) : [])
                yield return finding;
        }
    }

    private static IEnumerable<CatalogException> Review(CatalogDocument<RoutingTable> table, string at, ReviewRule rule)
    {
        if (rule.When.Count == 0)
            yield return table.Error($"{at}.when", "accepted, cap, or both");
        if (rule.Grades.Count == 0)
            yield return table.Error($"{at}.grades", "draft, delivery, or both");
        if (rule.Share is not (> 0 and <= 1))
            yield return table.Error($"{at}.share", "a part above 0, up to 1");
        if (rule.Grants is not (>= 0 and <= MostGrants))
            yield return table.Error($"{at}.grants", $"a whole number of 0 to {MostGrants}");
        if (rule.Deadline <= TimeSpan.Zero)
            yield return table.Error($"{at}.deadline", "a duration above zero, as 8h");
        if (rule is { OnDeadline: OverdueRule.Gate, Deadline: null })
            yield return table.Error($"{at}.onDeadline", "a deadline beside it, as 8h: without one a review waits for a person");
    }

    private static IEnumerable<CatalogException> TierFindings(CatalogDocument<RoutingTable> table, Capabilities catalog, string name, Tier tier)
    {
        var at = $"tiers.{name}";
        if (tier.Candidates.Count == 0)
            yield return table.Error($"{at}.candidates", "at least one candidate");
        for (var i = 0; i < tier.Candidates.Count; i++)
        {
            var model = tier.Candidates[i].Model;
            if (!catalog.Models.ContainsKey(model))
                yield return table.Error($"{at}.candidates[{i}].model", Choice("a model of vendors/, one of", model, catalog.Models.Keys));
            else if (tier.Candidates.Take(i).Any(earlier => earlier.Model == model))
                yield return table.Error($"{at}.candidates[{i}].model", "a model that does not stand further up in this tier");
        }
        if (tier.Cap.Draft < 1)
            yield return table.Error($"{at}.cap.draft", "a whole number of at least 1");
        if (tier.Cap.Delivery < 1)
            yield return table.Error($"{at}.cap.delivery", "a whole number of at least 1");
        if (tier.Cap.Regeneration < 0)
            yield return table.Error($"{at}.cap.regeneration", "a whole number, 0 for never");
        if (tier.Concurrency < 1)
            yield return table.Error($"{at}.concurrency", "a whole number of at least 1; left out, as many attempts as come");
        if (tier.Deadline <= TimeSpan.Zero)
            yield return table.Error($"{at}.deadline", "a duration above zero, as 90s");
        foreach (var finding in SwitchLint.Of(table, catalog, $"{at}.switch", tier).Concat(Failures(table, at, name, tier)).Concat(Recipes(table, catalog, at, tier)))
            yield return finding;
    }

    /// <summary>What is done when attempts fail, and where stages go as a last resort.</summary>
    private static IEnumerable<CatalogException> Failures(CatalogDocument<RoutingTable> table, string at, string name, Tier tier)
    {
        if (tier.OnFailure.GetValueOrDefault(FailureKind.Refused) is FailureRule.Retry)
            yield return table.Error($"{at}.onFailure.refused", "next or fallback: a refusal is never asked again of the same model");
        foreach (var (kind, _) in tier.OnFailure.Where(rule => rule.Value is FailureRule.Fallback && tier.Fallback is null && !tier.Fallbacks.ContainsKey(rule.Key)))
            yield return table.Error($"{at}.onFailure.{NameOf(kind)}", $"next or retry, or a fallback to go to: {at}.fallbacks.{NameOf(kind)}, or {at}.fallback");
        foreach (var (path, fallback) in tier.Fallbacks.Select(own => ($"{at}.fallbacks.{NameOf(own.Key)}", own.Value)).Prepend(($"{at}.fallback", tier.Fallback!)).Where(one => one.Item2 is not null))
        {
            if (fallback.Tier == name || !table.Value.Tiers.ContainsKey(fallback.Tier))
                yield return table.Error($"{path}.tier", Choice("another tier of this table, one of", fallback.Tier, table.Value.Tiers.Keys.Where(other => other != name)));
            if (fallback.Attempts < 1)
                yield return table.Error($"{path}.attempts", "a whole number of at least 1");
        }
        if (tier.Saturation is { } saturation && (saturation.Wait <= TimeSpan.Zero || saturation.Wait >= tier.Deadline))
            yield return table.Error($"{at}.saturation.wait", $"a duration above zero and below the tier's deadline, as {Math.Min(20, (int)tier.Deadline.TotalSeconds / 3)}s");
    }

    /// <summary>Refinement is never optional: each medium and grade has a recipe of that medium.</summary>
    private static IEnumerable<CatalogException> Recipes(CatalogDocument<RoutingTable> table, Capabilities catalog, string at, Tier tier) =>
        from medium in Enum.GetValues<Medium>()
        from grade in Enum.GetValues<Grade>()
        let recipe = tier.Recipes.GetValueOrDefault(medium)?.GetValueOrDefault(grade)
        where recipe is null || catalog.Recipes.GetValueOrDefault(recipe)?.Medium != medium
        select table.Error($"{at}.recipes.{NameOf(medium)}.{NameOf(grade)}",
            Choice($"a recipe of recipes.yaml for {NameOf(medium)}, one of", recipe ?? "", catalog.Recipes.Where(pair => pair.Value.Medium == medium).Select(pair => pair.Key)));

    private static string Choice(string what, string found, IEnumerable<string> known) => $"{Spelling.Suggest(found, known)}{what} {string.Join(", ", known.Order(StringComparer.Ordinal))}";
}
