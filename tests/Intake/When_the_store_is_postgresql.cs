using System.Net;
using System.Text.Json.Nodes;
using Atelier.Contracts;
using Atelier.Intake.Tests.Support;
using Atelier.TestKit;

namespace Atelier.Intake.Tests;

/// <summary>What depends on the store, on the other store.</summary>
public sealed class When_the_store_is_postgresql : IAsyncLifetime
{
    private readonly TempFolder _folder = new();
    private IntakeHost _host = null!;
    private Desk _desk = null!;

    public async ValueTask InitializeAsync()
    {
        _host = await IntakeHost.Start(_folder, ("Atelier:Postgres", await RealServers.NewPostgresDatabase()));
        _desk = new Desk(_host.Address);
        await _desk.SetUpCampaign();
    }

    [Fact]
    public async Task requests_are_kept_once_and_listed_in_pages_with_their_snapshots()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 30).Select(i => _desk.Post(Support.Requests.Film($"k-{i % 3}"))));
        Assert.All(answers, answer => Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode));
        Assert.Equal(HttpStatusCode.Conflict, (await _desk.Post(Support.Requests.Image("k-0"))).StatusCode);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await _desk.Post(Support.Requests.Image("k-9").With("campaign", "\"sprng\""))).StatusCode);
        Assert.Equal(3, (await _host.Published.Wait<DeliverableRequested>(_desk.Tenant, 3)).Select(r => r.DeliverableId).Distinct().Count());

        var first = await _desk.Get("/v1/deliverables?campaign=spring&limit=2");
        var second = await _desk.Get($"/v1/deliverables?campaign=spring&limit=2&after={(string)first["next"]!}");
        Assert.Equal(["k-0", "k-1", "k-2"], Keys(first).Concat(Keys(second)).Order());
        Assert.Null(second["next"]);

        await _host.Tell(News(2, DeliverablePhase.Generating));
        await _host.Tell(News(1, DeliverablePhase.Accepted));
        await Eventually.True(async () => Keys(await _desk.Get("/v1/deliverables?phase=generating")).SequenceEqual(["k-1"]));
        Assert.Equal(2, Keys(await _desk.Get("/v1/deliverables?phase=accepted")).Count());
    }

    public async ValueTask DisposeAsync()
    {
        _desk.Dispose();
        await _host.DisposeAsync();
        _folder.Dispose();
    }

    private static IEnumerable<string> Keys(JsonNode page) => page["items"]!.AsArray().Select(item => (string)item!["key"]!);

    private DeliverableProgressed News(long version, DeliverablePhase phase) => new()
    {
        TenantId = _desk.Tenant,
        DeliverableId = _desk.IdOf("k-1"),
        OccurredAt = DateTimeOffset.UnixEpoch,
        Version = version,
        Status = new DeliverableStatus { Phase = phase, Stage = "still", CostMicros = 0, UnpricedCosts = 0, AsOf = DateTimeOffset.UnixEpoch, Stages = [] },
    };
}
