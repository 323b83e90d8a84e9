using System.Text.Json.Nodes;
using Atelier.Contracts;
using Atelier.Router.Tests.Support;
using Atelier.TestKit;

namespace Atelier.Router.Tests;

/// <summary>Two pods on one PostgreSQL hear of attempts and both count them: each outcome once, each change told once, and both route by it.</summary>
public sealed class When_pods_count_outcomes : IAsyncLifetime
{
    private const string Rule = "acceptance: { floor: 0.5, recover: 0.8, window: 200, minimum: 60, cooldown: 1s, probeShare: 1, probes: 5 }";

    private readonly TempFolder _folder = new();
    private RouterHost[] _pods = null!;

    public async ValueTask InitializeAsync()
    {
        var (database, catalog) = (await RealServers.NewPostgresDatabase(), RouterHost.Catalog(_folder));
        _pods = [await RouterHost.Start(_folder.File("one"), catalog, database), await RouterHost.Start(_folder.File("other"), catalog, database)];
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var pod in _pods)
            await pod.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task each_outcome_counts_once_and_each_change_is_told_once_and_heeded_by_both()
    {
        Assert.Equal(System.Net.HttpStatusCode.Forbidden, (await _pods[0].Reader.GetAsync("/v1/routing/health")).StatusCode);
        var (_, version) = await _pods[0].Publish(RoutingVersionClaims.CatalogText.Replace("switch: { afterRejections: 2 }", $"switch: {{ afterRejections: 2, {Rule} }}", StringComparison.Ordinal));
        Assert.Equal("validated", (string)version["state"]!);
        await _pods[0].Activate(new { version = 2 });

        await Task.WhenAll(Enumerable.Range(0, 59).Select(i => Judge($"first-{i}", accepted: i % 3 == 0, _pods[i % 2])));
        var counted = await Until(health => (int)health["sample"]! >= 59);
        Assert.Equal((59, 20 / 59.0, "closed"), ((int)counted["sample"]!, (double)counted["measured"]!, (string)counted["state"]!)); // one fewer than the minimum

        await Judge("the-sixtieth", accepted: false, _pods[1]);
        var opened = await Until(health => (long)health["changes"]! >= 1);
        Assert.Equal((60, 20 / 60.0), ((int)opened["sample"]!, (double)opened["measured"]!));
        await Until(health => (string)health["state"]! == "halfOpen");
        await BothKnow("probe:acceptance");

        await Task.WhenAll(Enumerable.Range(0, 5).Select(i => Judge($"probe-{i}", accepted: true, _pods[i % 2], "probe:acceptance")));
        await Until(health => (string)health["state"]! == "closed");
        await BothKnow("first");
        var told = _pods.SelectMany(pod => pod.Health).OrderBy(change => change.OccurredAt).ToList();
        Assert.Equal([CircuitState.Open, CircuitState.HalfOpen, CircuitState.Closed], told.Select(change => change.To));
        Assert.Equal((1 / 3.0, 60, 0.5), (told[0].Measured!.Value, told[0].Sample, told[0].Limit!.Value));
        Assert.All(told, change => Assert.Equal(("hero-still", "meridian/atlas-ultra", "acceptance"), (change.Category, change.Model, change.Criterion)));
    }

    /// <summary>A deliverable whose first attempt is judged, its messages told to either pod.</summary>
    private async Task Judge(string key, bool accepted, RouterHost pod, string criterion = "first")
    {
        var id = await Begin(key, pod);
        var begun = (await pod.State(id))!;
        Assert.Equal(criterion, begun.LastAttempt!.Decision.Criterion);
        await pod.Handle(Sample.Completed(begun) with { DeliverableId = id });
        var other = _pods.Single(one => one != pod);
        await other.Handle(Sample.Inspected((await other.State(id))!, accepted) with { DeliverableId = id });
        await other.Handle(Sample.Inspected(begun, accepted) with { DeliverableId = id }); // again: nothing changes
    }

    private static async Task<Guid> Begin(string key, RouterHost pod)
    {
        var id = DeterministicId.OfDeliverable("acme", key);
        await pod.Handle(Sample.Requested().With(stage => stage with { Category = "hero-still" }) with { DeliverableId = id });
        return id;
    }

    private async Task BothKnow(string criterion)
    {
        foreach (var pod in _pods)
        {
            string? found = null;
            for (var look = 0; look < 200 && found != criterion; look++)
            {
                await Task.Delay(50);
                found = (await pod.State(await Begin(Guid.NewGuid().ToString(), pod)))!.LastAttempt!.Decision.Criterion;
            }
            Assert.Equal(criterion, found);
        }
    }

    private async Task<JsonNode> Until(Func<JsonNode, bool> condition)
    {
        JsonNode? health = null;
        for (var look = 0; look < 300; look++)
        {
            var items = JsonNode.Parse(await _pods[look % 2].Operator.GetStringAsync("/v1/routing/health?category=hero-still"))!["items"]!.AsArray();
            if (items.Count > 0 && condition(health = Assert.Single(items)!))
                return health;
            await Task.Delay(50);
        }
        Assert.Fail($"It stays {health?.ToJsonString() ?? "unknown"}.");
        return null!;
    }
}
