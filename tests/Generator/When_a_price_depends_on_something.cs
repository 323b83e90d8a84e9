using Atelier.Contracts;
using Atelier.Contracts.Catalog;
using Atelier.Platform.Catalog;
using FsCheck;
using FsCheck.Fluent;

namespace Atelier.Generator.Tests;

public sealed class When_a_price_depends_on_something
{
    private static readonly PriceBook Book = CatalogLoader.Parse<PriceHistory>(System.Text.Encoding.UTF8.GetBytes("""
        credits: { v: { usd: 0.01 } }
        models:
          v/clip:
            charges:
              - per: second
                rates:
                  - { when: { resolution: 720p }, usd: 0.10 }
                  - { when: { resolution: 1080p }, usd: 0.12 }
                  - { when: { resolution: 4k }, usd: 0.30 }
              - { per: second, usd: 0.05, when: { audio: true } }
          v/tokens:
            charges:
              - { per: inputTextToken, usd: 0.000005, most: 8000 }
              - { per: inputImageToken, usd: 0.00001, most: 6000, when: { references: { min: 1 } } }
              - per: outputImageToken
                rates:
                  - { when: { quality: [low] }, usd: 0.00004, most: 408 }
                  - { when: { quality: [high] }, usd: 0.00004, most: 6240 }
          v/pixels:
            charges:
              - { per: image, usd: 0.03 }
              - { per: megapixel, usd: 0.015, free: 1 }
              - { per: referenceMegapixel, usd: 0.015, most: 8 }
          v/exact: { charges: [{ per: megapixel, usd: 0.015, step: 0 }] }
          v/sized: { charges: [{ per: image, rates: [{ when: { size: [1024x1024] }, usd: 0.04 }, { when: { megapixels: { max: 2 } }, usd: 0.08 }] }] }
          v/long: { charges: [{ per: second, rates: [{ when: { duration: { max: 5 } }, usd: 0.1 }, { usd: 0.2 }] }] }
          v/mode: { charges: [{ per: second, rates: [{ when: { mode: [std] }, credits: 5 }, { when: { mode: [pro] }, credits: 10 }] }] }
          v/machine: { per: gpuSecond, usd: 0.001, most: 60 }
          v/credits: { per: credit, most: 8 }
          v/refs: { charges: [{ per: image, usd: 0.02 }, { per: reference, usd: 0.003, free: 1 }] }
          w/credits: { per: image, credits: 3 }
        ownWork: { inspectionUsdPerSecond: 0, refinementUsdPerSecond: 0 }
        """), "prices.yaml").Value.AsOf(DateTimeOffset.UnixEpoch);

    [Theory]
    [InlineData("v/clip", 1280, 720, 4, false, 0, 400_000L)]
    [InlineData("v/clip", 720, 1280, 4, false, 0, 400_000L)]
    [InlineData("v/clip", 854, 480, 4, false, 0, 400_000L)]
    [InlineData("v/clip", 1920, 1080, 4, false, 0, 480_000L)]
    [InlineData("v/clip", 3840, 2160, 4, true, 0, 1_400_000L)]
    [InlineData("v/clip", 7680, 4320, 4, false, 0, null)]
    [InlineData("v/pixels", 1000, 1000, 0, false, 0, 30_000L)]
    [InlineData("v/pixels", 1000, 1001, 0, false, 0, 45_000L)]
    [InlineData("v/exact", 1000, 1100, 0, false, 0, 16_500L)]
    [InlineData("v/sized", 1024, 1024, 0, false, 0, 40_000L)]
    [InlineData("v/sized", 1024, 1536, 0, false, 0, 80_000L)]
    [InlineData("v/sized", 2048, 2048, 0, false, 0, null)]
    [InlineData("v/long", 640, 360, 5, false, 0, 500_000L)]
    [InlineData("v/long", 640, 360, 6, false, 0, 1_200_000L)]
    [InlineData("v/refs", 640, 360, 0, false, 0, 20_000L)]
    [InlineData("v/refs", 640, 360, 0, false, 3, 26_000L)]
    [InlineData("w/credits", 640, 360, 0, false, 0, null)]
    public void the_first_rate_that_fits_counts_and_charges_add_up(string model, int width, int height, int seconds, bool audio, int references, long? micros)
    {
        var asked = new Asked { Width = width, Height = height, Duration = seconds == 0 ? null : TimeSpan.FromSeconds(seconds), References = references, Traits = new PriceTraits { Audio = audio } };
        Assert.Equal((micros, micros), (Charge.Worst(Book, model, asked).Micros, Charge.Actual(Book, model, asked, null).Cost.Micros));
    }

    [Fact]
    public void what_is_not_known_before_counts_with_the_most_and_after_it_with_the_vendors_figure()
    {
        var asked = new Asked { Width = 1024, Height = 1024, Traits = new PriceTraits { Quality = "low" } };
        Assert.Equal(40_000 + 16_320, Charge.Worst(Book, "v/tokens", asked).Micros);
        var told = new Usage { Units = new Dictionary<PriceUnit, decimal> { [PriceUnit.InputTextToken] = 50, [PriceUnit.OutputImageToken] = 272 } };
        Assert.Equal(new PricedCharge(Cost.Of(250 + 10_880), CostSource.Usage), Charge.Actual(Book, "v/tokens", asked, told));
        Assert.Equal(new PricedCharge(Cost.Of(12_500), CostSource.Usage), Charge.Actual(Book, "v/machine", asked, new Usage { Units = new Dictionary<PriceUnit, decimal> { [PriceUnit.GpuSecond] = 12.5m } }));
        Assert.Equal("v/machine is charged by the gpuSecond, and the vendor's answer did not say how many it took", Charge.Actual(Book, "v/machine", asked, null).Cost.Unpriced);
    }

