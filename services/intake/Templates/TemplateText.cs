using System.Text.RegularExpressions;

namespace Atelier.Intake.Templates;

/// <summary>What stands between braces in a template's text.</summary>
/// <param name="Name">A variable, or a partial with its version.</param>
/// <param name="Literal">As it is written.</param>
/// <param name="Occurrence">Which of the equal literals of the text it is, from 0.</param>
internal sealed record Mention(string Name, string Literal, int Occurrence);

/// <summary>A template's text, looked through: it can name variables and partials and nothing else, no helpers and no files.</summary>
internal sealed partial class TemplateText
{
    public List<Mention> Variables { get; } = [];

    public List<Mention> Partials { get; } = [];

    /// <summary>What is wrong with its form: the mention (empty: the text as a whole) and what was expected.</summary>
    public List<(Mention At, string Expected)> Faults { get; } = [];

    public static TemplateText Read(string text)
    {
        var read = new TemplateText();
        var open = new Stack<string>();
        var seen = new Dictionary<string, int>();
        foreach (Match match in Expressions().Matches(text))
        {
            var occurrence = seen[match.Value] = seen.GetValueOrDefault(match.Value, -1) + 1;
            read.Take(match.Groups["inner"].Value.Trim(), new Mention("", match.Value, occurrence), open);
        }
        if (open.TryPeek(out var left))
            read.Faults.Add((new Mention("", "", 0), $"an end {{{{/{left}}}}}"));
        return read;
    }

    /// <summary>The text with each partial's own in its place.</summary>
    public static string Inline(string text, Func<string, string> partial) =>
        Expressions().Replace(text, match => PartialNames().Match(match.Groups["inner"].Value.Trim()) is { Success: true } found ? partial(found.Groups["id"].Value) : match.Value);

    public static bool IsVariableName(string name) => VariableNames().IsMatch(name);

    private void Take(string inner, Mention at, Stack<string> open)
    {
        if (inner == "else" && open.Count > 0)
            return;
        if (inner.StartsWith('/') && open.TryPop(out var block) && inner[1..] == block)
            return;
        if (PartialNames().Match(inner) is { Success: true } partial && !at.Literal.StartsWith("{{{", StringComparison.Ordinal))
        {
            Partials.Add(at with { Name = partial.Groups["id"].Value });
            return;
        }
        var opening = Openings().Match(inner);
        if (opening.Success)
            open.Push(opening.Groups["block"].Value);
        var name = opening.Success ? opening.Groups["name"].Value : inner;
        if (VariableNames().IsMatch(name))
            Variables.Add(at with { Name = name });
        else
            Faults.Add((at, $"{{{{variable}}}}, {{{{> partial@version}}}}, {{{{#if variable}}}} or {{{{#unless variable}}}} with {{{{else}}}} and its end, instead of {at.Literal}"));
    }

    [GeneratedRegex(@"^(?!else$|if$|unless$|this$)[a-z][A-Za-z0-9]{0,39}\z")]
    private static partial Regex VariableNames();

    [GeneratedRegex(@"\{\{(?<inner>.*?)\}\}\}?", RegexOptions.Singleline)]
    private static partial Regex Expressions();

    [GeneratedRegex(@"^#(?<block>if|unless)\s+(?<name>\S+)\z")]
    private static partial Regex Openings();

    [GeneratedRegex(@"^>\s*(?<id>[a-z0-9][a-z0-9-]{0,63}@[1-9][0-9]{0,8})\z")]
    private static partial Regex PartialNames();
}
