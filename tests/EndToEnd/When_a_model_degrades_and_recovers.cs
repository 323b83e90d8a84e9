using Atelier.Cli.Client;
using Atelier.Contracts;
using Atelier.EndToEnd.Tests.Support;

namespace Atelier.EndToEnd.Tests;

/// <summary>A simulated model gets worse, is passed over, gets better, is probed and has its turn again; each step is recorded.</summary>
[Collection(OnTheLineOnServers.Name)]
public sealed class When_a_model_degrades_and_recovers(ServerLine line)
{
    private const string Campaign = "moods";
    private const string Moody = "lumen/cine";
    private const string Simulated = "lumen-cine";
    private const string Rule = "acceptance: { floor: 0.6, recover: 0.9, window: 6, minimum: 4, cooldown: 15s, probeShare: 1, probes: 2 }";

    [Fact]
    public async Task traffic_moves_to_the_next_candidate_and_comes_back()
    {
        using var vendors = new SimulatedVendors(line);
        await line.Client.PutCampaign(Campaign, new { });
        var before = (await line.Client.ActiveRouting()).Active!;
        var text = await File.ReadAllTextAsync(Path.Combine(line.Catalog, "routing.yaml"));
        var print = text.IndexOf("\n  print:", StringComparison.Ordinal);
        var version = await line.Client.PublishRouting(text[..print] + text[print..].Replace("switch: { afterRejections: 1 }", $"switch: {{ afterRejections: 1, {Rule} }}", StringComparison.Ordinal), "a test", "acceptance is looked at");
        Assert.Equal("validated", version.State);
        await line.Client.ActivateRouting($"{version.Number}", at: null, "a test", note: null);
        try
        {
            await vendors.Set(Simulated, new { defectRate = 0, faults = new { } });
            Assert.All(await Wave("well", 4), view => Assert.Equal(("first", Moody), First(view)));
            await vendors.Set(Simulated, new { defectRate = 1, defect = "blurred", faults = new { } });
            await Wave("badly", 5);
            await Until.True(line, "it is passed over", async () => First((await Wave($"meanwhile-{Guid.NewGuid()}", 1))[0]) == ("switch:acceptance", "lumen/mini"));
            await Until.True(line, "a probe finds it as bad as it was", async () => (await Wave($"probed-{Guid.NewGuid()}", 1))[0] is var view
                && First(view) == ("probe:acceptance", Moody) && view.Status!.Stages[0].Attempts[0].Outcome is AttemptOutcome.Rejected);

            await vendors.Set(Simulated, new { defectRate = 0, faults = new { } });
            for (var wave = 0; (await Health())?.State is not CircuitState.Closed; wave++)
            {
                Assert.True(wave < 60, $"It never comes back.\n{line.Logs()}");
                foreach (var view in await Wave($"again-{wave}", 2))
                    Assert.Contains(First(view), new[] { ("switch:acceptance", "lumen/mini"), ("probe:acceptance", Moody), ("first", Moody) });
            }
            await Until.True(line, "a new one goes there first", async () => First((await Wave($"after-{Guid.NewGuid()}", 1))[0]) == ("first", Moody));

            var switched = (await Fact.All(line.Http)).Select(fact => fact.Event).OfType<CandidateSwitched>().Where(said => said.Decision.TableHash == version.Hash).ToList();
            Assert.Contains(switched, said => (said.From, said.Decision.Model, said.Decision.Criterion) == (Moody, "lumen/mini", "switch:rejections"));
            Assert.Contains(switched, said => (said.From, said.Decision.Model, said.Decision.Criterion) == (Moody, "lumen/mini", "switch:acceptance"));
        }
        finally
        {
            await vendors.Forget(Simulated);
            await line.Client.ActivateRouting(before.Hash, at: null, "a test", "back");
        }
    }

    private async Task<IReadOnlyList<DeliverableView>> Wave(string name, int count) => await line.Ended(await Task.WhenAll(
        Enumerable.Range(0, count).Select(i => line.Client.Submit("a deliverable", Ask.Image(Campaign, $"{name}-{i}", $"Cup {name} {i}", TestCatalog.PrintStill)))));

    private async Task<ModelHealthView?> Health() => (await line.Client.RoutingHealth()).SingleOrDefault(health => (health.Category, health.Model) == (TestCatalog.PrintStill, Moody));

    private static (string Criterion, string Model) First(DeliverableView view)
    {
        var decision = view.Status!.Stages[0].Attempts[0].Decision;
        return (decision.Criterion, decision.Model);
    }
}
