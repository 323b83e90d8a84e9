using System.Text.RegularExpressions;
using Atelier.Platform.Catalog;

namespace Atelier.Intake.Templates;

/// <summary>Everything wrong with a template before anyone uses it, each with its line and column.</summary>
internal static partial class TemplateLint
{
    public static List<CatalogException> Check(CatalogDocument<TemplateDocument> document, PartialShelf partials)
    {
        var (template, findings) = (document.Value, new List<CatalogException>());
        Head(document, template.Name, template.Version, findings);
        foreach (var (name, variable) in template.Variables)
            CheckVariable(document, name, variable, findings);
        var used = Text(document, "prompt", template.Prompt, partials, findings);
        if (template.NegativePrompt is { } negative)
            used.UnionWith(Text(document, "negativePrompt", negative, partials, findings));
        foreach (var unused in template.Variables.Keys.Where(name => !used.Contains(name)))
            findings.Add(document.Error($"variables.{unused}", $"a variable that the prompt uses: write {{{{{unused}}}}} in it, or remove this one"));
        return [.. findings.OrderBy(finding => finding.Line).ThenBy(finding => finding.Column)];
    }

    public static void Head<T>(CatalogDocument<T> document, string name, int version, List<CatalogException> findings)
    {
        if (!Names().IsMatch(name))
            findings.Add(document.Error("name", "lower-case letters, digits and hyphens"));
        if (version < 1)
            findings.Add(document.Error("version", "a whole number of at least 1"));
    }

    public static void Form<T>(CatalogDocument<T> document, string field, TemplateText text, List<CatalogException> findings)
    {
        foreach (var (at, expected) in text.Faults)
            findings.Add(at.Literal.Length == 0 ? document.Error(field, expected) : document.ErrorIn(field, at.Literal, at.Occurrence, expected));
    }

    /// <summary>Partials that are not there, or that come back to where they are used.</summary>
    public static void Partials<T>(CatalogDocument<T> document, string field, TemplateText text, PartialShelf partials, List<CatalogException> findings)
    {
        foreach (var mention in text.Partials)
        {
            if (partials.Find(mention.Name) is null)
                findings.Add(document.ErrorIn(field, mention.Literal, mention.Occurrence, $"{Spelling.Suggest(mention.Name, partials.Ids)}a partial that is there{(partials.Ids.Count == 0 ? ": there is none" : $", one of {string.Join(", ", partials.Ids)}")}"));
            else if (partials.CycleFrom(mention.Name) is { } cycle)
                findings.Add(document.ErrorIn(field, mention.Literal, mention.Occurrence, $"a partial that does not come back to itself: {cycle}"));
        }
    }

    private static HashSet<string> Text(CatalogDocument<TemplateDocument> document, string field, string text, PartialShelf partials, List<CatalogException> findings)
    {
        var (read, declared, used) = (TemplateText.Read(text), document.Value.Variables.Keys, new HashSet<string>(StringComparer.Ordinal));
        Form(document, field, read, findings);
        Partials(document, field, read, partials, findings);
        used.UnionWith(declared.Where(name => read.Faults.Any(fault => fault.At.Literal.Contains(name, StringComparison.Ordinal)))); // misused is not unused
        foreach (var mention in read.Variables)
        {
            used.Add(mention.Name);
            if (!document.Value.Variables.ContainsKey(mention.Name))
                findings.Add(document.ErrorIn(field, mention.Literal, mention.Occurrence, $"{Spelling.Suggest(mention.Name, declared)}variables that are declared: {mention.Literal} is not under variables"));
        }
        foreach (var mention in read.Partials.DistinctBy(mention => mention.Name))
        {
            var needs = partials.VariablesOf(mention.Name);
            used.UnionWith(needs);
            foreach (var missing in needs.Except(declared).Order(StringComparer.Ordinal))
                findings.Add(document.ErrorIn(field, mention.Literal, mention.Occurrence, $"variables that are declared: {mention.Name} uses {{{{{missing}}}}}, which is not under variables"));
        }
        return used;
    }

    private static void CheckVariable(CatalogDocument<TemplateDocument> document, string name, TemplateVariable variable, List<CatalogException> findings)
    {
        var at = $"variables.{name}";
        if (!TemplateText.IsVariableName(name))
            findings.Add(document.Error(at, "a name of letters and digits that begins with a lower-case letter"));
        var before = findings.Count;
        Bound("allowed", variable.Allowed, VariableType.Choice);
        Bound("minLength", variable.MinLength, VariableType.Text);
        Bound("maxLength", variable.MaxLength, VariableType.Text);
        Bound("pattern", variable.Pattern, VariableType.Text);
        Bound("min", variable.Min, VariableType.Number, VariableType.Whole);
        Bound("max", variable.Max, VariableType.Number, VariableType.Whole);
        if (variable.Kind is VariableType.Choice && variable.Allowed is not { Count: > 0 })
            findings.Add(document.Error($"{at}.allowed", "at least one value; leave it out to allow any"));
        if (variable.MinLength < 0 || variable.MaxLength > VariableRules.LongestText || variable.MinLength > variable.MaxLength)
            findings.Add(document.Error($"{at}.{(variable.MaxLength is null ? "minLength" : "maxLength")}", $"lengths of 0 to {VariableRules.LongestText:N0}, the longest not below the shortest"));
        if (variable.Min > variable.Max)
            findings.Add(document.Error($"{at}.max", "a largest number that is not below the smallest"));
        if (variable.Pattern is { } pattern && !Compiles(pattern))
            findings.Add(document.Error($"{at}.pattern", "a regular expression"));
        if (findings.Count == before && variable.Default is { } value && !MeansNone(variable, value) && VariableRules.Remedy(variable, value) is { } remedy)
            findings.Add(document.Error($"{at}.default", remedy.Replace("use one of", "one of")));

        void Bound(string field, object? given, params VariableType[] kinds)
        {
            if (given is not null && !kinds.Contains(variable.Kind))
                findings.Add(document.Error($"{at}.{field}", $"nothing: a {variable.Kind.ToString().ToLowerInvariant()} has no {field}"));
        }
    }

    private static bool MeansNone(TemplateVariable variable, string value) => value.Length == 0 && variable.Kind is VariableType.Text or VariableType.Choice;

    private static bool Compiles(string pattern)
    {
        try
        {
            _ = VariableRules.PatternOf(pattern);
            return true;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    [GeneratedRegex(@"^[a-z0-9][a-z0-9-]{0,63}\z")]
    private static partial Regex Names();
}
