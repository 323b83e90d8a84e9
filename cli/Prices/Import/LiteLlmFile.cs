using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.RegularExpressions;
using Atelier.Contracts.Catalog;

namespace Atelier.Cli.Prices.Import;

/// <summary>
/// Reads LiteLLM's model price map (model_prices_and_context_window.json): one object, a row a model, US dollars. Its keys may carry a quality and a
/// size (<c>high/1024-x-1024/name</c>).
/// </summary>
internal static partial class LiteLlmFile
{
    public const string Name = "litellm";

    private static readonly string[] Media = ["image_generation", "image_edit", "video_generation"];
    private static readonly string[] Qualities = ["low", "medium", "high", "standard", "hd"];

    /// <summary>Fields that price what is not made here: cached and batched tokens, sound, tools.</summary>
    private static readonly string[] Others = ["cache_", "_batches", "audio", "reasoning", "search_context", "code_interpreter", "computer_use", "file_search", "vector_store"];

    public static Source Read(string path)
    {
        var bytes = File.ReadAllBytes(path);
        using var json = JsonText.Parse(bytes, path);
        return new Source(Name, $"{Path.GetFileName(path)} of LiteLLM ({Convert.ToHexStringLower(SHA256.HashData(bytes))[..12]})", [.. json.RootElement.EnumerateObject().Select(Row)]);
    }

    private static SourceRow Row(JsonProperty row)
    {
        var parts = row.Name.Split('/');
        var quality = parts.FirstOrDefault(Qualities.Contains);
        var size = parts.Select(part => Size().Match(part)).FirstOrDefault(match => match.Success);
        var steps = parts.FirstOrDefault(part => part.EndsWith("-steps", StringComparison.Ordinal) || part == "max-x-max");
        var read = new SourceRow(Name, row.Name, string.Join('/', parts.Where(part => !Qualities.Contains(part) && !Size().IsMatch(part))));
        if (row.Name == "sample_spec")
            return read with { Fate = RowFate.Template };
        if (row.Value.ValueKind != JsonValueKind.Object)
            return read with { Notes = ["the row is no object"] };
        var mode = row.Value.TryGetProperty("mode", out var found) ? found.ToString() : "none";
        if (!Media.Contains(mode))
            return read with { Fate = RowFate.NotMedia, Notes = [$"mode {mode}"] };
        if (steps is not null)
            return read with { Notes = [$"priced by {steps}, which the price book has no condition for"] };
        PriceCondition? when = size is null ? null : new PriceCondition { Size = [$"{size.Groups[1].Value}x{size.Groups[2].Value}"] };
        decimal? pixels = size is null ? null : decimal.Parse(size.Groups[1].Value, CultureInfo.InvariantCulture) * decimal.Parse(size.Groups[2].Value, CultureInfo.InvariantCulture);
        return Figures(read, row.Value, quality, when, pixels);
    }

    private static SourceRow Figures(SourceRow read, JsonElement row, string? quality, PriceCondition? when, decimal? pixels)
    {
        var (quotes, notes, figures) = (new List<Quote>(), new List<string>(), new Dictionary<string, decimal>());
        foreach (var field in row.EnumerateObject().Where(field => field.Name.Contains("cost", StringComparison.Ordinal)))
        {
            if (Others.Any(other => field.Name.Contains(other, StringComparison.Ordinal)))
                continue;
            if (field.Value.ValueKind != JsonValueKind.Number || !field.Value.TryGetDecimal(out var usd))
                notes.Add($"{field.Name} is no number");
            else if (usd == 0)
                notes.Add($"{field.Name} is 0: a zero is no price");
            else
                figures[field.Name] = usd;
        }
        var made = figures.Keys.Any(name => name is "output_cost_per_image" or "output_cost_per_image_token");
        foreach (var (field, usd) in figures)
        {
            switch (field)
            {
                case "output_cost_per_image": Add(PriceUnit.Image); break;
                case "input_cost_per_image" when figures.TryGetValue("output_cost_per_image", out var output) && output == usd: notes.Add($"{field} repeats output_cost_per_image, and is not taken as a charge for pictures that are given"); break;
                case "input_cost_per_image" when made: Add(PriceUnit.Reference); break;
                case "input_cost_per_image": Add(PriceUnit.Image); break; // the only price of a row that makes pictures: the map's own reckoning charges it for each one made
                case "input_cost_per_pixel" or "output_cost_per_pixel" when figures.ContainsKey("input_cost_per_image") && !made: notes.Add($"{field} says again what input_cost_per_image says"); break;
                case "input_cost_per_pixel" or "output_cost_per_pixel" when pixels is { } of: quotes.Add(new Quote(PriceUnit.Image, decimal.Round(usd * of, 6), $"{field} × {of}", quality, when)); break;
                case "input_cost_per_pixel" or "output_cost_per_pixel": quotes.Add(new Quote(PriceUnit.Megapixel, usd * 1_000_000m, $"{field} × 1000000", quality, when)); break;
                case "input_cost_per_token": Add(PriceUnit.InputTextToken); break;
                case "input_cost_per_image_token": Add(PriceUnit.InputImageToken); break;
                case "output_cost_per_token": Add(PriceUnit.OutputTextToken); break;
                case "output_cost_per_image_token": Add(PriceUnit.OutputImageToken); break;
                case "output_cost_per_second" or "output_cost_per_video_per_second":
                    quotes.Add(new Quote(PriceUnit.Second, usd, field, quality, figures.Keys.Any(name => Resolution().IsMatch(name)) ? new PriceCondition { Resolution = "720p" } : when)); break;
                case var name when Resolution().Match(name) is { Success: true } match: quotes.Add(new Quote(PriceUnit.Second, usd, field, quality, new PriceCondition { Resolution = match.Groups[1].Value })); break;
                default: notes.Add($"{field}: a unit that the price book does not have"); break;
            }

            void Add(PriceUnit unit) => quotes.Add(new Quote(unit, usd, field, quality, when));
        }
        if (quotes.Count == 0 && notes.Count == 0)
            notes.Add("the row carries no price");
        return read with { Quotes = quotes, Notes = notes };
    }

    [GeneratedRegex(@"^(\d+)-x-(\d+)$")]
    private static partial Regex Size();

    [GeneratedRegex(@"^output_cost_per_(?:video_per_)?second_(\d+p|4k)$")]
    private static partial Regex Resolution();
}
