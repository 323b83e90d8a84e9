using System.Text.Json;
using System.Text.Json.Serialization;

namespace Atelier.Contracts;

/// <summary>The one JSON dialect of Atelier's messages, stores and HTTP bodies.</summary>
public static class AtelierJson
{
    /// <summary>camelCase names, enums as camelCase strings, nulls left out, unknown members ignored (additive change only).</summary>
    public static JsonSerializerOptions Options { get; } = Freeze(Configure(new JsonSerializerOptions(JsonSerializerDefaults.Web)));

    /// <summary>Applies the dialect to options that a framework owns (HTTP, bus).</summary>
    public static JsonSerializerOptions Configure(JsonSerializerOptions options)
    {
        options.PropertyNamingPolicy = JsonNamingPolicy.CamelCase;
        options.PropertyNameCaseInsensitive = true;
        options.DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull;
        options.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.CamelCase));
        return options;
    }

    /// <summary>The name that a value of an enum has in the dialect, as <c>vendorError</c>.</summary>
    public static string NameOf(Enum value) => JsonNamingPolicy.CamelCase.ConvertName(value.ToString());

    /// <summary>The names that the values of an enum have in the dialect, in their order.</summary>
    public static IEnumerable<string> NamesOf(Type type) => Enum.GetNames(type).Select(JsonNamingPolicy.CamelCase.ConvertName);

    private static JsonSerializerOptions Freeze(JsonSerializerOptions options)
    {
        options.MakeReadOnly(populateMissingResolver: true);
        return options;
    }
}
