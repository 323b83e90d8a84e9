using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Atelier.Generator.Tests.Support;

/// <summary>As much of JSON Schema as the published schemas use: everything wrong with a document, each with its place.</summary>
internal sealed class SchemaCheck(JsonObject root)
{
    public IReadOnlyList<string> Faults(JsonNode? document) => [.. Faults(document, root, "$")];

    private IEnumerable<string> Faults(JsonNode? node, JsonNode schema, string at)
    {
        if (schema["$ref"] is { } reference) schema = root["$defs"]![reference.GetValue<string>()["#/$defs/".Length..]]!;
        if (schema["anyOf"] is JsonArray ways) return ways.Any(way => !Faults(node, way!, at).Any()) ? [] : [$"{at}: none of the ways"];
        var kind = node?.GetValueKind() ?? JsonValueKind.Null;
        if (schema["type"] is { } type && !(type is JsonArray many ? many.Select(one => one!.GetValue<string>()) : [type.GetValue<string>()]).Any(name => Is(kind, name, node))) return [$"{at}: {kind}, not {type.ToJsonString()}"];
        if (schema["enum"] is JsonArray names && !names.Any(name => JsonNode.DeepEquals(name, node))) return [$"{at}: {node?.ToJsonString()} is not among {names.ToJsonString()}"];
        if (schema["pattern"] is { } pattern && !Regex.IsMatch(node!.GetValue<string>(), pattern.GetValue<string>())) return [$"{at}: {node.ToJsonString()} does not match"];
        if (schema["minimum"] is { } least && Number(node) < Number(least)) return [$"{at}: less than {least}"];
        if (schema["maximum"] is { } most && Number(node) > Number(most)) return [$"{at}: more than {most}"];
        return node switch
        {
            JsonObject group => Fields(group, schema, at),
            JsonArray list when schema["items"] is { } items => list.SelectMany((item, i) => Faults(item, items, $"{at}[{i}]")),
            _ => [],
        };
    }

    private IEnumerable<string> Fields(JsonObject group, JsonNode schema, string at)
    {
        foreach (var name in schema["required"] as JsonArray ?? [])
        {
            if (!group.ContainsKey(name!.GetValue<string>())) yield return $"{at}: {name} is missing";
        }

        foreach (var (name, value) in group)
        {
            var known = schema["properties"]?[name];
            if (schema["propertyNames"] is { } allowed && Faults(JsonValue.Create(name), allowed, at).Any()) yield return $"{at}: {name} is no name here";
            if (known is null && schema["additionalProperties"] is JsonValue no && !no.GetValue<bool>()) yield return $"{at}: {name} is not known";
            if ((known ?? schema["additionalProperties"]) is not JsonObject next) continue;
            foreach (var fault in Faults(value, next, $"{at}.{name}")) yield return fault;
        }
    }

    private static decimal Number(JsonNode? node) => decimal.Parse(node!.ToJsonString(), CultureInfo.InvariantCulture);

    private static bool Is(JsonValueKind kind, string name, JsonNode? node) => (name, kind) switch
    {
        ("object", JsonValueKind.Object) or ("array", JsonValueKind.Array) or ("string", JsonValueKind.String) or ("number", JsonValueKind.Number) => true,
        ("boolean", JsonValueKind.True or JsonValueKind.False) => true,
        ("integer", JsonValueKind.Number) => decimal.IsInteger(Number(node)),
        _ => false,
    };
}
