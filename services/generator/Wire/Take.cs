using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Atelier.Generator.Wire;

/// <summary>A JSON Pointer (RFC 6901), parsed once; a step <c>*</c> is the first field or item from which the rest leads somewhere.</summary>
internal sealed class Pointer
{
    private const string Any = "*";

    private readonly string[] steps;

    private Pointer(string[] steps) => this.steps = steps;

    /// <summary>The names and numbers on the way.</summary>
    public IReadOnlyList<string> Steps => steps;

    /// <exception cref="FormatException">With what was expected.</exception>
    public static Pointer Parse(string text) => text is "" || text[0] == '/'
        ? new Pointer([.. text.Split('/').Skip(1).Select(step => step.Replace("~1", "/").Replace("~0", "~"))])
        : throw new FormatException("a JSON Pointer such as /data/0/url");

    /// <summary>What it leads to; null when it leads nowhere or to null.</summary>
    public JsonElement? Find(JsonElement root) => From(root, 0);

    private JsonElement? From(JsonElement at, int first)
    {
        for (var i = first; i < steps.Length; i++)
        {
            if (steps[i] == Any) return Inside(at).Select(inner => From(inner, i + 1)).FirstOrDefault(found => found is not null);
            if (at.ValueKind == JsonValueKind.Object && at.TryGetProperty(steps[i], out var field)) at = field;
            else if (at.ValueKind == JsonValueKind.Array && int.TryParse(steps[i], NumberStyles.None, CultureInfo.InvariantCulture, out var item) && item < at.GetArrayLength()) at = at[item];
            else return null;
        }

        return at.ValueKind is JsonValueKind.Null or JsonValueKind.Undefined ? null : at;
    }

    private static IEnumerable<JsonElement> Inside(JsonElement at) => at.ValueKind switch
    {
        JsonValueKind.Object => at.EnumerateObject().Select(field => field.Value),
        JsonValueKind.Array => at.EnumerateArray(),
        _ => [],
    };
}

/// <summary>Takes a single value out of a JSON answer.</summary>
internal sealed class Take(IReadOnlyList<Pointer> at, Regex? pattern)
{
    /// <summary>A text, a number or a truth value, as text; null for anything else.</summary>
    public static string? Text(JsonElement? value) => value switch
    {
        { ValueKind: JsonValueKind.String } found => found.GetString(),
        { ValueKind: JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False } found => found.GetRawText(),
        _ => null,
    };

    /// <summary>Where it looks first.</summary>
    public Pointer First => at[0];

    /// <summary>What its first group is taken by; null: the whole.</summary>
    public Regex? Pattern => pattern;

    /// <summary>The text, number or truth value there; null when there is none.</summary>
    public string? From(JsonElement root)
    {
        foreach (var pointer in at)
        {
            var text = Text(pointer.Find(root));
            if (text is null || pattern is null)
            {
                if (text is not null) return text;
                continue;
            }

            if (pattern.Match(text) is { Success: true, Groups.Count: > 1 } match) return match.Groups[1].Value;
        }

        return null;
    }
}