    [Fact]
    public void a_trait_that_nobody_knows_means_the_dearest_before_and_unpriced_after()
    {
        var asked = new Asked { Width = 1024, Height = 1024, Duration = TimeSpan.FromSeconds(4) };
        Assert.Equal(40_000 + 249_600, Charge.Worst(Book, "v/tokens", asked).Micros);
        Assert.Equal((400_000L, "what v/mode costs by the second depends on its mode, which is not known"), (Charge.Worst(Book, "v/mode", asked).Micros, Charge.Actual(Book, "v/mode", asked, null).Cost.Unpriced));
        Assert.Equal("whether v/clip is charged by the second depends on its audio, which is not known", Charge.Actual(Book, "v/clip", asked, null).Cost.Unpriced);
    }

    [Fact]
    public void the_vendors_own_dollars_come_first_then_its_credits()
    {
        var asked = new Asked { Width = 1000, Height = 1000 };
        Assert.Equal(new PricedCharge(Cost.Of(123_456), CostSource.Usage), Charge.Actual(Book, "v/pixels", asked, new Usage { Usd = 0.123456m, Units = new Dictionary<PriceUnit, decimal> { [PriceUnit.Credit] = 4 } }));
        Assert.Equal(new PricedCharge(Cost.Of(45_000), CostSource.Usage), Charge.Actual(Book, "v/pixels", asked, new Usage { Units = new Dictionary<PriceUnit, decimal> { [PriceUnit.Credit] = 4.5m } }));
        Assert.Equal(new PricedCharge(Cost.Of(30_000), CostSource.Book), Charge.Actual(Book, "v/pixels", asked, new Usage()));
        Assert.Equal(80_000, Charge.Worst(Book, "v/credits", asked).Micros);
        Assert.Null(Charge.Actual(Book, "v/credits", asked, null).Cost.Micros);
        Assert.Null(Charge.Actual(Book, "v/pixels", asked, new Usage { Usd = 1e20m }).Cost.Micros);
    }

    [Fact]
    public void references_of_unknown_size_count_with_the_most()
    {
        var unknown = new Asked { Width = 1000, Height = 1000, References = 1, ReferenceMegapixels = null };
        Assert.Equal((30_000 + 120_000, 30_000 + 45_000), (Charge.Worst(Book, "v/pixels", unknown).Micros, Charge.Worst(Book, "v/pixels", unknown with { ReferenceMegapixels = 2.2m }).Micros));
        Assert.Equal("v/pixels is charged by the referenceMegapixel, and the sizes of its references are not known", Charge.Actual(Book, "v/pixels", unknown, null).Cost.Unpriced);
    }

    [Fact]
    public void more_of_anything_never_costs_less_where_every_unit_has_one_price() => Prop.ForAll(Asks(), ask =>
    {
        foreach (var model in new[] { "v/clip", "v/pixels", "v/exact", "v/refs", "v/machine" })
        {
            var more = ask with { Width = ask.Width + 64, Height = ask.Height + 64, Duration = ask.Duration + TimeSpan.FromSeconds(1), References = ask.References + 1, ReferenceMegapixels = ask.ReferenceMegapixels + 1 };
            Assert.True(Charge.Worst(Book, model, ask).Micros <= Charge.Worst(Book, model, more).Micros, $"{model}: {ask} and {more}");
        }
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(300));

    [Fact]
    public void the_most_is_never_less_than_what_comes() => Prop.ForAll(Asks(), Gen.Choose(0, 1000).ToArbitrary(), (ask, share) =>
    {
        foreach (var model in Book.Models.Keys)
        {
            var known = ask with { Traits = new PriceTraits { Quality = share % 2 == 0 ? "low" : "high", Mode = share % 3 == 0 ? "std" : "pro", Audio = share % 5 == 0 } };
            Dictionary<PriceUnit, decimal> told = new()
            {
                [PriceUnit.InputTextToken] = 8 * share, [PriceUnit.InputImageToken] = 6 * share, [PriceUnit.OutputImageToken] = 0.408m * share, [PriceUnit.GpuSecond] = 0.06m * share,
            };
            if (model == "v/credits")
                told[PriceUnit.Credit] = 0.008m * share;
            if (Charge.Actual(Book, model, known, new Usage { Units = told }).Cost.Micros is not { } actual)
                continue;
            Assert.True(actual <= Charge.Worst(Book, model, known).Micros, $"{model}: {actual} with all known");
            Assert.True(actual <= Charge.Worst(Book, model, ask).Micros, $"{model}: {actual} with traits unknown");
        }
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(300));

    [Fact]
    public void charges_add_up_to_the_micro_dollar() => Prop.ForAll(Gen.Choose(0, 5000).ArrayOf().Where(prices => prices.Length > 0).ToArbitrary(), prices =>
    {
        var book = new PriceBook
        {
            OwnWork = Book.OwnWork,
            Models = new Dictionary<string, ModelPrice> { ["v/sum"] = new() { Charges = [.. prices.Select(micros => new PriceCharge { Per = PriceUnit.Image, Usd = micros / 1_000_000m })] } },
        };
        Assert.Equal(prices.Sum(), Charge.Worst(book, "v/sum", new Asked { Width = 1, Height = 1 }).Micros);
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(200));

    private static Arbitrary<Asked> Asks() => (
        from width in Gen.Choose(16, 3700)
        from height in Gen.Choose(16, 2000)
        from seconds in Gen.Choose(1, 20)
        from references in Gen.Choose(0, 8)
        select new Asked { Width = width, Height = height, Duration = TimeSpan.FromSeconds(seconds), References = references, ReferenceMegapixels = references * 0.5m }).ToArbitrary();
}
