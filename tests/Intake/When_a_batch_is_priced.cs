using Atelier.Contracts;
using Atelier.Contracts.Catalog;
using Atelier.Intake.Batches;
using Atelier.Intake.Tests.Support;
using FsCheck;
using FsCheck.Fluent;

namespace Atelier.Intake.Tests;

public sealed class When_a_batch_is_priced
{
    private static readonly IReadOnlyDictionary<string, decimal> Usd = new Dictionary<string, decimal> { ["v/cheap"] = 0.01m, ["v/dear"] = 0.05m, ["v/film"] = 0.1m, ["w/last"] = 0.2m };

    [Fact]
    public void the_worst_is_every_try_that_the_caps_allow_at_the_dearest_price_and_the_expected_follows_the_route()
    {
        // cap 3: cheap, cheap (two rejections), then dear; the fallback's two at 0.20
        var price = Price([Spec(Grade.Delivery)], chance: 0.5);
        Assert.Equal(3 * 50_000 + 2 * 200_000, price.Total.Worst.Micros);
        Assert.Equal(10_000 + 5_000 + 12_500 + 25_000 + 12_500, price.Total.Expected.Micros);
        Assert.Equal(1 + 0.5 + 0.25 + 0.125 + 0.0625, price.Total.ExpectedAttempts, 2);
    }

    [Fact]
    public void a_draft_has_its_own_cap() => Assert.Equal(1 * 50_000 + 2 * 200_000, Price([Spec(Grade.Draft)], 0.5).Total.Worst.Micros);

    [Fact]
    public void a_motion_is_only_expected_as_far_as_its_still_is_accepted()
    {
        var price = Price([Spec(Grade.Draft, motion: true)], chance: 1);
        Assert.Equal(10_000 + 300_000, price.Total.Expected.Micros);
        var unsure = Price([Spec(Grade.Draft, motion: true)], chance: 0.5);
        var still = 10_000 + 0.5 * 200_000 + 0.25 * 200_000;
        Assert.Equal(still + (1 - 0.125) * 300_000, unsure.Total.Expected.Micros!.Value, 1.0);
    }

    [Fact]
    public void what_has_no_price_makes_the_figure_unpriced_and_says_so()
    {
        var price = Price([Spec(Grade.Delivery)], 0.5, without: "v/dear");
        Assert.Equal((null, "no price for v/dear"), (price.Total.Worst.Micros, Assert.Single(price.Total.Worst.Unpriced!)));
        Assert.Equal((null, "no price for v/dear"), (price.Total.Expected.Micros, Assert.Single(price.Total.Expected.Unpriced!)));
        // the draft's cap of one never comes to the dear one: expected is known, the worst is not
        var draft = Price([Spec(Grade.Draft)], 0.5, without: "v/dear");
        Assert.NotNull(draft.Total.Expected.Micros);
        Assert.Null(draft.Total.Worst.Micros);
    }

    [Fact]
    public void models_that_cannot_take_the_stage_are_passed_over()
    {
        var locked = Spec(Grade.Delivery) with { Stages = [Spec(Grade.Delivery).Stages[0] with { Seed = new SeedPolicy { Mode = SeedMode.Locked } }] };
        Assert.Equal(3 * 10_000 + 2 * 200_000, Price([locked], 0.5).Total.Worst.Micros); // the dear one takes no seed
    }

