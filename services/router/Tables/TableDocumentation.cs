using System.Globalization;
using System.Text;
using Atelier.Contracts;
using Atelier.Contracts.Catalog;
using Atelier.Router.Store;
using static Atelier.Contracts.AtelierJson;

namespace Atelier.Router.Tables;

/// <summary>A version of the routing table as documentation: Markdown, with a diagram for each category.</summary>
internal static class TableDocumentation
{
    public static string Of(RoutingTable table, RoutingVersionRow version)
    {
        var text = new StringBuilder($"# Routing table {Line(table.Name)}, version {version.Number}\n\n");
        if (version.Note is { } note)
            text.Append($"{Line(note)}\n\n");
        text.Append(CultureInfo.InvariantCulture, $"By {Line(version.Author)}, {version.CreatedAt:yyyy-MM-dd HH:mm} UTC. Content hash `{version.Hash}`.\n\n## Categories\n\n");
        if (table.DeliverableCap is { } cap)
            text.Append(CultureInfo.InvariantCulture, $"In all its stages a draft has at most {cap.Draft} attempts, a delivery {cap.Delivery}; then it fails, its costs are kept.\n\n");
        foreach (var (name, category) in table.Categories)
            Category(text, table, name, category);
        text.Append("## Tiers\n\n");
        foreach (var (name, tier) in table.Tiers)
            Tier(text, name, tier);
        return text.ToString();
    }

    private static void Category(StringBuilder text, RoutingTable table, string name, CategoryRoute category)
    {
        text.Append($"### {Line(name)}\n\n{(category.About is { } about ? $"{Line(about)}. " : "")}Goes to the tier **{Line(category.Tier)}**{(category.Draft is { } draft ? $", its drafts to **{Line(draft)}**" : "")}.\n\n");
        if (category.Review is { } review)
            text.Append($"Where persons are asked: {Line(ReviewWords.Of(review))}.\n\n");
        foreach (var tier in new[] { category.Tier, category.Draft }.OfType<string>().Distinct())
            Diagram(text, table, name, category, tier);
    }

    private static void Diagram(StringBuilder text, RoutingTable table, string name, CategoryRoute category, string tierName)
    {
        var tier = table.Tiers[tierName];
        text.Append("```mermaid\nflowchart LR\n");
        text.Append($"    category([{Label(name)}]) --> c0\n");
        text.Append($"    subgraph tier [{Label($"{tierName}: at most {tier.Cap.Draft} attempts for a draft, {tier.Cap.Delivery} for a delivery")}]\n");
        for (var i = 0; i < tier.Candidates.Count; i++)
            text.Append($"        c{i}[{Label(tier.Candidates[i].Model)}]\n");
        var moves = Label($"{Rejections(tier)}; {Kinds(tier, FailureRule.Next)}");
        for (var i = 1; i < tier.Candidates.Count; i++)
            text.Append($"        c{i - 1} -- {moves} --> c{i}\n");
        var (looked, last) = (category.Review?.When.Contains(ReviewCause.Accepted) is true ? "accepted by the gate and by persons" : "accepted", category.Review?.When.Contains(ReviewCause.Cap) is true);
        text.Append($"    end\n    tier -- {looked} --> done([refined and delivered])\n");
        LastResorts(text, tier, looked, last);
        text.Append("```\n\n");
    }

    private static string End(bool personsAreAsked) => personsAreAsked
        ? $"person{{{Label("a person")}}}\n    person -- accepts one --> done\n    person -- grants an attempt --> tier\n    person -- rejects --> failed([{Label("failed, its costs are kept")}])\n"
        : $"failed([{Label("failed, its costs are kept")}])\n";

