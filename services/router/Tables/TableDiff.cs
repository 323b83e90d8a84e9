using System.Text.Json;
using System.Text.Json.Nodes;
using Atelier.Contracts;
using Atelier.Contracts.Catalog;

namespace Atelier.Router.Tables;

/// <summary>
/// What differs between two routing tables in what they do, in the words of the table. Descriptions for people (<c>about</c>, <c>note</c>)
/// do not count. Whatever a tier may say in a later version of the format is compared too: everything but candidates goes by its path.
/// </summary>
internal static class TableDiff
{
    private const string About = "about";

    public static IReadOnlyList<TableChange> Of(RoutingTable from, RoutingTable to) => [.. Caps(from.DeliverableCap, to.DeliverableCap), .. Categories(from, to), .. Tiers(from, to)];

    /// <summary>A line for everything that changed, as <c>speed (social-still): draft cap 2 → 3; v/x moved behind w/y</c>.</summary>
    public static IEnumerable<string> Lines(IEnumerable<TableChange> changes) =>
        changes.GroupBy(change => change.Subject).Select(group => $"{group.Key}: {string.Join("; ", group.Select(change => change.Text))}");

    private static IEnumerable<TableChange> Caps(DeliverableCap? from, DeliverableCap? to)
    {
        foreach (var (field, before, after) in new[] { ("draft", from?.Draft, to?.Draft), ("delivery", from?.Delivery, to?.Delivery) })
        {
            if (before != after)
                yield return new TableChange("every deliverable", $"deliverableCap.{field}", $"{before}", $"{after}", $"{field} cap in all stages {Cap(before)} → {Cap(after)}");
        }

        static string Cap(int? cap) => cap?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "none";
    }

    private static IEnumerable<TableChange> Categories(RoutingTable from, RoutingTable to)
    {
        foreach (var name in from.Categories.Keys.Union(to.Categories.Keys))
        {
            var (before, after) = (from.Categories.GetValueOrDefault(name), to.Categories.GetValueOrDefault(name));
            if (before is null)
                yield return new TableChange(name, "category", null, after!.Tier, $"new category, goes to {after.Tier}");
            else if (after is null)
                yield return new TableChange(name, "category", before.Tier, null, "category removed");
            else
            {
                if (before.Tier != after.Tier)
                    yield return new TableChange(name, "category", before.Tier, after.Tier, $"tier {before.Tier} → {after.Tier}");
                if (before.Draft != after.Draft)
                    yield return new TableChange(name, "draft", before.Draft, after.Draft, $"drafts: tier {before.Of(Grade.Draft)} → {after.Of(Grade.Draft)}");
                var (asked, asks) = (ReviewWords.Of(before.Review), ReviewWords.Of(after.Review));
                if (asked != asks)
                    yield return new TableChange(name, "review", before.Review is null ? null : asked, after.Review is null ? null : asks, $"review: {asked} → {asks}");
            }
        }
    }

    private static IEnumerable<TableChange> Tiers(RoutingTable from, RoutingTable to)
    {
        foreach (var name in from.Tiers.Keys.Union(to.Tiers.Keys))
        {
            var (before, after) = (from.Tiers.GetValueOrDefault(name), to.Tiers.GetValueOrDefault(name));
            var categories = (after is null ? from : to).Categories.Where(category => category.Value.Tier == name).Select(category => category.Key).ToList();
            var subject = categories.Count == 0 ? $"tier {name}" : $"tier {name} ({string.Join(", ", categories)})";
            if (before is null)
                yield return new TableChange(subject, "tier", null, name, $"new tier with {string.Join(", ", Models(after!))}");
            else if (after is null)
                yield return new TableChange(subject, "tier", name, null, "tier removed");
            else
            {
                foreach (var change in Rules(subject, before, after).Concat(CandidateDiff.Of(subject, before, after)))
                    yield return change;
            }
        }
    }

    private static IEnumerable<TableChange> Rules(string subject, Tier before, Tier after)
    {
        var (old, now) = (Flat(before), Flat(after));
        foreach (var path in old.Keys.Union(now.Keys))
        {
            var (a, b) = (old.GetValueOrDefault(path), now.GetValueOrDefault(path));
            if (a != b)
                yield return new TableChange(subject, path, a, b, $"{Words(path)} {(a is null ? $"set to {b}" : b is null ? $"removed (was {a})" : $"{a} → {b}")}");
        }
    }

    private static string Words(string path) => path.Split('.') switch
    {
        ["cap", "regeneration"] => "cap once delivered",
        ["cap", var grade] => $"{grade} cap",
        ["switch", "afterRejections"] => "rejections before a switch",
        ["switch", "onReasons", var defect] => $"{defect} rejections before a switch",
        ["switch", "maxPrice"] => "highest price",
        ["switch", "latency", "p95"] => "latency p95",
        ["switch", var measure, var field] => $"{measure} {field}",
        ["onFailure", var kind] => $"on {kind}",
        ["marginalStop"] => "marginal stop",
        ["fallback", "tier"] => "fallback",
        ["fallback", "attempts"] => "fallback attempts",
        ["concurrency"] => "attempts at once",
        ["fallbacks", var kind, "tier"] => $"fallback on {kind}",
        ["fallbacks", var kind, "attempts"] => $"fallback attempts on {kind}",
        ["saturation", "wait"] => "wait at a vendor without room",
        ["recipes", var medium, var grade] => $"{grade} {medium} recipe",
        _ => path,
    };

    /// <summary>Every rule of a tier by its path; a failure that it does not name is named with what then holds, and candidates are by model.</summary>
    private static Dictionary<string, string> Flat(Tier tier)
    {
        var node = JsonSerializer.SerializeToNode(tier, AtelierJson.Options)!.AsObject();
        node.Remove(About);
        node["onFailure"] = JsonSerializer.SerializeToNode(Enum.GetValues<FailureKind>().Where(kind => kind is not FailureKind.Cancelled).ToDictionary(kind => kind, kind => tier.OnFailure.GetValueOrDefault(kind, FailureRule.Next)), AtelierJson.Options);
        var candidates = new JsonObject();
        foreach (var candidate in node["candidates"]!.AsArray().Select(candidate => candidate!.DeepClone().AsObject()))
        {
            var model = (string)candidate["model"]!;
            candidate.Remove("model");
            candidates[model] = candidate;
        }
        node["candidates"] = candidates;
        var flat = new Dictionary<string, string>();
        Flatten(node, "", flat);
        return flat;
    }

    private static void Flatten(JsonNode? node, string path, Dictionary<string, string> into)
    {
        if (node is JsonObject fields)
        {
            foreach (var (name, value) in fields)
                Flatten(value, path.Length == 0 ? name : $"{path}.{name}", into);
        }
        else if (node is not null)
            into[path] = node.GetValueKind() is JsonValueKind.String ? (string)node! : node.ToJsonString();
    }

    private static IEnumerable<string> Models(Tier tier) => tier.Candidates.Select(candidate => candidate.Model);
}

/// <summary>One difference between two tables.</summary>
/// <param name="Subject">A category, or <c>tier NAME (its categories)</c>.</param>
/// <param name="Field">What of it, as <c>cap.delivery</c>, <c>candidates</c>, <c>fallback.tier</c>.</param>
/// <param name="From">As it was; null when it was not there.</param>
/// <param name="To">As it is; null when it is gone.</param>
/// <param name="Text">In words, as <c>delivery cap 3 → 4</c>.</param>
internal sealed record TableChange(string Subject, string Field, string? From, string? To, string Text);
