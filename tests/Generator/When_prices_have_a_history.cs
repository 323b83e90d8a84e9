using Atelier.Contracts.Catalog;
using Atelier.Generator.Pricing;
using Atelier.Platform.Catalog;
using FsCheck;
using FsCheck.Fluent;

namespace Atelier.Generator.Tests;

public sealed class When_prices_have_a_history
{
    private const string Right = """
        credits:
          v: [{ until: 2026-03-01, usd: 0.01 }, { from: 2026-03-01, usd: 0.02 }]
        models:
          v/one: { per: image, usd: 0.08 }
          v/two:
            - { from: 2026-01-01, until: 2026-03-01, per: image, usd: 0.05 }
            - { from: 2026-03-01, until: 2026-06-01T12:00:00Z, per: image, usd: 0.04 }
            - { from: 2026-06-01T12:00:00Z, unpriced: the vendor took its price list down }
          v/in-credits: { per: image, credits: 6.5 }
        ownWork: { inspectionUsdPerSecond: 0, refinementUsdPerSecond: 0 }
        """;

    private static readonly Asked Picture = new() { Width = 64, Height = 64 };

    [Theory]
    [InlineData("v/one", "2000-01-01T00:00:00Z", 80_000L)]
    [InlineData("v/one", "2100-01-01T00:00:00Z", 80_000L)]
    [InlineData("v/two", "2025-12-31T23:59:59Z", null)]
    [InlineData("v/two", "2026-01-01T00:00:00Z", 50_000L)]
    [InlineData("v/two", "2026-02-28T23:59:59Z", 50_000L)]
    [InlineData("v/two", "2026-03-01T00:00:00Z", 40_000L)]
    [InlineData("v/two", "2026-06-01T11:59:59Z", 40_000L)]
    [InlineData("v/two", "2026-06-01T12:00:00Z", null)]
    [InlineData("v/in-credits", "2026-02-28T00:00:00Z", 65_000L)]
    [InlineData("v/in-credits", "2026-03-01T00:00:00Z", 130_000L)]
    public void what_held_at_the_time_counts(string model, string time, long? micros) =>
        Assert.Equal(micros, Charge.Actual(new PriceTimeline(Read(Right).Value).At(DateTimeOffset.Parse(time)), model, Picture, null).Cost.Micros);

    [Theory]
    [InlineData("2025-06-01T08:30:00Z", "no price for v/two at 2025-06-01 08:30 UTC")]
    [InlineData("2026-07-01T00:00:00Z", "v/two is unpriced: the vendor took its price list down")]
    public void what_is_missing_is_said(string time, string reason) =>
        Assert.Equal(reason, Charge.Worst(Read(Right).Value.AsOf(DateTimeOffset.Parse(time)), "v/two", Picture).Unpriced);