    private static void Tier(StringBuilder text, string name, Tier tier)
    {
        text.Append($"### {Line(name)}\n\n{(tier.About is { } about ? $"{Line(about)}\n\n" : "")}| | |\n|---|---|\n");
        Row(text, "candidates, in order", string.Join(", ", tier.Candidates.Select(candidate => $"`{candidate.Model}`")) + "; those that cannot take a stage are passed over");
        Row(text, "attempts a stage", $"{tier.Cap.Draft} for a draft, {tier.Cap.Delivery} for a delivery; {(tier.Cap.Regeneration == 0 ? "never made again once delivered" : $"{tier.Cap.Regeneration} more when it is called for again once delivered")}");
        Row(text, "next candidate after", $"{Rejections(tier)}; {Kinds(tier, FailureRule.Next)}");
        foreach (var (when, then) in SwitchWords.PassedOver(tier.Switch))
            Row(text, when, then);
        Row(text, "same model again after", Kinds(tier, FailureRule.Retry));
        if (tier.OnFailure.Values.Contains(FailureRule.Fallback))
            Row(text, "last resort at once after", Kinds(tier, FailureRule.Fallback));
        Row(text, "last resort", tier.Fallback is { } fallback ? $"{fallback.Tier}, once, {fallback.Attempts} attempts" : "none: it fails, its costs are kept");
        foreach (var (kind, own) in tier.Fallbacks)
            Row(text, $"last resort after {NameOf(kind)}", $"{own.Tier}, once, {own.Attempts} attempts");
        if (tier.Saturation is { } saturation)
            Row(text, "waits for a vendor without room", string.Create(CultureInfo.InvariantCulture, $"{saturation.Wait.TotalSeconds:0.###} s, then saturated"));
        if (!tier.MarginalStop)
            Row(text, "worth", "attempts go on to the cap, whatever a deliverable is worth");
        Row(text, "attempts under way at once", tier.Concurrency is { } most ? $"{most}; others wait their turn, shared among tenants by weight" : "as many as come");
        Row(text, "an attempt times out after", string.Create(CultureInfo.InvariantCulture, $"{tier.Deadline.TotalSeconds:0.###} s"));
        foreach (var (medium, recipes) in tier.Recipes)
            Row(text, $"{NameOf(medium)} recipes", string.Join(", ", recipes.Select(recipe => $"{NameOf(recipe.Key)} `{recipe.Value}`")));
        text.Append('\n');
    }

    private static void Row(StringBuilder text, string what, string says) => text.Append($"| {what} | {Line(says).Replace("|", "\\|", StringComparison.Ordinal)} |\n");

    private static void LastResorts(StringBuilder text, Tier tier, string looked, bool review)
    {
        if (tier.Fallback is { } fallback)
            text.Append($"    tier -- {Label("cap reached, or no candidate left")} --> fallback[{Label($"{fallback.Tier}: {fallback.Attempts} more")}]\n    fallback -- {looked} --> done\n    fallback --> {End(review)}");
        else
            text.Append($"    tier -- {Label("cap reached, or no candidate left")} --> {End(review)}");
        foreach (var (kind, own) in tier.Fallbacks)
            text.Append($"    tier -- {Label(NameOf(kind))} --> {NameOf(kind)}[{Label($"{own.Tier}: {own.Attempts} more")}]\n    {NameOf(kind)} -- {looked} --> done\n    {NameOf(kind)} --> {(review ? "person" : "failed")}\n");
    }

    private static string Rejections(Tier tier) => string.Join("; ", tier.Switch.OnReasons.Select(reason => $"{reason.Value} rejected in a row as {NameOf(reason.Key)}").Append($"{tier.Switch.AfterRejections} rejected in a row"));

    private static string Kinds(Tier tier, FailureRule rule)
    {
        var kinds = Enum.GetValues<FailureKind>().Where(kind => kind is not FailureKind.Cancelled && tier.OnFailure.GetValueOrDefault(kind, FailureRule.Next) == rule).Select(kind => NameOf(kind)).ToList();
        return kinds.Count == 0 ? "nothing" : string.Join(", ", kinds);
    }

    /// <summary>Text on one line: a table's words must not break the page.</summary>
    private static string Line(string words) => string.Join(' ', words.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)).TrimEnd('.');

    private static string Label(string words) => $"\"{Line(words).Replace("\"", "#quot;", StringComparison.Ordinal)}\"";
}
