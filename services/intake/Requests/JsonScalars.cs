using System.Globalization;
using System.Text.Json;
using Atelier.Contracts;

namespace Atelier.Intake.Requests;

/// <summary>Single values of a request.</summary>
internal static class JsonScalars
{
    /// <summary>The value as the wanted type; null when it does not fit, with what would.</summary>
    public static object? Read(JsonElement json, Type type, out string expected)
    {
        var isNumber = json.ValueKind == JsonValueKind.Number;
        if (type == typeof(string))
        {
            expected = "text in UTF-8, without lone surrogates or control characters";
            return json.ValueKind == JsonValueKind.String ? TryText(() => json.GetString()!) : null;
        }
        if (type == typeof(bool))
        {
            expected = "true or false, without quotes";
            return json.ValueKind is JsonValueKind.True or JsonValueKind.False ? json.GetBoolean() : null;
        }
        if (type == typeof(long))
        {
            expected = "a whole number, without quotes";
            return isNumber && json.TryGetInt64(out var whole) ? whole : null;
        }
        if (type == typeof(double))
        {
            expected = "a number, without quotes";
            return isNumber && json.TryGetDouble(out var number) && double.IsFinite(number) ? number : null;
        }
        if (type == typeof(decimal))
        {
            expected = "an amount of at most 28 digits, without quotes";
            return isNumber && json.TryGetDecimal(out var amount) ? amount : null;
        }
        if (type == typeof(TimeSpan))
        {
            expected = "seconds as a number, or text such as \"5s\"";
            return Seconds(json) is { } seconds && Math.Abs(seconds) < 1e6 ? TimeSpan.FromSeconds(seconds) : null;
        }
        if (type.IsEnum)
        {
            var names = AtelierJson.NamesOf(type).ToArray();
            expected = $"one of {string.Join(", ", names)}";
            var at = json.ValueKind == JsonValueKind.String ? Array.IndexOf(names, TryText(() => json.GetString()!)) : -1;
            return at < 0 ? null : Enum.GetValues(type).GetValue(at);
        }
        throw new NotSupportedException($"a request cannot hold a {type}");
    }

    /// <summary>Text that every store can hold: null for lone surrogates and for control characters other than tab and line ends.</summary>
    public static string? TryText(Func<string> read)
    {
        try
        {
            var text = read();
            return text.Any(c => char.IsControl(c) && c is not ('\n' or '\r' or '\t')) ? null : text;
        }
        catch (InvalidOperationException) // how System.Text.Json says that an escape is half a character
        {
            return null;
        }
    }

    public static string Describe(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.String => Problems.Show(TryText(() => json.GetString()!) ?? "text with invalid characters"),
        JsonValueKind.Object => "an object",
        JsonValueKind.Array => "a list",
        _ => json.GetRawText() is { Length: > 40 } raw ? raw[..40] + "…" : json.GetRawText(),
    };

    private static double? Seconds(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.Number when json.TryGetDouble(out var seconds) && double.IsFinite(seconds) => seconds,
        JsonValueKind.String when TryText(() => json.GetString()!) is { } text && text.EndsWith('s')
            && double.TryParse(text[..^1], NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var seconds) => seconds,
        _ => null,
    };
}
