using Atelier.Cli.Prices;
using Atelier.Cli.Prices.Import;
using Atelier.Contracts;
using Atelier.Contracts.Catalog;
using Atelier.Generator.Pricing;
using Atelier.Platform.Catalog;

namespace Atelier.Cli.Tests;

public sealed class When_prices_are_added_to_the_book
{
    private const string Book = """
        # a head that says something
        models:
          # simulated
          v/flow: { per: image, usd: 0.08, billedFailures: [timedOut] } # why so
          v/block:
            # about it
            per: image
            usd: 0.05   # as they say
          v/list:
            - { until: 2026-01-01, per: image, usd: 0.04 }
            - from: 2026-01-01
              charges:
                - { per: second, usd: 0.1 }
              source: there
          v/flows:
            - { from: 2025-01-01, per: image, usd: 0.04 } # open
          v/alias: &one { per: image, usd: 0.01 }
          v/same: *one
          v/ended: [{ until: 2026-01-01, per: image, usd: 0.04 }]

        # own
        ownWork: { inspectionUsdPerSecond: 0, refinementUsdPerSecond: 0 }
        """;

    private static readonly DateTimeOffset From = new(2026, 11, 1, 0, 0, 0, TimeSpan.Zero);

    private static readonly ModelPrice Flat = new() { From = From, Per = PriceUnit.Image, Usd = 0.09m, BilledFailures = [FailureKind.TimedOut], Source = "a map's, read then" };

    [Theory]
    [InlineData("v/flow")]
    [InlineData("v/block")]
    [InlineData("v/list")]
    [InlineData("v/flows")]
    [InlineData("v/unheard-of")]
    public void the_old_price_gets_its_end_the_new_one_follows_and_every_comment_stays(string model)
    {
        var after = PriceBookEditor.Add(Book, new Dictionary<string, ModelPrice> { [model] = Flat });
        var (was, now) = (Read(Book), Read(after));
        Assert.Empty(PriceLint.Check(now));
        Assert.Equal(0.09m, now.Value.AsOf(From).Models[model].Usd);
        Assert.Equal([FailureKind.TimedOut], now.Value.AsOf(From).Models[model].BilledFailures);
        Assert.Empty(PriceDiff.Of(was.Value.AsOf(From.AddTicks(-1)), now.Value.AsOf(From.AddTicks(-1))));
        foreach (var comment in new[] { "# a head that says something", "# simulated", "# why so", "# about it", "# as they say", "# open", "# own" })
            Assert.Contains(comment, after);
    }

    [Fact]
    public void all_at_once_are_added_too_and_the_version_is_another()
    {
        var after = PriceBookEditor.Add(Book, new[] { "v/flow", "v/block", "v/list", "v/flows", "v/new" }.ToDictionary(model => model, _ => Flat));
        Assert.Equal(5, PriceDiff.Of(Read(Book).Value.AsOf(From), Read(after).Value.AsOf(From)).Count());
        Assert.NotEqual(Read(Book).Hash, Read(after).Hash);
    }

    [Theory]
    [InlineData("v/same", "cannot be added to line by line")]
    [InlineData("v/ended", "cannot be added to line by line")]
    public void what_cannot_be_changed_without_risk_is_refused_and_nothing_is_written(string model, string why) =>
        Assert.Contains(why, Assert.Throws<InvalidOperationException>(() => PriceBookEditor.Add(Book, new Dictionary<string, ModelPrice> { [model] = Flat })).Message);

    [Fact]
    public void a_price_from_before_the_one_that_holds_is_refused() =>
        Assert.Contains("would not be right any more", Assert.Throws<InvalidOperationException>(() => PriceBookEditor.Add(Book, new Dictionary<string, ModelPrice> { ["v/flows"] = Flat with { From = new DateTimeOffset(2024, 1, 1, 0, 0, 0, TimeSpan.Zero) } })).Message);

    [Fact]
    public void amounts_change_and_steps_limits_and_failures_stay()
    {
        var old = new ModelPrice
        {
            Charges =
            [
                new PriceCharge { Per = PriceUnit.InputTextToken, Usd = 0.000005m, Most = 8000 },
                new PriceCharge { Per = PriceUnit.OutputImageToken, Rates = [new PriceRate { When = new PriceCondition { Size = ["1024x1024"] }, Usd = 0.00003m, Most = 7034 }, new PriceRate { Usd = 0.00003m }] },
            ],
            BilledFailures = [FailureKind.Cancelled],
        };
        var line = new PlanLine("v/x", PriceUnit.OutputImageToken, Finding.Changed) { Book = [], Told = new Dictionary<string, IReadOnlyList<PricePoint>>(), Taken = ([new PricePoint(PriceUnit.OutputImageToken, null, 0.00004m)], "m") };
        var merged = PriceMerge.Of(old, [line], new SourceKeys(), From, "m");
        Assert.Equal((0.000005m, 8000m), (merged.Charges[0].Usd, merged.Charges[0].Most));
        Assert.Equal([(0.00004m, 7034m), (0.00004m, null)], merged.Charges[1].Rates.Select(rate => (rate.Usd, rate.Most)));
        Assert.Equal([FailureKind.Cancelled], merged.BilledFailures);
        var text = string.Join('\n', PriceText.Item(merged, "  "));
        Assert.Equal(text, string.Join('\n', PriceText.Item(Read($"models:\n v/x:\n{text}\nownWork: {{ inspectionUsdPerSecond: 0, refinementUsdPerSecond: 0 }}").Value.Models["v/x"][0], "  ")));
    }

    [Fact]
    public void the_shipped_mapping_fits_the_shipped_catalog()
    {
        var models = Directory.EnumerateFiles(Tree.File("catalog/vendors"), "*.yaml").Select(file => CatalogLoader.Load<VendorModels>(file, ignoreUnknown: true).Value).SelectMany(vendor => vendor.Models.Keys.Select(model => $"{vendor.Vendor}/{model}"));
        Assert.NotEmpty(PriceSources.Load(Tree.File("catalog/price-sources.yaml"), models).Models);
    }

    private static CatalogDocument<PriceHistory> Read(string text) => CatalogLoader.Parse<PriceHistory>(System.Text.Encoding.UTF8.GetBytes(text), "prices.yaml");
}
