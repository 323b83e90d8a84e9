using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Atelier.Platform.Catalog;

/// <summary>Single values. Only plain scalars are numbers, booleans or nothing; a quoted one is text, as YAML says.</summary>
internal static class Scalars
{
    private static readonly (string Suffix, double Seconds)[] Units = [("ms", 0.001), ("s", 1), ("m", 60), ("h", 3600), ("d", 86400)];

    private static readonly string[] InstantForms = ["yyyy-MM-dd", "yyyy-MM-dd'T'HH:mm'Z'", "yyyy-MM-dd'T'HH:mm:ss'Z'", "yyyy-MM-dd'T'HH:mm:ss.fff'Z'", "yyyy-MM-dd'T'HH:mm:sszzz"];

    public static bool IsNull(YamlScalarNode node) => IsPlain(node) && node.Value is (null or "" or "~" or "null");

    /// <summary>The value as the wanted type, else null with what was expected.</summary>
    public static object? Read(YamlScalarNode node, Type type, out string expected)
    {
        var text = node.Value ?? "";
        expected = Expectation(type);
        if (type == typeof(string)) return text;
        if (type.IsEnum) return EnumValue(text, type);
        if (type == typeof(TimeSpan)) return Duration(text);
        if (type == typeof(DateTimeOffset)) return Instant(text);
        if (type == typeof(Uri)) return Uri.TryCreate(text, UriKind.Absolute, out var uri) ? uri : null;
        if (!IsPlain(node)) return null;
        if (type == typeof(bool)) return text switch { "true" => true, "false" => false, _ => null };
        if (type == typeof(int)) return int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var i) ? i : null;
        if (type == typeof(long)) return long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var l) ? l : null;
        if (type == typeof(decimal)) return decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var m) ? m : null;
        if (type == typeof(double)) return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var d) && double.IsFinite(d) ? d : null;
        throw new NotSupportedException($"a catalog document cannot hold a {type}");
    }

    /// <summary>A value of free shape: numbers, booleans and nothing by YAML's core schema, else text.</summary>
    public static JsonNode? Free(YamlScalarNode node)
    {
        var text = node.Value ?? "";
        if (!IsPlain(node)) return JsonValue.Create(text);
        if (IsNull(node)) return null;
        if (text is "true" or "false") return JsonValue.Create(text == "true");
        if (long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole)) return JsonValue.Create(whole);
        if (decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)) return JsonValue.Create(number);
        return JsonValue.Create(text);
    }

    public static string NameOf(object enumValue) => Camel(enumValue.ToString()!);

    public static string Camel(string name) => JsonNamingPolicy.CamelCase.ConvertName(name);

    private static bool IsPlain(YamlScalarNode node) => node.Style is ScalarStyle.Plain or ScalarStyle.Any;

    private static object? EnumValue(string text, Type type)
    {
        foreach (var value in Enum.GetValues(type))
        {
            if (NameOf(value) == text) return value;
        }

        return null;
    }

    private static object? Duration(string text)
    {
        foreach (var (suffix, seconds) in Units)
        {
            if (text.EndsWith(suffix, StringComparison.Ordinal)
                && double.TryParse(text[..^suffix.Length], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var amount)
                && amount * seconds < TimeSpan.MaxValue.TotalSeconds) return TimeSpan.FromSeconds(amount * seconds);
        }

        return TimeSpan.TryParseExact(text, @"hh\:mm\:ss", CultureInfo.InvariantCulture, out var span) ? span : null;
    }

    private static object? Instant(string text) =>
        DateTimeOffset.TryParseExact(text, InstantForms, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var instant) ? instant : null;

    private static string Expectation(Type type) => type switch
    {
        _ when type == typeof(int) || type == typeof(long) => "a whole number",
        _ when type == typeof(decimal) || type == typeof(double) => "a number",
        _ when type == typeof(bool) => "true or false",
        _ when type == typeof(TimeSpan) => "a duration such as 250ms, 90s, 2m or 00:01:30",
        _ when type == typeof(DateTimeOffset) => "a time such as 2026-11-01 or 2026-11-01T08:00:00Z",
        _ when type == typeof(Uri) => "an absolute address",
        { IsEnum: true } => "one of " + string.Join(", ", Enum.GetValues(type).Cast<object>().Select(NameOf)),
        _ => "text",
    };
}
