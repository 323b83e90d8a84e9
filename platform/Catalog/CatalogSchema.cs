using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Reflection;
using System.Text.Json.Nodes;

namespace Atelier.Platform.Catalog;

/// <summary>
/// The JSON Schema (2020-12) of a catalog document, from the types that it is read into: what <see cref="CatalogLoader"/> takes, for editors.
/// </summary>
public sealed class CatalogSchema
{
    private const string Duration = "^(?:[0-9]+(?:\\.[0-9]+)?(?:ms|s|m|h|d)|[0-9]{2}:[0-9]{2}:[0-9]{2})$";

    private readonly Func<Type, string?, string?> describe;
    private readonly SortedDictionary<string, JsonNode> definitions = new(StringComparer.Ordinal);

    private CatalogSchema(Func<Type, string?, string?> describe) => this.describe = describe;

    /// <summary>The schema.</summary>
    /// <param name="document">The record that a document is read into.</param>
    /// <param name="describe">What is known of a type, or of a property of it by its name, in words.</param>
    public static JsonObject Of(Type document, Func<Type, string?, string?> describe)
    {
        var schema = new CatalogSchema(describe);
        var root = new JsonObject { ["$schema"] = "https://json-schema.org/draft/2020-12/schema" };
        foreach (var (name, value) in schema.Record(document).ToList())
            root[name] = value?.DeepClone();
        if (schema.definitions.Count > 0)
            root["$defs"] = new JsonObject(schema.definitions.Select(one => KeyValuePair.Create(one.Key, (JsonNode?)one.Value)));
        return root;
    }

    private JsonObject Record(Type type)
    {
        var (properties, required, defaults) = (new JsonObject(), new JsonArray(), Activator.CreateInstance(type));
        foreach (var (name, member) in NodeReader.MembersOf(type).OrderBy(member => member.Key, StringComparer.Ordinal))
        {
            properties[name] = Member(member.Property, member.Inline is null ? defaults : null);
            if (member.Required)
                required.Add(name);
        }
        var schema = new JsonObject { ["type"] = "object", ["properties"] = properties, ["additionalProperties"] = false };
        if (required.Count > 0)
            schema["required"] = required;
        return Described(schema, describe(type, null));
    }

    private JsonObject Member(PropertyInfo property, object? owner)
    {
        var schema = Value(property.PropertyType);
        if (property.GetCustomAttribute<RangeAttribute>() is { } range)
            (schema["minimum"], schema["maximum"]) = (Number(range.Minimum), Number(range.Maximum));
        if (owner is not null && Default(property.GetValue(owner)) is { } usual && !property.IsDefined(typeof(System.Runtime.CompilerServices.RequiredMemberAttribute)))
            schema["default"] = usual;
        return Described(schema, describe(property.DeclaringType!, property.Name));
    }

    private JsonObject Value(Type type)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        if (type == typeof(JsonNode))
            return [];
        if (NodeReader.Argument(type, typeof(IReadOnlyList<>)) is [var element])
            return new JsonObject { ["type"] = "array", ["items"] = Value(element) };
        if (NodeReader.Argument(type, typeof(IReadOnlyDictionary<,>)) is [var key, var value])
            return Map(key, value);
        if (NodeReader.IsRecord(type))
            return Reference(type);
        return type switch
        {
            { IsEnum: true } => Described(Names(type), describe(type, null)),
            _ when type == typeof(bool) => new JsonObject { ["type"] = "boolean" },
            _ when type == typeof(int) || type == typeof(long) => new JsonObject { ["type"] = "integer" },
            _ when type == typeof(decimal) || type == typeof(double) => new JsonObject { ["type"] = "number" },
            _ when type == typeof(TimeSpan) => new JsonObject { ["type"] = "string", ["pattern"] = Duration },
            _ when type == typeof(Uri) => new JsonObject { ["type"] = "string", ["format"] = "uri" },
            _ when type == typeof(string) => new JsonObject { ["type"] = new JsonArray("string", "number", "boolean") }, // a plain scalar of any kind is read as text
            _ => new JsonObject { ["type"] = "string" },
        };
    }

    private JsonObject Map(Type key, Type value)
    {
        var entry = Value(value);
        if (NodeReader.Argument(value, typeof(IReadOnlyList<>)) is [var element] && NodeReader.IsRecord(element))
            entry = new JsonObject { ["anyOf"] = new JsonArray(entry, Value(element)) }; // one group may stand for a list of one
        var map = new JsonObject { ["type"] = "object", ["additionalProperties"] = entry };
        if (key.IsEnum)
            map["propertyNames"] = Names(key);
        return map;
    }

    private JsonObject Reference(Type type)
    {
        if (!definitions.ContainsKey(type.Name))
        {
            definitions[type.Name] = new JsonObject(); // it may hold itself
            definitions[type.Name] = Record(type);
        }
        return new JsonObject { ["$ref"] = $"#/$defs/{type.Name}" };
    }

    private static JsonObject Names(Type type) => new() { ["enum"] = new JsonArray([.. Enum.GetValues(type).Cast<object>().Select(value => (JsonNode)Scalars.NameOf(value))]) };

    private static JsonNode? Default(object? value) => value switch
    {
        bool flag => flag,
        int or long or decimal or double => Number(value),
        Enum name => Scalars.NameOf(name),
        string text => text,
        TimeSpan time => time.TotalSeconds >= 1 || time == TimeSpan.Zero ? string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0.###}s") : string.Create(CultureInfo.InvariantCulture, $"{time.TotalMilliseconds:0}ms"),
        _ => null,
    };

    private static JsonNode Number(object value) => JsonValue.Create(Convert.ToDecimal(value, CultureInfo.InvariantCulture));

    private static JsonObject Described(JsonObject schema, string? words)
    {
        if (words is not null)
            schema["description"] = words;
        return schema;
    }
}
