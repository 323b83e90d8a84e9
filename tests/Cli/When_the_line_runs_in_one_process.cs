using Atelier.Cli.Campaigns;
using Atelier.Cli.Client;
using Atelier.Cli.Line;
using Atelier.Contracts;
using Atelier.TestKit;

namespace Atelier.Cli.Tests;

public sealed class When_the_line_runs_in_one_process
{
    private const string Campaign = """
        campaigns:
          small:
            valueOfHourUsd: 1
            deliverables:
              - { key: one, grade: draft, format: square, still: { category: social-still, prompt: A window seat in the spring sun } }
              - { key: two, grade: delivery, format: square, still: { category: catalogue-still, prompt: A canvas tote bag } }
        """;

    [Fact]
    public async Task a_campaign_goes_from_request_to_files_and_costs()
    {
        using var folder = new TempFolder();
        File.WriteAllText(folder.File("small.yaml"), Campaign);
        var settings = Quick(folder);
        await using (var line = await AllInOne.Start(settings, CancellationToken.None))
        {
            using var client = new AtelierClient(line.Gateway, settings.Folder.Key());
            var run = await CampaignRun.Send(client, CampaignFile.Read(folder.File("small.yaml")), "run", CancellationToken.None);
            var again = await CampaignRun.Send(client, CampaignFile.Read(folder.File("small.yaml")), "run", CancellationToken.None);
            Assert.Equal(run.Orders.Select(order => order.Id), again.Orders.Select(order => order.Id));

            using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(2));
            await foreach (var _ in run.Follow(patience.Token));
            Assert.All(run.Orders, order => Assert.Equal(DeliverablePhase.Delivered, order.View!.Phase));

            Assert.Equal(2, await Delivery.Fetch(client, run.Orders, folder.File("out"), CancellationToken.None));
            Assert.Equal(
                ["one-square-preview.jpg", "one-square.jpg", "two-square-preview.jpg", "two-square.webp"],
                Directory.GetFiles(folder.File("out/small")).Select(Path.GetFileName).Order(StringComparer.Ordinal));

            var costs = await client.Costs(run.Orders.Min(order => order.View!.AcceptedAt));
            Assert.Equal((2, 2, 0, 0), (costs.Total.Requested, costs.Total.Delivered, costs.Total.Failed, costs.Total.Unpriced));
            Assert.True(costs.Total.GenerationMicros > 0);
        }
    }

    [Fact]
    public async Task a_refusal_is_told_with_its_reasons()
    {
        using var folder = new TempFolder();
        File.WriteAllText(folder.File("wrong.yaml"), Campaign.Replace("format: square", "format: sqare", StringComparison.Ordinal));
        var settings = Quick(folder);
        await using var line = await AllInOne.Start(settings, CancellationToken.None);
        using var client = new AtelierClient(line.Gateway, settings.Folder.Key());
        var refusal = await Assert.ThrowsAsync<RefusedException>(() => CampaignRun.Send(client, CampaignFile.Read(folder.File("wrong.yaml")), "run", CancellationToken.None));
        Assert.Equal(422, refusal.Status);
        Assert.Contains("small/one", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("stages[0].format", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("square", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task operators_see_every_vendor_and_nobody_sees_a_key()
    {
        using var folder = new TempFolder();
        var settings = Quick(folder) with { More = new Dictionary<string, string> { ["FAL_KEY"] = "sk-canary-4711" } };
        await using var line = await AllInOne.Start(settings, CancellationToken.None);
        using var client = new AtelierClient(line.Gateway, settings.Folder.Key());
        var vendors = await client.Vendors();
        var (keyed, keyless) = (vendors.Single(vendor => vendor.Vendor == "fal"), vendors.Single(vendor => vendor.Vendor == "bfl"));
        Assert.Null(keyed.Missing);
        Assert.Equal("BFL_API_KEY is not set", keyless.Missing);
        Assert.All(vendors.SelectMany(vendor => vendor.Models), model => Assert.True(model.CostMicros is > 0 || model.CostOf.Length > 0, $"{model.Model} has neither price nor reason"));
        Assert.DoesNotContain("canary", System.Text.Json.JsonSerializer.Serialize(vendors), StringComparison.Ordinal);
        using var another = new AtelierClient(line.Gateway, settings.Folder.SecondKey());
        Assert.Equal(403, (await Assert.ThrowsAsync<RefusedException>(() => another.Vendors())).Status);
        Assert.True(settings.Folder.IsUp);
    }

    private static LineSettings Quick(TempFolder folder)
    {
        var line = new LineFolder(folder.File("line"));
        line.PortOf("simulator"); // any free ones: a test is not alone on the machine
        line.PortOf("gateway");
        return new LineSettings { Folder = line, Catalog = Tree.File("catalog"), Latency = 0, Faults = 0, Defects = 0 };
    }
}
