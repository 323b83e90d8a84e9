using System.Collections;
using System.Collections.Concurrent;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using YamlDotNet.RepresentationModel;

namespace Atelier.Platform.Catalog;

/// <summary>YAML nodes to records, remembering where each field stood.</summary>
internal sealed class NodeReader(string file, SourceMap source, bool ignoreUnknown)
{
    public const int MaxDepth = 64; // an alias may point at what contains it
    private const int MaxNodes = 500_000; // and a few lines of aliases may stand for more than memory holds

    private static readonly ConcurrentDictionary<Type, IReadOnlyDictionary<string, Member>> Members = [];

    private int depth;
    private int nodes;

    public sealed record Member(PropertyInfo Property, bool Required, bool Nullable, PropertyInfo? Inline);

    public object? Read(YamlNode node, Type type, string path)
    {
        source.Remember(path, node);
        if (++nodes > MaxNodes) throw Fault(node, path, $"at most {MaxNodes:N0} values in a document, aliases followed");
        if (++depth > MaxDepth) throw Fault(node, path, $"at most {MaxDepth} levels");
        try
        {
            type = Nullable.GetUnderlyingType(type) ?? type;
            if (type == typeof(JsonNode)) return ReadFree(node, path);
            if (Argument(type, typeof(IReadOnlyList<>)) is [var element]) return ReadList(node, element, path);
            if (Argument(type, typeof(IReadOnlyDictionary<,>)) is [var key, var value]) return ReadMap(node, key, value, path);
            if (IsRecord(type)) return ReadRecord(node, type, path);
            if (node is not YamlScalarNode scalar) throw Fault(node, path, Scalars.Read(new YamlScalarNode(""), type, out var wanted) is null ? wanted : "text");
            return Scalars.Read(scalar, type, out var expected) ?? throw Fault(node, path, expected);
        }
        finally
        {
            depth--;
        }
    }

    private object ReadRecord(YamlNode node, Type type, string path)
    {
        if (node is not YamlMappingNode map) throw Fault(node, path, $"fields: {string.Join(", ", MembersOf(type).Keys)}");
        var members = MembersOf(type);
        var result = Activator.CreateInstance(type)!;
        var inlined = new Dictionary<PropertyInfo, object>();
        var seen = new HashSet<string>();
        foreach (var (keyNode, child) in map.Children)
        {
            var key = (keyNode as YamlScalarNode)?.Value ?? throw Fault(keyNode, path, "a field's name");
            if (!members.TryGetValue(key, out var member))
            {
                if (ignoreUnknown) continue;
                throw Fault(keyNode, Join(path, key), $"{Spelling.Suggest(key, members.Keys)}one of {string.Join(", ", members.Keys)}");
            }

            seen.Add(key);
            member.Property.SetValue(Owner(member), ReadMember(child, member, Join(path, key)));
        }

        foreach (var inline in members.Values) Owner(inline);
        var missing = members.FirstOrDefault(m => m.Value.Required && !seen.Contains(m.Key)).Key;
        if (missing is not null) throw new CatalogException(file, (int)node.Start.Line, (int)node.Start.Column, Join(path, missing), "nothing", "a value (it is required)");
        return result;

        object Owner(Member member)
        {
            if (member.Inline is not { } property) return result;
            if (!inlined.TryGetValue(property, out var owner)) property.SetValue(result, owner = inlined[property] = Activator.CreateInstance(property.PropertyType)!);
            return owner;
        }
    }

    private object? ReadMember(YamlNode node, Member member, string path)
    {
        if (node is not YamlScalarNode scalar || !Scalars.IsNull(scalar)) return Read(node, member.Property.PropertyType, path);
        source.Remember(path, node);
        return member.Nullable ? null : throw Fault(node, path, "a value");
    }

    private object ReadList(YamlNode node, Type element, string path)
    {
        if (node is not YamlSequenceNode list) throw Fault(node, path, "a list");
        var result = Array.CreateInstance(element, list.Children.Count);
        for (var i = 0; i < result.Length; i++) result.SetValue(ReadItem(list.Children[i], element, $"{path}[{i}]"), i);
        return result;
    }

    private object ReadMap(YamlNode node, Type key, Type value, string path)
    {
        if (node is not YamlMappingNode map) throw Fault(node, path, "fields by name");
        var result = (IDictionary)Activator.CreateInstance(typeof(Dictionary<,>).MakeGenericType(key, value))!;
        foreach (var (keyNode, child) in map.Children)
        {
            if (keyNode is not YamlScalarNode name) throw Fault(keyNode, path, "a name");
            var at = Join(path, name.Value ?? "");
            var read = Scalars.Read(name, key, out var expected) ?? throw Fault(keyNode, at, expected);
            result.Add(read, ReadEntry(child, value, at));
        }

        return result;
    }

    /// <summary>In a map of lists of groups, one group may stand for a list of one.</summary>
    private object? ReadEntry(YamlNode node, Type type, string path)
    {
        if (node is not YamlMappingNode || Argument(type, typeof(IReadOnlyList<>)) is not [var element] || !IsRecord(element)) return ReadItem(node, type, path);
        var one = Array.CreateInstance(element, 1);
        one.SetValue(Read(node, element, path), 0);
        return one;
    }

    private object? ReadItem(YamlNode node, Type type, string path) =>
        node is YamlScalarNode scalar && Scalars.IsNull(scalar) && type != typeof(JsonNode) ? throw Fault(node, path, "a value") : Read(node, type, path);

    private JsonNode? ReadFree(YamlNode node, string path)
    {
        switch (node)
        {
            case YamlMappingNode map:
                var fields = new JsonObject();
                foreach (var (keyNode, child) in map.Children)
                {
                    var key = (keyNode as YamlScalarNode)?.Value ?? throw Fault(keyNode, path, "a field's name");
                    fields.Add(key, (JsonNode?)Read(child, typeof(JsonNode), Join(path, key)));
                }

                return fields;
            case YamlSequenceNode list:
                return new JsonArray([.. list.Children.Select((child, i) => (JsonNode?)Read(child, typeof(JsonNode), $"{path}[{i}]"))]);
            default:
                return Scalars.Free((YamlScalarNode)node);
        }
    }

    private CatalogException Fault(YamlNode node, string path, string expected) =>
        new(file, (int)node.Start.Line, (int)node.Start.Column, path, SourceMap.Describe(node), expected);

    private static string Join(string path, string key) => path.Length == 0 ? key : $"{path}.{key}";

    public static bool IsRecord(Type type) => type.IsClass && type != typeof(string) && type != typeof(Uri);

    public static Type[]? Argument(Type type, Type generic) =>
        type.IsGenericType && type.GetGenericTypeDefinition() == generic ? type.GetGenericArguments() : null;

    public static IReadOnlyDictionary<string, Member> MembersOf(Type type) => Members.GetOrAdd(type, static type =>
        Describe(type, null).ToDictionary(member => Scalars.Camel(member.Property.Name)));

    private static IEnumerable<Member> Describe(Type type, PropertyInfo? inline)
    {
        var nullability = new NullabilityInfoContext();
        foreach (var property in type.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(p => p.CanWrite && p.GetIndexParameters().Length == 0))
        {
            if (property.IsDefined(typeof(CatalogInlineAttribute)))
            {
                foreach (var member in Describe(property.PropertyType, property)) yield return member;
                continue;
            }

            var nullable = nullability.Create(property).WriteState == NullabilityState.Nullable;
            yield return new Member(property, property.IsDefined(typeof(RequiredMemberAttribute)), nullable, inline);
        }
    }
}
