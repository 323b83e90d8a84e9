using System.Collections;
using System.Collections.Concurrent;
using System.Reflection;
using System.Text.Json;

namespace Atelier.Intake.Requests;

/// <summary>
/// JSON to a request's records, with every misfit noted under its path instead of the first one thrown: wrong types, unknown
/// members, text that is no text. What does not fit is left out of the result.
/// </summary>
internal sealed class RequestReader(Problems problems)
{
    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = 16, AllowDuplicateProperties = false };

    private static readonly ConcurrentDictionary<Type, Dictionary<string, PropertyInfo>> Members = [];

    /// <summary>The request; null when the body is no JSON object, which is then a problem.</summary>
    public static T? Read<T>(ReadOnlyMemory<byte> utf8, Problems problems) where T : class
    {
        try
        {
            using var json = JsonDocument.Parse(utf8, Strict);
            return (T?)new RequestReader(problems).Read(json.RootElement, typeof(T), "");
        }
        catch (JsonException e)
        {
            var place = e is { LineNumber: { } line, BytePositionInLine: { } column } ? $" at line {line + 1}, column {column + 1}" : "";
            problems.Add("$", $"malformed JSON{place}: {e.Message.Split(" LineNumber:")[0]}", "send one JSON object in UTF-8, each member once");
            return null;
        }
        catch (InvalidOperationException) // how System.Text.Json says that a member's name is half a character
        {
            problems.Add("$", "a member name that is no valid Unicode", "send UTF-8 without lone surrogates");
            return null;
        }
    }

    private object? Read(JsonElement json, Type type, string path)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        if (json.ValueKind == JsonValueKind.Null && path.Length > 0)
            return null;
        if (type == typeof(IReadOnlyDictionary<string, string>))
            return json.ValueKind == JsonValueKind.Object ? ReadVariables(json, path) : Misfit(json, path, "an object of texts");
        if (type.IsGenericType)
            return json.ValueKind == JsonValueKind.Array ? ReadList(json, type.GetGenericArguments()[0], path) : Misfit(json, path, "a list");
        if (type.IsClass && type != typeof(string))
            return json.ValueKind == JsonValueKind.Object ? ReadRecord(json, type, path) : Misfit(json, path, $"an object with {string.Join(", ", MembersOf(type).Keys)}");
        return JsonScalars.Read(json, type, out var expected) ?? Misfit(json, path, expected);
    }

    private object ReadRecord(JsonElement json, Type type, string path)
    {
        var record = Activator.CreateInstance(type)!;
        var members = MembersOf(type);
        foreach (var (name, value, at) in Fields(json, path))
        {
            if (members.TryGetValue(name, out var member))
                member.SetValue(record, Read(value, member.PropertyType, at));
            else
                problems.Add(at, "an unknown member", $"leave it out, or {Choice.Of(name, members.Keys)}");
        }
        return record;
    }

    private IList ReadList(JsonElement json, Type element, string path)
    {
        var list = Array.CreateInstance(element, json.GetArrayLength());
        var i = 0;
        foreach (var item in json.EnumerateArray())
        {
            var at = $"{path}[{i}]";
            list.SetValue(item.ValueKind == JsonValueKind.Null ? Misfit(item, at, "a value") : Read(item, element, at), i++);
        }
        return list;
    }

    private SortedDictionary<string, string> ReadVariables(JsonElement json, string path)
    {
        var variables = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, value, at) in Fields(json, path))
        {
            if (value.ValueKind == JsonValueKind.Null)
                Misfit(value, at, "text");
            else if (value.ValueKind is JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False)
                variables[name] = value.GetRawText();
            else if (Read(value, typeof(string), at) is string text)
                variables[name] = text;
        }
        return variables;
    }

    private IEnumerable<(string Name, JsonElement Value, string Path)> Fields(JsonElement json, string path)
    {
        foreach (var field in json.EnumerateObject())
        {
            var name = field.Name;
            if (name.Any(char.IsControl))
            {
                problems.Add(path.Length == 0 ? "$" : path, "a member name with control characters", "use plain names");
                continue;
            }
            var shown = name.Length > 60 ? name[..57] + "…" : name;
            yield return (name, field.Value, path.Length == 0 ? shown : $"{path}.{shown}");
        }
    }

    private object? Misfit(JsonElement json, string path, string expected)
    {
        problems.Add(path.Length == 0 ? "$" : path, JsonScalars.Describe(json), $"send {expected}");
        return null;
    }

    private static Dictionary<string, PropertyInfo> MembersOf(Type type) =>
        Members.GetOrAdd(type, static type => type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .ToDictionary(property => JsonNamingPolicy.CamelCase.ConvertName(property.Name)));
}
