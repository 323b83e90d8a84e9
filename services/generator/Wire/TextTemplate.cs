using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Atelier.Generator.Wire;

/// <summary>
/// Text with <c>{placeholders}</c>, parsed once. Text that is one placeholder has that value's own type; <c>{name:text}</c> makes
/// it text; <c>{a|b}</c> is the first that has a value; braces are doubled to mean themselves. Without a value for one of its placeholders the whole has none.
/// </summary>
internal sealed class TextTemplate
{
    private readonly IReadOnlyList<Part> parts;

    private TextTemplate(IReadOnlyList<Part> parts) => this.parts = parts;

    private sealed record Part(string Text, IReadOnlyList<string> Names, Func<TemplateValues, object?>? Get, bool AsText);

    public IEnumerable<string> Names => parts.SelectMany(part => part.Names);

    /// <exception cref="FormatException">With what was expected.</exception>
    public static TextTemplate Parse(string text)
    {
        var parts = new List<Part>();
        var literal = new StringBuilder();
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] is '{' or '}' && i + 1 < text.Length && text[i + 1] == text[i])
            {
                literal.Append(text[i++]);
            }
            else if (text[i] == '{')
            {
                var end = text.IndexOf('}', i);
                if (end < 0) throw new FormatException("a closing brace after the placeholder's name");
                if (literal.Length > 0) parts.Add(new Part(literal.ToString(), [], null, false));
                literal.Clear();
                parts.Add(Placeholder(text[(i + 1)..end]));
                i = end;
            }
            else
            {
                literal.Append(text[i]);
            }
        }

        if (literal.Length > 0 || parts.Count == 0) parts.Add(new Part(literal.ToString(), [], null, false));
        return new TextTemplate(parts);
    }

    /// <summary>The value with its type, or null when a placeholder has none.</summary>
    public object? Value(TemplateValues values)
    {
        if (parts is [{ Get: { } only, AsText: false }]) return only(values);
        if (parts is [{ Get: null } constant]) return constant.Text;
        var text = new StringBuilder();
        foreach (var part in parts)
        {
            if (part.Get is null) text.Append(part.Text);
            else if (part.Get(values) is { } value) text.Append(AsText(value));
            else return null;
        }

        return text.ToString();
    }

    public string? Text(TemplateValues values) => Value(values) is { } value ? AsText(value) : null;

    private static Part Placeholder(string inner)
    {
        var asText = inner.EndsWith(":text", StringComparison.Ordinal);
        var names = (asText ? inner[..^":text".Length] : inner).Split('|');
        var gets = names.Select(name => TemplateValues.Named(name)
            ?? throw new FormatException($"a placeholder among {string.Join(", ", TemplateValues.Names)}, wire.*, size.* or upload.*; double a brace that means itself")).ToArray();
        return new Part("", names, gets is [var only] ? only : values => gets.Select(get => get(values)).FirstOrDefault(value => value is not null), asText);
    }

    private static string AsText(object value) => value switch
    {
        string text => text,
        JsonValue node when node.GetValueKind() == JsonValueKind.String => node.GetValue<string>(),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        IEnumerable<string> list => string.Join(',', list),
        _ => value.ToString()!,
    };
}
