using System.Text.Json;
using Atelier.Cli.Campaigns;
using Atelier.Contracts;
using Atelier.Contracts.Catalog;
using Atelier.Platform.Catalog;
using Atelier.TestKit;

namespace Atelier.Cli.Tests;

public sealed class When_a_campaign_file_is_read
{
    private static readonly CampaignFile Sample = CampaignFile.Read(Tree.File("samples/spring-launch.yaml"));
    private static readonly RoutingTable Routing = CatalogLoader.Load<RoutingTable>(Tree.File("catalog/routing.yaml")).Value;

    private static IEnumerable<WantedDeliverable> All => Sample.Campaigns.Values.SelectMany(campaign => campaign.Deliverables);

    private static IEnumerable<WantedStage> Stages => All.SelectMany(wanted => new[] { wanted.Still, wanted.Motion }.Concat(wanted.Motions.Values)).OfType<WantedStage>();

    [Fact]
    public void the_sample_shows_what_the_line_can_do()
    {
        Assert.True(All.Count() >= 24);
        Assert.True(All.Count(wanted => wanted is { Still: not null, Motion: not null }) >= 2, "image-to-video");
        Assert.Contains(All, wanted => wanted is { Still: null, Motion: not null });
        Assert.Contains(All, wanted => wanted is { Still: not null, Motions.Count: > 1 });
        Assert.Contains(All, wanted => wanted.Grade == Grade.Draft);
        Assert.Contains(All, wanted => wanted.Grade == Grade.Delivery);
        Assert.Contains(Sample.Campaigns.Values, campaign => campaign is { SeedLock: not null, Palette.Count: > 0 } && campaign.Deliverables.Any(wanted => wanted.Seed == "locked"));
        Assert.True(Stages.Count(stage => stage.Template is not null) > 10);
    }

    [Fact]
    public void the_sample_uses_every_category_and_so_every_tier_of_the_catalog()
    {
        var used = Stages.Select(stage => stage.Category).Distinct().Order(StringComparer.Ordinal);
        Assert.Equal(Routing.Categories.Keys.Order(StringComparer.Ordinal), used);
    }

    [Theory]
    [InlineData("landscape")]
    [InlineData("portrait")]
    [InlineData("square")]
    public void the_sample_uses_the_format(string format) => Assert.Contains(All, wanted => wanted.Format == format);

    [Theory]
    [InlineData("grade: drafty", "draft.yaml:6:16", "one of draft, delivery")]
    [InlineData("grade: draft\n        seed: sometimes", "draft.yaml:7:15", "random, locked, or a number")]
    public void a_mistake_is_told_with_its_place(string line, string place, string expected)
    {
        using var folder = new TempFolder();
        File.WriteAllText(folder.File("draft.yaml"), $"campaigns:\n  one:\n    deliverables:\n      - key: a\n        format: square\n        {line}\n        still: {{ category: hero-still, prompt: A tree }}\n");
        var mistake = Assert.Throws<CatalogException>(() => CampaignFile.Read(folder.File("draft.yaml")));
        Assert.Contains(place, mistake.Message, StringComparison.Ordinal);
        Assert.Contains(expected, mistake.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void a_key_is_given_once()
    {
        using var folder = new TempFolder();
        File.WriteAllText(folder.File("twice.yaml"), """
            campaigns:
              one:
                deliverables:
                  - { key: a, grade: draft, format: square, still: { category: hero-still, prompt: A tree } }
                  - { key: a, grade: draft, format: square, still: { category: hero-still, prompt: A bush } }
            """);
        Assert.Contains("deliverables[1].key", Assert.Throws<CatalogException>(() => CampaignFile.Read(folder.File("twice.yaml"))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void a_still_and_a_motion_become_two_stages_of_one_request()
    {
        var loop = All.First(wanted => wanted is { Still: not null, Motion: not null });
        var body = JsonSerializer.SerializeToElement(Requests.Deliverable("run", "spring-launch", loop), AtelierJson.Options);
        Assert.Equal($"run/spring-launch/{loop.Key}", body.GetProperty("key").GetString());
        Assert.Equal(["image", "video"], body.GetProperty("stages").EnumerateArray().Select(stage => stage.GetProperty("medium").GetString()));
        Assert.Equal("locked", body.GetProperty("stages")[0].GetProperty("seed").GetProperty("mode").GetString());
        Assert.Equal(2, body.GetProperty("stages")[1].GetProperty("duration").GetDouble());
    }
}