    [Fact]
    public void there_is_an_answer_for_every_time_and_it_is_the_same_from_both_sides() => Prop.ForAll(Gen.Choose(0, 900).ToArbitrary(), day =>
    {
        var (history, time) = (Read(Right).Value, new DateTimeOffset(2025, 1, 1, 0, 0, 0, TimeSpan.Zero).AddDays(day).AddMinutes(day));
        var timeline = new PriceTimeline(history);
        foreach (var model in history.Models.Keys)
        {
            var (direct, paged) = (Charge.Worst(history.AsOf(time), model, Picture), Charge.Worst(timeline.At(time), model, Picture));
            Assert.Equal(direct.Micros, paged.Micros);
            Assert.True(direct.Micros is null != direct.Unpriced is null);
        }
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(300));

    [Fact]
    public void between_two_changes_the_page_is_made_once()
    {
        var timeline = new PriceTimeline(Read(Right).Value);
        Assert.Same(timeline.At(DateTimeOffset.Parse("2026-03-02T00:00:00Z")), timeline.At(DateTimeOffset.Parse("2026-05-02T00:00:00Z")));
        Assert.NotSame(timeline.At(DateTimeOffset.Parse("2026-03-02T00:00:00Z")), timeline.At(DateTimeOffset.Parse("2026-07-02T00:00:00Z")));
    }

    [Fact]
    public void a_right_book_has_no_faults() => Assert.Empty(PriceLint.Check(Read(Right)));

    [Theory]
    [InlineData("until: 2026-03-01, per: image, usd: 0.05", "until: 2026-02-01, per: image, usd: 0.05", 7, 15, "models.v/two[1].from")] // a gap
    [InlineData("until: 2026-03-01, per: image, usd: 0.05", "until: 2026-04-01, per: image, usd: 0.05", 7, 15, "models.v/two[1].from")] // an overlap
    [InlineData("until: 2026-03-01, per: image, usd: 0.05", "per: image, usd: 0.05", 6, 7, "models.v/two[0].until")]
    [InlineData("from: 2026-03-01, until: 2026-06-01T12:00:00Z", "until: 2026-06-01T12:00:00Z", 7, 7, "models.v/two[1].from")]
    [InlineData("from: 2026-01-01, until: 2026-03-01", "from: 2026-03-01, until: 2026-03-01", 6, 34, "models.v/two[0].until")]
    [InlineData("{ from: 2026-03-01, usd: 0.02 }", "{ from: 2026-04-01, usd: 0.02 }", 2, 49, "credits.v[1].from")]
    [InlineData("{ per: image, usd: 0.08 }", "{ per: image, usd: -0.08 }", 4, 29, "models.v/one.usd")]
    [InlineData("{ per: image, usd: 0.08 }", "{ per: image, usd: 80000 }", 4, 29, "models.v/one.usd")]
    [InlineData("{ per: image, usd: 0.08 }", "{ per: image }", 4, 10, "models.v/one")]
    [InlineData("{ per: image, usd: 0.08 }", "{ per: image, usd: 0.08, credits: 8 }", 4, 44, "models.v/one.credits")]
    [InlineData("{ per: image, usd: 0.08 }", "{ per: image, usd: 0.08, unpriced: x }", 4, 10, "models.v/one")]
    [InlineData("{ per: image, usd: 0.08 }", "{ unpriced: ' ' }", 4, 22, "models.v/one.unpriced")]
    [InlineData("{ per: image, usd: 0.08 }", "{ usd: 0.08 }", 4, 10, "models.v/one")]
    [InlineData("{ per: image, usd: 0.08 }", "{ per: outputToken, usd: 0.08, most: 0 }", 4, 47, "models.v/one.most")]
    [InlineData("  v/in-credits:", "  w/in-credits:", 9, 40, "models.w/in-credits.credits")]
    [InlineData("{ per: image, usd: 0.08 }", "{ charges: [{ per: second, rates: [{ usd: 1 }, { usd: 2 }] }] }", 4, 45, "models.v/one.charges[0].rates[0]")]
    [InlineData("{ per: image, usd: 0.08 }", "{ charges: [{ per: second, rates: [{ when: { resolution: big }, usd: 1 }] }] }", 4, 67, "models.v/one.charges[0].rates[0].when.resolution")]
    [InlineData("{ per: image, usd: 0.08 }", "{ charges: [{ per: second, rates: [{ when: { size: [big] }, usd: 1 }] }] }", 4, 62, "models.v/one.charges[0].rates[0].when.size[0]")]
    [InlineData("{ per: image, usd: 0.08 }", "{ charges: [{ per: second, rates: [{ when: { duration: { min: 3, max: 1 } }, usd: 1 }] }] }", 4, 65, "models.v/one.charges[0].rates[0].when.duration")]
    [InlineData("{ per: image, usd: 0.08 }", "{ charges: [{ per: second, rates: [{ when: { }, usd: 1 }] }] }", 4, 53, "models.v/one.charges[0].rates[0].when")]
    [InlineData("{ per: image, usd: 0.08 }", "{ charges: [{ per: second, usd: 1, rates: [{ usd: 1 }] }] }", 4, 22, "models.v/one.charges[0]")]
    public void a_mistake_is_told_with_its_place(string right, string wrong, int line, int column, string field)
    {
        Assert.Contains(right, Right);
        var error = PriceLint.Check(Read(Right.Replace(right, wrong))).First();
        Assert.Equal((line, column, field), (error.Line, error.Column, error.Field));
    }

    [Theory]
    [InlineData("from: 2026-01-01,", "from: 1st of May,", "models.v/two[0].from")]
    [InlineData("per: image, usd: 0.08", "per: picture, usd: 0.08", "models.v/one.per")]
    public void what_cannot_be_read_is_told_likewise(string right, string wrong, string field) =>
        Assert.Equal(field, Assert.Throws<CatalogException>(() => Read(Right.Replace(right, wrong))).Field);

    private static CatalogDocument<PriceHistory> Read(string text) => CatalogLoader.Parse<PriceHistory>(System.Text.Encoding.UTF8.GetBytes(text), "prices.yaml");
}
