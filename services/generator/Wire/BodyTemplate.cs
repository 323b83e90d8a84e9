using System.Buffers;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Atelier.Generator.Wire;

/// <summary>
/// A JSON body, compiled from a document. Values are written as JSON values, never pasted into text, so nothing a prompt says can
/// change the shape. A field without a value is left out, and so is an object of which nothing is left.
/// </summary>
internal abstract partial class BodyTemplate
{
    /// <param name="node">The document's node.</param>
    /// <param name="path">Its field path, for errors.</param>
    /// <param name="fault">Makes an error from a field path and what was expected.</param>
    public static BodyTemplate Compile(JsonNode? node, string path, Func<string, string, Exception> fault) => node switch
    {
        JsonObject { Count: > 0 } match when match.ContainsKey("$match") => MatchNode.Of(match, path, fault),
        JsonObject { Count: > 0 } each when each.ContainsKey("$each") => EachNode.Of(each, path, fault),
        JsonObject fields => new ObjectNode([.. fields.Select(f => (JsonEncodedText.Encode(f.Key), Compile(f.Value, $"{path}.{f.Key}", fault)))]),
        JsonArray items => new ArrayNode([.. items.Select((item, i) => Compile(item, $"{path}[{i}]", fault))]),
        JsonValue value when value.GetValueKind() == JsonValueKind.String => new TextNode(Parse(value.GetValue<string>(), path, fault)),
        _ => new ConstantNode(node?.ToJsonString() ?? "null"),
    };

    public ReadOnlyMemory<byte> Render(TemplateValues values)
    {
        var buffer = new ArrayBufferWriter<byte>(1024);
        using (var json = new Utf8JsonWriter(buffer)) Write(json, values);
        return buffer.WrittenMemory;
    }

    /// <summary>It as text for a form: text as it is, anything else as JSON. Null: it has no value.</summary>
    public string? Text(TemplateValues values)
    {
        if (IsAbsent(values)) return null;
        using var json = JsonDocument.Parse(Render(values));
        return json.RootElement.ValueKind == JsonValueKind.String ? json.RootElement.GetString() : json.RootElement.GetRawText();
    }

    /// <summary>The placeholders in it.</summary>
    public abstract IEnumerable<string> Names { get; }

    protected abstract bool IsAbsent(TemplateValues values);

    protected abstract void Write(Utf8JsonWriter json, TemplateValues values);

    public static TextTemplate Parse(string text, string path, Func<string, string, Exception> fault)
    {
        try
        {
            return TextTemplate.Parse(text);
        }
        catch (FormatException e)
        {
            throw fault(path, e.Message);
        }
    }

    /// <summary>A template of the request for a job: it cannot name the job.</summary>
    public static TextTemplate Request(string text, string path, Func<string, string, Exception> fault) =>
        Parse(text, path, fault) is var template && template.Names.Any(TemplateValues.IsJob) ? throw fault(path, "no {job}: there is none yet") : template;

    private sealed class ConstantNode(string json) : BodyTemplate
    {
        public override IEnumerable<string> Names => [];

        protected override bool IsAbsent(TemplateValues values) => false;

        protected override void Write(Utf8JsonWriter writer, TemplateValues values) => writer.WriteRawValue(json);
    }

    private sealed class TextNode(TextTemplate text) : BodyTemplate
    {
        public override IEnumerable<string> Names => text.Names;

        protected override bool IsAbsent(TemplateValues values) => text.Value(values) is null;

        protected override void Write(Utf8JsonWriter json, TemplateValues values)
        {
            switch (text.Value(values))
            {
                case string s: json.WriteStringValue(s); break;
                case long n: json.WriteNumberValue(n); break;
                case double d: json.WriteNumberValue(d); break;
                case JsonNode node: node.WriteTo(json); break;
                case IEnumerable<string> list:
                    json.WriteStartArray();
                    foreach (var item in list) json.WriteStringValue(item);
                    json.WriteEndArray();
                    break;
                case IEnumerable<double> numbers:
                    json.WriteStartArray();
                    foreach (var number in numbers) json.WriteNumberValue(number);
                    json.WriteEndArray();
                    break;
                default: json.WriteNullValue(); break;
            }
        }
    }

    private sealed class ObjectNode((JsonEncodedText Name, BodyTemplate Value)[] fields) : BodyTemplate
    {
        public override IEnumerable<string> Names => fields.SelectMany(f => f.Value.Names);

        protected override bool IsAbsent(TemplateValues values) => fields.Length > 0 && fields.All(f => f.Value.IsAbsent(values));

        protected override void Write(Utf8JsonWriter json, TemplateValues values)
        {
            json.WriteStartObject();
            foreach (var (name, value) in fields)
            {
                if (value.IsAbsent(values)) continue;
                json.WritePropertyName(name);
                value.Write(json, values);
            }

            json.WriteEndObject();
        }
    }

    private sealed class ArrayNode(BodyTemplate[] items) : BodyTemplate
    {
        public override IEnumerable<string> Names => items.SelectMany(item => item.Names);

        protected override bool IsAbsent(TemplateValues values) => items.Length > 0 && items.All(item => item.IsAbsent(values));

        protected override void Write(Utf8JsonWriter json, TemplateValues values)
        {
            json.WriteStartArray();
            foreach (var item in items.Where(item => !item.IsAbsent(values)))
            {
                if (item is EachNode each) each.WriteItems(json, values);
                else item.Write(json, values);
            }

            json.WriteEndArray();
        }
    }

    /// <summary>The value of the first case whose words occur in a text, whatever their case; none when none does.</summary>
    private sealed class MatchNode(TextTemplate text, (string Words, BodyTemplate Value)[] cases) : BodyTemplate
    {
        public static MatchNode Of(JsonObject node, string path, Func<string, string, Exception> fault)
        {
            if (node["$match"] is not JsonValue match || match.GetValueKind() != JsonValueKind.String) throw fault($"{path}.$match", "a template");
            if (node["cases"] is not JsonObject { Count: > 0 } cases) throw fault($"{path}.cases", "values by the words that choose them");
            if (node.FirstOrDefault(field => field.Key is not ("$match" or "cases")).Key is { } extra) throw fault($"{path}.{extra}", "only $match and cases here");
            return new MatchNode(
                Parse(match.GetValue<string>(), $"{path}.$match", fault),
                [.. cases.Select(c => (c.Key, Compile(c.Value, $"{path}.cases.{c.Key}", fault)))]);
        }

        public override IEnumerable<string> Names => text.Names.Concat(cases.SelectMany(c => c.Value.Names));

        protected override bool IsAbsent(TemplateValues values) => Chosen(values) is not { } chosen || chosen.IsAbsent(values);

        protected override void Write(Utf8JsonWriter json, TemplateValues values) => Chosen(values)!.Write(json, values);

        private BodyTemplate? Chosen(TemplateValues values) => text.Text(values) is { } found
            ? cases.FirstOrDefault(c => found.Contains(c.Words, StringComparison.OrdinalIgnoreCase)).Value
            : null;
    }
}
