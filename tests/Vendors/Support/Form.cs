using System.Globalization;
using Atelier.Platform.Media;

namespace Atelier.Vendors.Tests.Support;

/// <summary>Reads a multipart form field by field; see <see cref="Fields"/>.</summary>
public sealed class Form(IReadOnlyList<FormPart> parts, Func<string, string, Reply> invalid)
{
    private readonly HashSet<string> _known = [];

    public string Text(string name, int max = int.MaxValue) => OptionalText(name, max) ?? throw Wrong(name, "missing");

    public string? OptionalText(string name, int max = int.MaxValue) => Named(name) switch
    {
        [] => null,
        [{ FileName: null } part] when part.Text.Length <= max => part.Text,
        [{ FileName: null }] => throw Wrong(name, $"longer than {max}"),
        [_] => throw Wrong(name, "a file where text was expected"),
        _ => throw Wrong(name, "given more than once"),
    };

    public string OneOf(string name, params string[] values) => OptionalOneOf(name, values) ?? throw Wrong(name, "missing");

    public string? OptionalOneOf(string name, params string[] values) =>
        OptionalText(name) is not { } text || values.Contains(text) ? OptionalText(name) : throw Wrong(name, $"{text} is none of {string.Join(", ", values)}");

    public long? OptionalWhole(string name, long min, long max) => OptionalText(name) is not { } text ? null
        : long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) && number >= min && number <= max ? number
        : throw Wrong(name, $"{text} is no whole number of {min} to {max}");

    public double? OptionalNumber(string name, double min, double max) => OptionalText(name) is not { } text ? null
        : double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && number >= min && number <= max ? number
        : throw Wrong(name, $"{text} is no number of {min} to {max}");

    public byte[] Picture(string name) => Pictures(name) is [var only] ? only : throw Wrong(name, "not one file");

    /// <summary>Files that are what they say they are: a picture of the media type of the part.</summary>
    public IReadOnlyList<byte[]> Pictures(string name)
    {
        foreach (var part in Named(name))
        {
            if (part.FileName is null) throw Wrong(name, "text where a file was expected");
            if (MediaSniffer.TryRead(part.Content)?.MediaType is not { } type || type != part.ContentType) throw Wrong(name, $"{part.ContentType} is not what is in it");
        }

        return [.. Named(name).Select(part => part.Content)];
    }

    /// <summary>What a file of a field is called.</summary>
    public string FileName(string name) => Named(name) is [{ FileName: { } file }] ? file : throw Wrong(name, "not one file");

    public void NoMore()
    {
        if (parts.FirstOrDefault(part => !_known.Contains(part.Name)) is { } unknown) throw Wrong(unknown.Name, "unknown");
    }

    public Objection Wrong(string name, string problem) => new(invalid(name, problem), $"{name}: {problem}");

    private List<FormPart> Named(string name)
    {
        _known.Add(name);
        return [.. parts.Where(part => part.Name == name)];
    }
}