    [Fact]
    public void whatever_the_chances_the_expected_is_no_more_than_the_worst_and_rows_add_up() => Prop.ForAll<int>(seed =>
    {
        var dice = new Random(seed);
        var specs = Enumerable.Range(0, dice.Next(1, 6)).Select(_ => Spec((Grade)dice.Next(2), motion: dice.Next(2) == 0)).ToList();
        var chance = 0.05 + dice.NextDouble() * 0.95;
        var (all, each) = (Price(specs, chance).Total, specs.Select(spec => Price([spec], chance).Total).ToList());
        Assert.True(all.Expected.Micros <= all.Worst.Micros, $"{all.Expected.Micros} > {all.Worst.Micros}");
        Assert.Equal(each.Sum(one => one.Worst.Micros), all.Worst.Micros);
        Assert.InRange(all.Expected.Micros!.Value - each.Sum(one => one.Expected.Micros!.Value), -specs.Count, specs.Count);
        Assert.Equal(specs.Sum(spec => spec.Stages.Count), all.Stages);
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(200));

    [Fact]
    public void switching_by_reason_is_left_out_of_the_figure_and_the_answer_says_so()
    {
        var home = Table.Tiers["home"];
        var watchful = Table with { Tiers = new Dictionary<string, Tier>(Table.Tiers) { ["home"] = home with { Switch = home.Switch with { OnReasons = new Dictionary<Defect, int> { [Defect.ColourDrift] = 1, [Defect.Blurred] = 1 }, Acceptance = new AcceptanceRule { Floor = 0.5 } } } } };
        var (plain, price) = (Price([Spec(Grade.Delivery)], 0.5), Price([Spec(Grade.Delivery)], 0.5, table: watchful));
        Assert.Equal((65_000L, 65_000L), (plain.Total.Expected.Micros, price.Total.Expected.Micros)); // were each rejection for its colours: 10,000 + 25,000 + 12,500 + 25,000 + 12,500
        Assert.Equal(plain.Total.Worst.Micros, price.Total.Worst.Micros);
        Assert.Empty(plain.Basis.Assumes);
        Assert.Equal(["tier home: no rejection is for colourDrift or blurred; each that is moves the stage to the next candidate sooner", "tier home: every model has its turn; one that is passed over for how it does is not asked"], price.Basis.Assumes);
    }

    [Fact]
    public async Task a_dry_run_prices_it_and_keeps_nothing()
    {
        using var folder = new TestKit.TempFolder();
        await using var host = await IntakeHost.Start(folder);
        using var desk = new Desk(host.Address);
        await desk.SetUpCampaign();
        const string Batch = """
            { "key": "dry", "campaign": "spring", "grade": "delivery", "stages": [ { "medium": "image", "category": "hero-still", "prompt": { "text": "a cup" } } ], "matrix": { "formats": ["square", "landscape"] } }
            """;
        var answer = await desk.Client.PostAsync("/v1/batches?dryRun=true", Desk.Json(Batch));
        var price = System.Text.Json.Nodes.JsonNode.Parse(await answer.Content.ReadAsStringAsync())!;
        Assert.Equal((System.Net.HttpStatusCode.OK, 2, 160_000L, 96_000L), (answer.StatusCode, price["deliverables"]!.GetValue<int>(), price["total"]!["worst"]!["micros"]!.GetValue<long>(), price["total"]!["expected"]!["micros"]!.GetValue<long>()));
        Assert.Equal(("cinematic", "made up"), (price["tiers"]![0]!["tier"]!.GetValue<string>(), price["basis"]!["source"]!.GetValue<string>()));
        Assert.Equal(System.Net.HttpStatusCode.NotFound, (await desk.Client.GetAsync("/v1/batches/dry")).StatusCode);
        Assert.Empty((await desk.Get("/v1/deliverables"))["items"]!.AsArray());
    }

    private static BatchPrice Price(IReadOnlyList<DeliverableSpec> specs, double chance, string? without = null, RoutingTable? table = null) =>
        new BatchPricing(null!, Documents(chance)).Of("k", specs, new StagePricing(table ?? Table, Capabilities with { Prices = Prices(without) }, Documents(chance)));

    private static PriceDocuments Documents(double chance) => new() { PriorsHash = "p", Priors = new AcceptancePriors { Source = "made up", Default = chance } };

    private static PriceBook Prices(string? without) => new()
    {
        OwnWork = new OwnWork { InspectionUsdPerSecond = 0, RefinementUsdPerSecond = 0 },
        Models = Usd.Where(price => price.Key != without).ToDictionary(price => price.Key, price => new ModelPrice { Per = price.Key == "v/film" ? PriceUnit.Second : PriceUnit.Image, Usd = price.Value }),
    };

    private static Capabilities Capabilities { get; } = new()
    {
        Recipes = new Dictionary<string, Recipe> { ["r"] = new() { Medium = Medium.Image, Scale = 1, Encode = new Encoding { Format = FileFormat.Png } }, ["c"] = new() { Medium = Medium.Video, Scale = 1, Encode = new Encoding { Format = FileFormat.Mp4, Quality = 20 } } },
        Models = new Dictionary<string, ModelCard>
        {
            ["v/cheap"] = Card(Medium.Image), ["v/dear"] = Card(Medium.Image) with { Seed = SeedSupport.Absent }, ["w/last"] = Card(Medium.Image),
            ["v/film"] = Card(Medium.Video) with { FirstFrame = InputRule.Required, Durations = new DurationRule() },
        },
    };

    private static ModelCard Card(Medium medium) => new() { Medium = medium, Seed = SeedSupport.Honoured, Sizes = new SizeRule() };

    private static RoutingTable Table { get; } = new()
    {
        Name = "t", Categories = new Dictionary<string, CategoryRoute> { ["still"] = new() { Tier = "home" }, ["film"] = new() { Tier = "films" } },
        Tiers = new Dictionary<string, Tier>
        {
            ["home"] = Tier(["v/cheap", "v/film", "v/dear"], cap: 3, new Fallback { Tier = "last", Attempts = 2 }),
            ["last"] = Tier(["w/last"], cap: 9, null),
            ["films"] = Tier(["v/film"], cap: 1, null),
        },
    };

    private static Tier Tier(string[] models, int cap, Fallback? fallback) => new()
    {
        Candidates = [.. models.Select(model => new Candidate { Model = model })], Cap = new Cap { Draft = 1, Delivery = cap }, Switch = new SwitchRule { AfterRejections = 2 }, Fallback = fallback,
        Deadline = TimeSpan.FromMinutes(1),
        Recipes = new Dictionary<Medium, IReadOnlyDictionary<Grade, string>> { [Medium.Image] = new Dictionary<Grade, string> { [Grade.Draft] = "r", [Grade.Delivery] = "r" }, [Medium.Video] = new Dictionary<Grade, string> { [Grade.Draft] = "c", [Grade.Delivery] = "c" } },
    };

    private static DeliverableSpec Spec(Grade grade, bool motion = false) => new()
    {
        Key = "k", Grade = grade, Campaign = new CampaignTerms { CampaignId = "c" },
        Stages = motion ? [Stage("still", Medium.Image), Stage("film", Medium.Video)] : [Stage("still", Medium.Image)],
    };

    private static StageSpec Stage(string category, Medium medium) => new()
    {
        Name = category, Medium = medium, Category = category, Prompt = new Prompt { Text = "a cup" }, Seed = new SeedPolicy { Mode = SeedMode.Random },
        Format = new OutputFormat { Name = "square", AspectRatio = "1:1", Width = 512, Height = 512 }, Duration = medium is Medium.Video ? TimeSpan.FromSeconds(3) : null,
    };
}
