using System.Globalization;
using System.Text.Json;

namespace Atelier.Simulator.Vendors;

/// <summary>What is wrong with one field of a request.</summary>
internal sealed record Problem(string Field, string Message, bool Missing = false);

/// <summary>Reads a JSON object's fields within bounds, collecting problems instead of stopping at the first.</summary>
internal sealed class Fields(JsonElement root)
{
    public List<Problem> Problems { get; } = [];

    public string? Text(string name, int longest, bool required = false)
    {
        if (!Has(name, out var value))
        {
            if (required) Problems.Add(new Problem(name, "Field required", Missing: true));
            return null;
        }
        if (value.ValueKind != JsonValueKind.String) return Bad<string>(name, "Input should be a string");
        var text = value.GetString()!;
        if (required && string.IsNullOrWhiteSpace(text)) return Bad<string>(name, "Input should not be empty");
        return text.Length <= longest ? text : Bad<string>(name, $"Input should have at most {longest} characters, not {text.Length}");
    }

    /// <summary>A number, or a text that holds one.</summary>
    public double? Number(string name, double low, double high)
    {
        if (!Has(name, out var value)) return null;
        double number = 0;
        var read = value.ValueKind switch
        {
            JsonValueKind.Number => value.TryGetDouble(out number),
            JsonValueKind.String => double.TryParse(value.GetString(), NumberStyles.Float, CultureInfo.InvariantCulture, out number),
            _ => false,
        };
        if (read && number >= low && number <= high) return number;
        Problems.Add(new Problem(name, string.Create(CultureInfo.InvariantCulture, $"Input should be a number from {low} to {high}")));
        return null;
    }

    public long? Whole(string name, long low, long high)
    {
        var number = Number(name, low, high);
        if (number is null || number == Math.Floor(number.Value)) return (long?)number;
        Problems.Add(new Problem(name, "Input should be a whole number"));
        return null;
    }

    public IReadOnlyList<string> Texts(string name, int most, Func<string, bool> good, string expected)
    {
        if (!Has(name, out var value)) return [];
        bool Good(JsonElement item) => item.ValueKind == JsonValueKind.String && good(item.GetString()!);
        if (value.ValueKind != JsonValueKind.Array || value.GetArrayLength() > most || !value.EnumerateArray().All(Good))
            return Bad<string[]>(name, $"Input should be a list of at most {most} {expected}") ?? [];
        return [.. value.EnumerateArray().Select(v => v.GetString()!)];
    }

    public bool Has(string name, out JsonElement value)
    {
        value = default;
        return root.ValueKind == JsonValueKind.Object && root.TryGetProperty(name, out value) && value.ValueKind != JsonValueKind.Null;
    }

    public T? Bad<T>(string name, string message) where T : class
    {
        Problems.Add(new Problem(name, message));
        return null;
    }
}
