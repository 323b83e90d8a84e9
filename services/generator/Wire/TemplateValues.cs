using System.Text.Json.Nodes;
using Atelier.Contracts;

namespace Atelier.Generator.Wire;

/// <summary>What a call's templates may name. Everything but <c>wire.*</c> comes from the attempt.</summary>
internal sealed record TemplateValues
{
    private static readonly Dictionary<string, Func<TemplateValues, object?>> Known = new()
    {
        ["attempt"] = v => v.Attempt.ToString("D"),
        ["prompt"] = v => v.Parameters.Prompt,
        ["negativePrompt"] = v => v.Parameters.NegativePrompt,
        ["seed"] = v => v.Parameters.Seed,
        ["guidance"] = v => v.Parameters.Guidance,
        ["width"] = v => (long)v.Parameters.Width,
        ["height"] = v => (long)v.Parameters.Height,
        ["aspectRatio"] = v => Ratio(v.Parameters.Width, v.Parameters.Height),
        ["duration"] = v => v.Parameters.Duration?.TotalSeconds,
        ["motion.strength"] = v => v.Parameters.Motion?.Strength,
        ["motion.camera"] = v => v.Parameters.Motion?.Camera,
        ["palette"] = v => v.Parameters.Palette is { Count: > 0 } palette ? palette : null,
        ["firstFrame.dataUri"] = v => v.FirstFrame?.DataUri,
        ["firstFrame.base64"] = v => v.FirstFrame?.Base64,
        ["references.dataUri"] = v => v.References is [] ? null : v.References.Select(r => r.DataUri).ToArray(),
        ["references.weight"] = v => v.References is [] ? null : v.References.Select(r => r.Weight).ToArray(),
        ["references.base64"] = v => v.References is [] ? null : v.References.Select(r => r.Base64).ToArray(),
    };

    public required Guid Attempt { get; init; }

    public required EffectiveParameters Parameters { get; init; }

    public required IReadOnlyDictionary<string, JsonNode> Wire { get; init; }

    public Picture? FirstFrame { get; init; }

    public IReadOnlyList<Picture> References { get; init; } = [];

    public static IEnumerable<string> Names => Known.Keys;

    /// <summary>How to get a value; null: there is none of that name.</summary>
    public static Func<TemplateValues, object?>? Named(string name)
    {
        if (!name.StartsWith("wire.", StringComparison.Ordinal)) return Known.GetValueOrDefault(name);
        var own = name["wire.".Length..];
        return values => values.Wire.GetValueOrDefault(own);
    }

    private static string Ratio(int width, int height)
    {
        var (a, b) = (width, height);
        while (b != 0) (a, b) = (b, a % b);
        return $"{width / a}:{height / a}";
    }

    /// <summary>A reference picture, encoded once it is asked for.</summary>
    internal sealed record Picture(string MediaType, byte[] Bytes, double Weight = 1)
    {
        public string Base64 => Convert.ToBase64String(Bytes);

        public string DataUri => $"data:{MediaType};base64,{Base64}";
    }
}
