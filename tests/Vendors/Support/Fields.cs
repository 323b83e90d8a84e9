using System.Text.Json;

namespace Atelier.Vendors.Tests.Support;

/// <summary>
/// Reads a JSON object field by field, each with its type and bounds; what is left over at <see cref="NoMore"/> is unknown to the vendor. Every
/// objection is the vendor's own answer.
/// </summary>
public sealed class Fields(JsonElement json, string path, Func<string, string, Reply> invalid)
{
    private readonly HashSet<string> _known = [];

    private JsonElement Root => json.ValueKind == JsonValueKind.Object ? json : throw Wrong("", "not an object");

    public bool Has(string name) => Find(name) is not null;

    public string Text(string name, int max = int.MaxValue) => OptionalText(name, max) ?? throw Wrong(name, "missing");

    public string? OptionalText(string name, int max = int.MaxValue) => Find(name) switch
    {
        null => null,
        { ValueKind: JsonValueKind.String } value when value.GetString()!.Length <= max => value.GetString(),
        { ValueKind: JsonValueKind.String } => throw Wrong(name, $"longer than {max}"),
        _ => throw Wrong(name, "not text"),
    };

    public string OneOf(string name, params string[] values) => OptionalOneOf(name, values) ?? throw Wrong(name, "missing");

    public string? OptionalOneOf(string name, params string[] values) =>
        OptionalText(name) is not { } text || values.Contains(text) ? OptionalText(name) : throw Wrong(name, $"{text} is none of {string.Join(", ", values)}");

    public long Whole(string name, long min, long max) => OptionalWhole(name, min, max) ?? throw Wrong(name, "missing");

    public long? OptionalWhole(string name, long min, long max) => Find(name) switch
    {
        null => null,
        { ValueKind: JsonValueKind.Number } value when value.TryGetInt64(out var number) && number >= min && number <= max => number,
        { } value => throw Wrong(name, $"{value.GetRawText()} is no whole number of {min} to {max}"),
    };

    public double? OptionalNumber(string name, double min, double max) => Find(name) switch
    {
        null => null,
        { ValueKind: JsonValueKind.Number } value when value.GetDouble() >= min && value.GetDouble() <= max => value.GetDouble(),
        { } value => throw Wrong(name, $"{value.GetRawText()} is no number of {min} to {max}"),
    };

    public bool? OptionalFlag(string name) => Find(name) switch
    {
        null => null,
        { ValueKind: JsonValueKind.True or JsonValueKind.False } value => value.GetBoolean(),
        _ => throw Wrong(name, "not true or false"),
    };

    /// <summary>Bytes as base64, without a data URI before them.</summary>
    public byte[]? OptionalBase64(string name) => Find(name) switch
    {
        null => null,
        { ValueKind: JsonValueKind.String } value when value.TryGetBytesFromBase64(out var bytes) && bytes.Length > 0 => bytes,
        _ => throw Wrong(name, "not base64"),
    };

    public Fields Object(string name) => OptionalObject(name) ?? throw Wrong(name, "missing");

    public Fields? OptionalObject(string name) => Find(name) is { } value ? new Fields(value, At(name), invalid) : null;

    /// <summary>The objects of a list; empty where it is left out.</summary>
    public IReadOnlyList<Fields> Objects(string name) => [.. List(name).Select((item, i) => new Fields(item, $"{At(name)}[{i}]", invalid))];

    public IReadOnlyList<string> Texts(string name) =>
        [.. List(name).Select(item => item.ValueKind == JsonValueKind.String ? item.GetString()! : throw Wrong(name, "not a list of text"))];

    /// <summary>A field that may be anything, as the vendor publishes it.</summary>
    public JsonElement? Any(string name) => Find(name);

    /// <summary>Every field that was not asked for is one that the vendor does not know.</summary>
    public void NoMore()
    {
        foreach (var field in Root.EnumerateObject())
        {
            if (!_known.Contains(field.Name)) throw Wrong(field.Name, "unknown");
        }
    }

    public Objection Wrong(string name, string problem) => new(invalid(At(name), problem), $"{At(name)}: {problem}");

    private List<JsonElement> List(string name) => Find(name) switch
    {
        null => [],
        { ValueKind: JsonValueKind.Array } list => [.. list.EnumerateArray()],
        _ => throw Wrong(name, "not a list"),
    };

    private JsonElement? Find(string name)
    {
        _known.Add(name);
        return Root.TryGetProperty(name, out var value) ? value : null;
    }

    private string At(string name) => path == "" || name == "" ? path + name : $"{path}.{name}";
}
