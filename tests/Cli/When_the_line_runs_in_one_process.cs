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

    private static LineSettings Quick(TempFolder folder)
    {
        var line = new LineFolder(folder.File("line"));
        line.PortOf("simulator"); // any free ones: a test is not alone on the machine
        line.PortOf("gateway");
        return new LineSettings { Folder = line, Catalog = Tree.File("catalog"), Latency = 0, Faults = 0, Defects = 0 };
    }
}
