using System.Security.Cryptography;
using System.Text.Json;
using System.Text.RegularExpressions;
using Atelier.Contracts.Catalog;

namespace Atelier.Cli.Prices.Import;

/// <summary>
/// Reads Portkey's pricing files (Portkey-AI/models, pricing/*.json): a file a provider, a row a model, US cents under <c>pricing_config.pay_as_you_go</c>.
/// A row is known as <c>file/key</c>; the same model may stand there once for each length of context.
/// </summary>
internal static partial class PortkeyFolder
{
    public const string Name = "portkey";

    private const decimal Cents = 100m;

    /// <summary>What is written as a price there and is a count.</summary>
    private static readonly string[] Counts = ["default_steps", "default_duration_seconds", "default_sample_count"];

    /// <summary>Tools, memory and sound, which cost no picture anything.</summary>
    private static readonly string[] Others = ["search", "maps", "cache", "audio", "input_video"];

    public static Source Read(string folder)
    {
        var files = Directory.Exists(folder) ? Directory.EnumerateFiles(folder, "*.json").Order(StringComparer.Ordinal).ToList() : throw new InvalidOperationException($"There is no folder {folder}: give that of the files pricing/*.json.");
        if (files.Count == 0)
            throw new InvalidOperationException($"{folder} holds no *.json: give the folder of the files pricing/*.json.");
        var (rows, hash) = (new List<SourceRow>(), SHA256.Create());
        foreach (var file in files)
        {
            var bytes = File.ReadAllBytes(file);
            hash.TransformBlock(bytes, 0, bytes.Length, null, 0);
            using var json = JsonText.Parse(bytes, file);
            rows.AddRange(json.RootElement.EnumerateObject().Select(row => Row(Path.GetFileNameWithoutExtension(file), row)));
        }
        hash.TransformFinalBlock([], 0, 0);
        return new Source(Name, $"{files.Count} pricing files of Portkey ({Convert.ToHexStringLower(hash.Hash!)[..12]})", rows);
    }

    private static SourceRow Row(string file, JsonProperty row)
    {
        var read = new SourceRow(Name, $"{file}/{row.Name}", $"{file}/{Context().Replace(row.Name, "")}");
        if (row.Name == "default")
            return read with { Fate = RowFate.Template };
        if (!row.Value.TryGetProperty("pricing_config", out var config) || !config.TryGetProperty("pay_as_you_go", out var pay) || pay.ValueKind != JsonValueKind.Object)
            return read with { Notes = ["the row carries no price"] };
        if (config.TryGetProperty("currency", out var currency) && currency.ToString() != "USD")
            return read with { Notes = [$"in {currency}, not in US dollars"] };
        var (quotes, notes, media) = (new List<Quote>(), new List<string>(), false);
        foreach (var (field, quality, when, price) in Fields(pay))
        {
            if (Counts.Contains(field))
            {
                notes.Add($"{field} is a count, not a price");
                continue;
            }
            if (Others.Any(other => field.Contains(other, StringComparison.Ordinal)))
                continue;
            var (unit, at, isMedia) = Unit(field);
            media |= isMedia;
            if (price.ValueKind != JsonValueKind.Number || !price.TryGetDecimal(out var cents))
                notes.Add($"{field} is no number");
            else if (cents == 0)
                notes.Add($"{field} is 0: a zero is no price");
            else if (unit is not { } known)
                notes.Add($"{field}: a unit that the price book does not have");
            else
                quotes.Add(new Quote(known, cents / Cents, field, quality, when ?? at));
        }
        if (row.Value.TryGetProperty("custom_pricing", out _) && media)
            notes.Add("custom_pricing (other regions, batches) is not read");
        if (!media && quotes.Count > 0)
            return read with { Fate = RowFate.NotMedia };
        if (quotes.Count == 0 && notes.Count == 0)
            notes.Add("the row carries no price");
        return read with { Quotes = media ? quotes : [], Notes = notes };
    }

    private static IEnumerable<(string Field, string? Quality, PriceCondition? When, JsonElement Price)> Fields(JsonElement pay)
    {
        foreach (var field in pay.EnumerateObject().Where(field => field.Value.ValueKind == JsonValueKind.Object))
        {
            if (field.Name == "image")
            {
                foreach (var quality in field.Value.EnumerateObject().Where(quality => quality.Value.ValueKind == JsonValueKind.Object))
                {
                    foreach (var size in quality.Value.EnumerateObject())
                        yield return ("image", quality.Name == "default" ? null : quality.Name, size.Name == "default" ? null : new PriceCondition { Size = [size.Name] }, Price(size.Value));
                }
            }
            else if (field.Name == "additional_units")
            {
                foreach (var unit in field.Value.EnumerateObject())
                    yield return (unit.Name, null, null, Price(unit.Value));
            }
            else
            {
                yield return (field.Name, null, null, Price(field.Value));
            }
        }

        static JsonElement Price(JsonElement holder) => holder.ValueKind == JsonValueKind.Object && holder.TryGetProperty("price", out var price) ? price : default;
    }

    private static (PriceUnit? Unit, PriceCondition? When, bool Media) Unit(string field) => field switch
    {
        "image" => (PriceUnit.Image, null, true),
        "request_token" or "request_text_token" => (PriceUnit.InputTextToken, null, false),
        "response_token" or "response_text_token" => (PriceUnit.OutputTextToken, null, false),
        "request_image_token" => (PriceUnit.InputImageToken, null, true),
        "response_image_token" or "image_token" => (PriceUnit.OutputImageToken, null, true),
        "output_video_token" => (PriceUnit.OutputVideoToken, null, true),
        "input_image" => (PriceUnit.Reference, null, true),
        "megapixels" => (PriceUnit.Megapixel, null, true),
        "video_seconds" => (PriceUnit.Second, null, true),
        "image_1k" => (PriceUnit.Image, new PriceCondition { Megapixels = new Bounds { Max = 1.1m } }, true),
        _ when Video().Match(field) is { Success: true } match => (PriceUnit.Second, new PriceCondition { Resolution = ResolutionOf(int.Parse(match.Groups[1].Value), int.Parse(match.Groups[2].Value)) }, true),
        _ => (null, null, false),
    };

    private static string ResolutionOf(int width, int height) => Math.Min(width, height) is 2160 ? "4k" : $"{Math.Min(width, height)}p";

    [GeneratedRegex("-(lte|gt)-128k$")]
    private static partial Regex Context();

    [GeneratedRegex(@"^video_duration_seconds_(\d+)_(\d+)$")]
    private static partial Regex Video();
}
