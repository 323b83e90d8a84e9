using Atelier.Contracts;
using Atelier.Contracts.Catalog;
using Atelier.Generator.Pricing;
using Atelier.Generator.Vendors;
using Atelier.Platform.Catalog;

namespace Atelier.Generator.Tests;

public sealed class When_an_attempt_is_priced
{
    private static readonly PriceBook Book = new()
    {
        OwnWork = new OwnWork { InspectionUsdPerSecond = 0, RefinementUsdPerSecond = 0 },
        Models = new Dictionary<string, ModelPrice>
        {
            ["a/image"] = new() { Per = PriceUnit.Image, Usd = 0.0035m, BilledFailures = [FailureKind.TimedOut] },
            ["a/pixels"] = new() { Per = PriceUnit.Megapixel, Usd = 0.01m },
            ["a/seconds"] = new() { Per = PriceUnit.Second, Usd = 0.25m },
            ["a/free"] = new() { Per = PriceUnit.Image, Usd = 0 },
        },
    };

    [Theory]
    [InlineData("a/image", 4000, 4000, null, 3_500)]
    [InlineData("a/pixels", 1000, 1000, null, 10_000)]
    [InlineData("a/pixels", 1000, 1001, null, 20_000)]
    [InlineData("a/pixels", 64, 64, null, 10_000)]
    [InlineData("a/seconds", 640, 360, 3.0, 750_000)]
    [InlineData("a/seconds", 640, 360, 2.5, 625_000)]
    [InlineData("a/free", 640, 360, null, 0)]
    public void its_units_are_counted_as_the_book_says(string model, int width, int height, double? seconds, long micros) =>
        Assert.Equal(Cost.Of(micros), AttemptPricing.Of(Book, model, Asked(width, height, seconds), Billing.Full, null, null).Cost);

    [Theory]
    [InlineData(Billing.Nothing, FailureKind.TimedOut, 0L)]
    [InlineData(Billing.ByFailure, FailureKind.TimedOut, 3_500L)]
    [InlineData(Billing.ByFailure, FailureKind.Refused, 0L)]
    [InlineData(Billing.Full, FailureKind.VendorError, 3_500L)]
    [InlineData(Billing.Unknown, FailureKind.SubmissionUnknown, null)]
    internal void a_failure_is_free_only_where_that_is_known(Billing billing, FailureKind kind, long? micros) =>
        Assert.Equal(micros, AttemptPricing.Of(Book, "a/image", Asked(64, 64, null), billing, kind, null).Cost.Micros);

    [Fact]
    public void a_model_that_is_not_in_the_book_is_unpriced() =>
        Assert.Equal(Cost.Unknown("no price for a/other"), AttemptPricing.Of(Book, "a/other", Asked(64, 64, null), Billing.ByFailure, FailureKind.Refused, null).Cost);

    [Theory]
    [InlineData(Billing.Full, null)]
    [InlineData(Billing.ByFailure, FailureKind.Refused)]
    internal void what_is_said_to_be_unpriced_is_unpriced_unless_the_vendor_tells_its_credits(Billing billing, FailureKind? failure)
    {
        var book = Book with { Models = new Dictionary<string, ModelPrice> { ["a/package"] = new() { Unpriced = "depends on the package" } }, Credits = new Dictionary<string, decimal> { ["a"] = 0.02m } };
        Assert.Equal("a/package is unpriced: depends on the package", AttemptPricing.Of(book, "a/package", Asked(64, 64, null), billing, failure, null).Cost.Unpriced);
        var (cost, source) = AttemptPricing.Of(book, "a/package", Asked(64, 64, null), billing, failure, new Usage { Units = new Dictionary<PriceUnit, decimal> { [PriceUnit.Credit] = 3 } });
        Assert.Equal((60_000L, CostSource.Usage), (cost.Micros!.Value, source));
    }

    [Fact]
    public void seconds_that_nobody_gave_are_unpriced() =>
        Assert.Null(AttemptPricing.Of(Book, "a/seconds", Asked(64, 64, null), Billing.Full, null, null).Cost.Micros);

    [Fact]
    public void the_catalogs_own_book_prices_every_simulated_model()
    {
        var catalog = new CatalogFolder(Path.Combine(AppContext.BaseDirectory, "catalog"));
        var models = catalog.Files("vendors").Select(file => CatalogLoader.Load<VendorDocument>(file).Value).Where(vendor => vendor.Vendor is "kiln" or "lumen" or "meridian")
            .SelectMany(vendor => vendor.Models.Keys.Select(model => $"{vendor.Vendor}/{model}"));
        Assert.Superset(models.ToHashSet(), Prices.Load(catalog).Timeline.At(TimeProvider.System.GetUtcNow()).Models.Keys.ToHashSet());
    }

    private static Asked Asked(int width, int height, double? seconds) => new() { Width = width, Height = height, Duration = seconds is { } s ? TimeSpan.FromSeconds(s) : null };
}
