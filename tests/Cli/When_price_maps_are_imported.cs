using Atelier.Cli.Prices;
using Atelier.Cli.Prices.Import;
using Atelier.Contracts.Catalog;
using Atelier.Platform.Catalog;
using Atelier.TestKit;

namespace Atelier.Cli.Tests;

public sealed class When_price_maps_are_imported : IDisposable
{
    private const string Sources = """
        models:
          acme/still: { litellm: [acme/still-1], portkey: [acme/still-1] }
          acme/new: { litellm: [acme/new-1] }
          acme/tokens: { litellm: [acme/tokens-1], portkey: [acme/tokens-1], quality: high }
          acme/clip: { litellm: [acme/clip-1], portkey: [acme/clip-1] }
          acme/twice: { litellm: [acme/twice-1] }
          acme/sized: { litellm: [acme/sized-1] }
          acme/pixels: { litellm: [acme/still-1] }
        plausible:
          image: { min: 0.001, max: 2 }
          second: { min: 0.005, max: 5 }
          reference: { min: 0.0001, max: 1 }
        """;

    private const string Book = """
        models:
          acme/still: { per: image, usd: 0.05 }
          acme/tokens: { charges: [{ per: inputTextToken, usd: 0.000005, most: 8000 }, { per: outputImageToken, usd: 0.00003, most: 6000 }] }
          acme/clip: { per: second, usd: 0.15 }
          acme/sized: { charges: [{ per: image, rates: [{ when: { resolution: 720p }, usd: 0.05 }, { usd: 0.08 }] }] }
          acme/pixels: { per: megapixel, usd: 0.05 }
          acme/twice: { unpriced: nobody has looked }
        ownWork: { inspectionUsdPerSecond: 0, refinementUsdPerSecond: 0 }
        """;

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void what_is_new_changed_and_the_same_is_told_and_taken()
    {
        var lines = Plan("""{ "acme/still-1": { "mode": "image_generation", "output_cost_per_image": 0.06 }, "acme/new-1": { "mode": "image_edit", "output_cost_per_image": 0.02 } }""", """{ "still-1": { "pricing_config": { "pay_as_you_go": { "image": { "default": { "default": { "price": 6 } } } } } } }""");
        var still = Line(lines, "acme/still");
        Assert.Equal((Finding.Changed, "+20 %", 0.06m), (still.Finding, still.Remark, still.Taken!.Value.Points[0].Usd));
        Assert.Equal((Finding.New, 0.02m), (Line(lines, "acme/new").Finding, Line(lines, "acme/new").Taken!.Value.Points[0].Usd));
        Assert.Equal(Finding.Same, Line(Plan("""{ "acme/still-1": { "mode": "image_generation", "output_cost_per_image": 0.05 } }""", null), "acme/still").Finding);
    }

    [Fact]
    public void what_sources_say_differently_is_shown_and_chosen_only_by_an_explicit_word()
    {
        const string Litellm = """{ "acme/clip-1": { "mode": "video_generation", "output_cost_per_second": 0.15 } }""";
        const string Portkey = """{ "clip-1": { "pricing_config": { "pay_as_you_go": { "additional_units": { "video_duration_seconds_1280_720": { "price": 10 }, "video_duration_seconds_1920_1080": { "price": 12 }, "video_duration_seconds_3840_2160": { "price": 30 }, "default_duration_seconds": { "price": 8 } } } } } }""";
        var conflict = Line(Plan(Litellm, Portkey), "acme/clip");
        Assert.Equal((Finding.Conflict, null), (conflict.Finding, conflict.Taken));
        Assert.StartsWith("-33.3 %, -20 %, +100 %", conflict.Remark, StringComparison.Ordinal);
        var preferred = Line(Plan(Litellm, Portkey, prefer: "portkey"), "acme/clip");
        Assert.Equal((Finding.Changed, "$0.1 per second up to 720p; $0.12 up to 1080p; $0.3 up to 4k"), (preferred.Finding, PricePoint.Words(preferred.Taken!.Value.Points)));
        Assert.Equal(Finding.Same, Line(Plan(Litellm, Portkey, prefer: "litellm"), "acme/clip").Finding);
    }

    [Fact]
    public void a_large_change_and_a_flat_price_in_place_of_several_wait_for_a_word()
    {
        const string Litellm = """{ "acme/still-1": { "mode": "image_generation", "output_cost_per_image": 0.005 }, "acme/sized-1": { "mode": "image_generation", "output_cost_per_image": 0.05 } }""";
        Assert.Equal((Finding.Held, Finding.Held), (Line(Plan(Litellm, null), "acme/still").Finding, Line(Plan(Litellm, null), "acme/sized").Finding));
        var accepted = Plan(Litellm, null, accepted: ["acme/still", "acme/sized"]);
        Assert.Equal((Finding.Changed, Finding.Changed), (Line(accepted, "acme/still").Finding, Line(accepted, "acme/sized").Finding));
    }

