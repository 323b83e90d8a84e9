using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Atelier.Contracts;
using Atelier.Generator.Hooks;

namespace Atelier.Generator.Wire;

/// <summary>What a call's templates may name. Everything but <c>wire.*</c> and <c>size.*</c> comes from the attempt.</summary>
internal sealed partial record TemplateValues
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
        ["firstFrame.mediaType"] = v => v.FirstFrame?.MediaType,
        ["firstFrame.base64"] = v => v.FirstFrame?.Base64,
        ["references.dataUri"] = v => v.References is [] ? null : v.References.Select(r => r.DataUri).ToArray(),
        ["references.weight"] = v => v.References is [] ? null : v.References.Select(r => r.Weight).ToArray(),
        ["webhook"] = v => v.Hook?.AddressOf(v.Attempt),
        ["webhook.secret"] = v => v.Hook?.SecretOf(v.Attempt),
        ["item.dataUri"] = v => v.Item?.DataUri,
        ["item.base64"] = v => v.Item?.Base64,
        ["item.mediaType"] = v => v.Item?.MediaType,
        ["item.weight"] = v => v.Item?.Weight,
        ["job"] = v => v.Job is { } job ? Uri.EscapeDataString(job) : null,
        ["job.path"] = v => v.Job is { } job ? string.Join('/', job.Split('/').Select(Uri.EscapeDataString)) : null,
        ["references.base64"] = v => v.References is [] ? null : v.References.Select(r => r.Base64).ToArray(),
    };

    public required Guid Attempt { get; init; }

    public required EffectiveParameters Parameters { get; init; }

    public required IReadOnlyDictionary<string, JsonNode> Wire { get; init; }

    /// <summary>What the vendor calls the size that is asked for.</summary>
    public IReadOnlyDictionary<string, JsonNode>? Size { get; init; }

    /// <summary>What the vendor calls the pictures that were sent to it before: a name, or a list of them.</summary>
    public IReadOnlyDictionary<string, object>? Uploads { get; init; }

    /// <summary>The picture that is being sent before the request.</summary>
    public Picture? Uploading { get; init; }

    /// <summary>Where the vendor may call; null: nowhere.</summary>
    public Hook? Hook { get; init; }

    /// <summary>The job's id, for the addresses that lead to it.</summary>
    public string? Job { get; init; }

    public Picture? FirstFrame { get; init; }

    /// <summary>The reference that a list is at.</summary>
    public Picture? Item { get; init; }

    public IReadOnlyList<Picture> References { get; init; } = [];

    public static IEnumerable<string> Names => Known.Keys;

    /// <summary>How to get a value; null: there is none of that name.</summary>
    public static Func<TemplateValues, object?>? Named(string name)
    {
        if (Rest(name, "wire.") is { } own) return values => values.Wire.GetValueOrDefault(own);
        if (Rest(name, "upload.") is { } upload) return values => values.Uploads?.GetValueOrDefault(upload);
        if (Rest(name, "size.") is { } term) return values => values.Size?.GetValueOrDefault(term);
        if (Numbered().Match(name) is { Success: true } numbered)
        {
            var (index, encoded) = (int.Parse(numbered.Groups[1].Value, CultureInfo.InvariantCulture), numbered.Groups[2].Value == "base64");
            return values => values.References.ElementAtOrDefault(index) is not { } picture ? null : encoded ? picture.Base64 : picture.DataUri;
        }

        return Known.GetValueOrDefault(name);
    }

    /// <summary>Whether it is the id of a job, which only addresses that lead to one may name.</summary>
    public static bool IsJob(string name) => name is "job" or "job.path";

    /// <summary>One reference of the list, from 0.</summary>
    [GeneratedRegex(@"^references\.(\d{1,2})\.(base64|dataUri)$")]
    private static partial Regex Numbered();

    private static string? Rest(string name, string prefix) => name.StartsWith(prefix, StringComparison.Ordinal) ? name[prefix.Length..] : null;

    private static string Ratio(int width, int height)
    {
        var (a, b) = (width, height);
        while (b != 0) (a, b) = (b, a % b);
        return $"{width / a}:{height / a}";
    }

    /// <summary>A reference picture, encoded once it is asked for.</summary>
    internal sealed record Picture(string MediaType, byte[] Bytes, double Weight = 1)
    {
        /// <summary>What it is for, as the request says.</summary>
        public string? Role { get; init; }

        public string Base64 => Convert.ToBase64String(Bytes);

        /// <summary>The same picture has the same name wherever it is sent as a file.</summary>
        public string FileName => $"{Convert.ToHexStringLower(SHA256.HashData(Bytes))[..16]}.{MediaType[(MediaType.IndexOf('/') + 1)..]}";

        public string DataUri => $"data:{MediaType};base64,{Base64}";
    }
}
