using Atelier.Contracts;
using Atelier.Intake.Requests;
using Atelier.Intake.Templates;

namespace Atelier.Intake.Validation;

/// <summary>The prompt is a text or an expanded template, and of a length that models read.</summary>
internal static class PromptConcern
{
    public const int LongestPrompt = 8_000;

    public static (Prompt? Prompt, string? Negative) Expand(StageRequest stage, string path, TemplateShelf templates, Problems problems)
    {
        var field = $"{path}.prompt";
        if (stage.NegativePrompt is { } given)
            CheckLength(given, $"{path}.negativePrompt", problems);
        switch (stage.Prompt)
        {
            case null or { Text: null, Template: null }:
                problems.Add(field, "nothing", "give a text, or a template with its variables");
                return default;
            case { Text: not null, Template: not null }:
                problems.Add(field, "both a text and a template", "give one of them");
                return default;
            case { Text: { } text, Variables: var unused }:
                if (unused is { Count: > 0 })
                    problems.Add($"{field}.variables", "variables for a plain text", "leave them out, or name a template");
                CheckLength(text, $"{field}.text", problems);
                return (new Prompt { Text = text }, stage.NegativePrompt);
            case { Template: { } name, Variables: var variables }:
                if (templates.Find(name) is { } template)
                    return Expand(template, variables ?? new Dictionary<string, string>(), stage.NegativePrompt, $"{field}.variables", field, problems);
                problems.Add($"{field}.template", Problems.Show(name), Choice.Of(name, templates.Names.Order(StringComparer.Ordinal)));
                return default;
        }
    }

    /// <param name="template">The template.</param>
    /// <param name="given">Values of its variables; those with a default may be missing.</param>
    /// <param name="negative">What the request itself wants kept out.</param>
    /// <param name="variables">Where the variables stand in the request.</param>
    /// <param name="field">Where the prompt stands in the request.</param>
    /// <param name="problems">What is found wrong is added to these.</param>
    public static (Prompt? Prompt, string? Negative) Expand(
        PromptTemplate template, IReadOnlyDictionary<string, string> given, string? negative, string variables, string field, Problems problems)
    {
        var declared = template.Document.Variables;
        var values = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var unknown in given.Keys.Where(name => !declared.ContainsKey(name)))
            problems.Add($"{variables}.{unknown}", $"a variable that {template.Id} does not have", declared.Count == 0 ? "leave it out" : $"leave it out, or {Choice.Of(unknown, declared.Keys)}");
        foreach (var (name, variable) in declared)
        {
            var at = $"{variables}.{name}";
            if ((given.GetValueOrDefault(name) ?? variable.Default) is not { } value)
                problems.Add(at, "nothing", $"give it a value: {template.Id} has no default for it{(variable.About is { } about ? $" ({about})" : "")}");
            else if (given.ContainsKey(name) && VariableRules.Remedy(variable, value) is { } remedy)
                problems.Add(at, Problems.Show(value), remedy);
            else
                values[name] = value;
        }
        if (values.Count < declared.Count)
            return default;
        var (text, templateNegative) = template.Expand(values);
        CheckLength(text, field, problems);
        return (new Prompt { Text = text, Template = template.Id, TemplateHash = template.Hash, Variables = values }, negative ?? (templateNegative is "" ? null : templateNegative));
    }

    private static void CheckLength(string text, string field, Problems problems)
    {
        if (string.IsNullOrWhiteSpace(text))
            problems.Add(field, "an empty text", "say what to make (or to keep out)");
        else if (text.Length > LongestPrompt)
            problems.Add(field, $"{text.Length:N0} characters", $"shorten it to at most {LongestPrompt:N0}, variables included");
    }
}