    [Fact]
    public void a_price_per_picture_beside_one_per_token_is_not_charged_twice()
    {
        var lines = Plan("""{ "acme/twice-1": { "mode": "image_generation", "output_cost_per_image": 0.134, "output_cost_per_image_token": 0.00012, "input_cost_per_token": 0.000002 } }""", null).Where(line => line.Model == "acme/twice").ToList();
        Assert.All(lines, line => Assert.Equal((Finding.Conflict, null), (line.Finding, line.Taken)));
        Assert.Contains("charged twice", lines[0].Remark);
    }

    [Fact]
    public void a_model_is_compared_in_the_units_that_the_book_charges_it_by()
    {
        var line = Line(Plan("""{ "acme/still-1": { "mode": "image_generation", "output_cost_per_image": 0.05 } }""", null), "acme/pixels");
        Assert.Equal((Finding.Untold, "kept as it is; litellm charges $0.05 per image"), (line.Finding, line.Remark));
    }

    [Theory]
    [InlineData("sample_spec", """{ "mode": "one of: chat", "output_cost_per_image": 0.0 }""", RowFate.Template, "")]
    [InlineData("gpt", """{ "mode": "chat", "input_cost_per_token": 0.1 }""", RowFate.NotMedia, "mode chat")]
    [InlineData("acme/still-1", """{ "mode": "image_generation" }""", RowFate.Unusable, "the row carries no price")]
    [InlineData("acme/still-1", """{ "mode": "image_generation", "output_cost_per_image": 0.0 }""", RowFate.Unusable, "a zero is no price")]
    [InlineData("acme/still-1", """{ "mode": "image_generation", "output_cost_per_image": -0.05 }""", RowFate.Unusable, "is below zero")]
    [InlineData("acme/still-1", """{ "mode": "image_generation", "output_cost_per_image": 5 }""", RowFate.Unusable, "a hundredth would be: cents and dollars mixed up?")]
    [InlineData("acme/still-1", """{ "mode": "image_generation", "output_cost_per_image": 0.0004 }""", RowFate.Unusable, "a hundred times that would be: dollars and cents mixed up?")]
    [InlineData("acme/still-1", """{ "mode": "image_generation", "output_cost_per_image": "0.05" }""", RowFate.Unusable, "is no number")]
    [InlineData("acme/still-1", """{ "mode": "image_generation", "output_cost_per_smile": 0.05 }""", RowFate.Unusable, "a unit that the price book does not have")]
    [InlineData("512-x-512/50-steps/acme/still-1", """{ "mode": "image_generation", "output_cost_per_image": 0.05 }""", RowFate.Unusable, "priced by 50-steps")]
    [InlineData("acme/still-1", "7", RowFate.Unusable, "the row is no object")]
    [InlineData("acme/unknown", """{ "mode": "image_generation", "output_cost_per_image": 0.05 }""", RowFate.NotMapped, "")]
    [InlineData("acme/tokens-1", """{ "mode": "image_generation", "output_cost_per_image": 0.05 }""", RowFate.OtherUnit, "")]
    [InlineData("high/1024-x-1024/acme/still-1", """{ "mode": "image_generation", "output_cost_per_image": 0.05 }""", RowFate.OtherUnit, "")]
    [InlineData("acme/still-1", """{ "mode": "image_generation", "output_cost_per_image": 0.05 }""", RowFate.Used, "")]
    internal void every_row_has_a_fate_and_the_reason(string key, string row, RowFate fate, string reason)
    {
        var (fates, _) = Run($$"""{ "{{key}}": {{row}} }""", null, null, []);
        var found = Assert.Single(fates);
        Assert.Equal(fate, found.Value.Fate);
        Assert.Contains(reason, string.Join("; ", found.Value.Notes), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("default", """{ "pricing_config": { "pay_as_you_go": { "image": { "default": { "default": { "price": 0 } } } } } }""", RowFate.Template)]
    [InlineData("still-1", """{ "pricing_config": { "pay_as_you_go": { "request_token": { "price": 0.01 } } } }""", RowFate.NotMedia)]
    [InlineData("still-1", """{ "pricing_config": { "pay_as_you_go": { "request_token": { "price": 0 }, "response_token": { "price": 0 } } } }""", RowFate.Unusable)]
    [InlineData("still-1", """{ "pricing_config": { "currency": "EUR", "pay_as_you_go": { "image": { "default": { "default": { "price": 5 } } } } } }""", RowFate.Unusable)]
    [InlineData("still-1", """{ "pricing_config": { "pay_as_you_go": { "additional_units": { "default_duration_seconds": { "price": 5 } } } } }""", RowFate.Unusable)]
    [InlineData("still-1", """{ "pricing_config": { "pay_as_you_go": { "image": { "default": { "default": { "price": 0.05 } } } } } }""", RowFate.Unusable)] // cents: 0.0005 dollars
    [InlineData("still-1", """{ }""", RowFate.Unusable)]
    [InlineData("still-1-lte-128k", """{ "pricing_config": { "pay_as_you_go": { "image": { "default": { "default": { "price": 5 } } } } } }""", RowFate.Used)]
    internal void so_has_every_row_of_the_other_map(string key, string row, RowFate fate) =>
        Assert.Equal(fate, Assert.Single(Run(null, $$"""{ "{{key}}": {{row}} }""", null, []).Fates).Value.Fate);

    [Fact]
    public void a_map_that_contradicts_itself_is_not_believed()
    {
        var line = Line(Plan(null, """{ "still-1-lte-128k": { "pricing_config": { "pay_as_you_go": { "image": { "default": { "default": { "price": 5 } } } } } }, "still-1-gt-128k": { "pricing_config": { "pay_as_you_go": { "image": { "default": { "default": { "price": 6 } } } } } } }"""), "acme/still");
        Assert.Equal((Finding.Conflict, "portkey: image: $0.05 in acme/still-1-lte-128k, $0.06 in acme/still-1-gt-128k"), (line.Finding, line.Remark));
    }

    [Fact]
    public void sizes_and_qualities_in_keys_are_conditions_and_prices_per_pixel_become_prices_per_picture()
    {
        var rows = LiteLlmFile.Read(Write("m.json", """{ "high/1024-x-1536/acme/x": { "mode": "image_generation", "input_cost_per_pixel": 0.0000001 }, "acme/y": { "mode": "image_generation", "input_cost_per_image": 0.001, "output_cost_per_image": 0.02 } }""")).Rows;
        var sized = Assert.Single(rows[0].Quotes);
        Assert.Equal(("acme/x", "high", "1024x1536", PriceUnit.Image, 0.157286m), (rows[0].Base, sized.Quality, Assert.Single(sized.When!.Size), sized.Unit, sized.Usd));
        Assert.Equal([(PriceUnit.Reference, 0.001m), (PriceUnit.Image, 0.02m)], rows[1].Quotes.Select(quote => (quote.Unit, quote.Usd)));
    }

    [Fact]
    public void what_is_no_map_is_told_with_its_place() =>
        Assert.Contains("m.json:1:", Assert.Throws<InvalidOperationException>(() => LiteLlmFile.Read(Write("m.json", "{ broken"))).Message);

    private static PlanLine Line(IEnumerable<PlanLine> lines, string model) => Assert.Single(lines, line => line.Model == model);

    private IReadOnlyList<PlanLine> Plan(string? litellm, string? portkey, string? prefer = null, string[]? accepted = null) => Run(litellm, portkey, prefer, accepted ?? []).Lines;

    private (IReadOnlyDictionary<SourceRow, (RowFate Fate, List<string> Notes)> Fates, IReadOnlyList<PlanLine> Lines) Run(string? litellm, string? portkey, string? prefer, string[] accepted)
    {
        var sources = CatalogLoader.Parse<PriceSources>(System.Text.Encoding.UTF8.GetBytes(Sources), "price-sources.yaml").Value;
        var book = CatalogLoader.Parse<PriceHistory>(System.Text.Encoding.UTF8.GetBytes(Book), "prices.yaml").Value.AsOf(DateTimeOffset.UnixEpoch);
        IReadOnlyList<Source> read = [.. litellm is null ? [] : new[] { LiteLlmFile.Read(Write("map.json", litellm)) }, .. portkey is null ? [] : new[] { PortkeyFolder.Read(Path.GetDirectoryName(Write("pricing/acme.json", portkey))!) }];
        var offers = new Offers(sources, book, new Dictionary<string, ModelCard>());
        var lines = new ImportPlan(sources, book, prefer, accepted).Of(offers.Of(read));
        Assert.Equal(read.Sum(source => source.Rows.Count), offers.Fates.Count);
        return (offers.Fates, lines);
    }

    private string Write(string name, string text)
    {
        var path = Path.Combine(_folder.Path, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
        return path;
    }
}
