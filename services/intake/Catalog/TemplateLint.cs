using System.Text.RegularExpressions;
using Atelier.Platform.Catalog;

namespace Atelier.Intake.Catalog;

/// <summary>What is wrong with a template before anyone uses it.</summary>
internal static partial class TemplateLint
{
    public static void Check(CatalogDocument<TemplateDocument> document)
    {
        var template = document.Value;
        if (!Names().IsMatch(template.Name))
            throw document.Error("name", "lower-case letters, digits and hyphens");
        if (template.Version < 1)
            throw document.Error("version", "a whole number of at least 1");
        foreach (var (name, variable) in template.Variables)
            CheckVariable(document, name, variable);
        var used = Used(document, "prompt", template.Prompt);
        if (template.NegativePrompt is { } negative)
            used.UnionWith(Used(document, "negativePrompt", negative));
        if (template.Variables.Keys.FirstOrDefault(name => !used.Contains(name)) is { } unused)
            throw document.Error($"variables.{unused}", $"a variable that the prompt uses: write {{{{{unused}}}}} in it, or remove this one");
    }

    private static void CheckVariable(CatalogDocument<TemplateDocument> document, string name, TemplateVariable variable)
    {
        if (!VariableNames().IsMatch(name))
            throw document.Error($"variables.{name}", "a name of letters and digits that begins with a lower-case letter");
        if (variable.Allowed is { Count: 0 })
            throw document.Error($"variables.{name}.allowed", "at least one value; leave it out to allow any");
        if (variable is { Allowed: { } allowed, Default: { Length: > 0 } value } && !allowed.Contains(value))
            throw document.Error($"variables.{name}.default", $"one of {string.Join(", ", allowed)}");
    }

    private static HashSet<string> Used(CatalogDocument<TemplateDocument> document, string field, string text)
    {
        var used = new HashSet<string>(StringComparer.Ordinal);
        var open = new Stack<string>();
        foreach (Match match in Expressions().Matches(text))
        {
            var inner = match.Groups["inner"].Value.Trim();
            if (inner == "else" && open.Count > 0)
                continue;
            if (inner.StartsWith('/') && open.TryPop(out var block) && inner[1..] == block)
                continue;
            var opening = Openings().Match(inner);
            if (opening.Success)
                open.Push(opening.Groups["block"].Value);
            var name = opening.Success ? opening.Groups["name"].Value : inner;
            if (!VariableNames().IsMatch(name))
                throw document.Error(field, $"{{{{variable}}}}, {{{{#if variable}}}} or {{{{#unless variable}}}} with {{{{else}}}} and its end, instead of {match.Value}");
            if (!document.Value.Variables.ContainsKey(name))
                throw document.Error(field, $"{Spelling.Suggest(name, document.Value.Variables.Keys)}variables that are declared: {match.Value} is not under variables");
            used.Add(name);
        }
        if (open.TryPeek(out var left))
            throw document.Error(field, $"an end {{{{/{left}}}}}");
        return used;
    }

    [GeneratedRegex(@"^[a-z0-9][a-z0-9-]{0,63}\z")]
    private static partial Regex Names();

    [GeneratedRegex(@"^(?!else$|if$|unless$|this$)[a-z][A-Za-z0-9]{0,39}\z")]
    private static partial Regex VariableNames();

    [GeneratedRegex(@"\{\{(?<inner>.*?)\}\}\}?", RegexOptions.Singleline)]
    private static partial Regex Expressions();

    [GeneratedRegex(@"^#(?<block>if|unless)\s+(?<name>\S+)\z")]
    private static partial Regex Openings();
}
