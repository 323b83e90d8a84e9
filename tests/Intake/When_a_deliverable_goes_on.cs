using System.Net;
using System.Text.Json.Nodes;
using Atelier.Contracts;
using Atelier.Intake.Tests.Support;
using Atelier.Platform.Assets;
using Atelier.Platform.Media;
using Microsoft.Extensions.DependencyInjection;

namespace Atelier.Intake.Tests;

public sealed class When_a_deliverable_goes_on(SharedIntake intake) : IClassFixture<SharedIntake>, IAsyncLifetime
{
    private readonly IntakeHost _host = intake.Host;
    private readonly Desk _desk = new(intake.Host.Address);
    private readonly Desk _rival = new(intake.Host.Address);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await _desk.SetUpCampaign();
        await _desk.Post(Support.Requests.Image("a"));
    }

    [Fact]
    public async Task it_is_accepted_before_the_router_has_seen_it()
    {
        var view = await _desk.Get($"/v1/deliverables/{_desk.IdOf("a")}");
        Assert.Equal(("accepted", 0, "spring", "a cup"), ((string)view["phase"]!, (long)view["version"]!, (string)view["campaign"]!, (string)view["request"]!["stages"]![0]!["prompt"]!["text"]!));
        Assert.Null(view["status"]);
    }

    [Fact]
    public async Task its_newest_snapshot_is_shown_whatever_the_order_and_number_of_arrivals()
    {
        await _host.Tell(News("a", 3, DeliverablePhase.Inspecting));
        await Shows("a", "inspecting");
        await _host.Tell(News("a", 2, DeliverablePhase.Generating));
        await _host.Tell(News("a", 3, DeliverablePhase.Failed)); // the same version again is old news too
        await _host.Tell(News("b", 1, DeliverablePhase.Generating));
        await _desk.Post(Support.Requests.Image("b"));
        await Shows("b", "generating");
        var view = await _desk.Get($"/v1/deliverables/{_desk.IdOf("a")}");
        Assert.Equal(("inspecting", 3), ((string)view["phase"]!, (long)view["version"]!));
    }

    [Fact]
    public async Task a_snapshot_that_comes_before_its_request_is_kept_for_it()
    {
        await _host.Tell(News("early", 5, DeliverablePhase.Generating));
        await _host.Tell(News("a", 1, DeliverablePhase.Generating));
        await Shows("a", "generating"); // so the earlier news was heard too
        Assert.Equal(HttpStatusCode.NotFound, (await _desk.Client.GetAsync($"/v1/deliverables/{_desk.IdOf("early")}", Ct)).StatusCode);
        await _desk.Post(Support.Requests.Image("early"));
        await Shows("early", "generating");
    }

    [Fact]
    public async Task attempts_verdicts_costs_and_files_are_shown()
    {
        var store = _host.Services.GetRequiredService<IAssetStore>();
        var (file, preview) = (await store.Put(new MemoryStream([1, 2, 3, 4]), Png, Ct), await store.Put(new MemoryStream([5]), Png, Ct));
        await _host.Tell(News("a", 9, DeliverablePhase.Delivered, new DeliveredFile { Stage = "still", Asset = file, Preview = preview }));
        await Shows("a", "delivered");

        var view = await _desk.Get($"/v1/deliverables/{_desk.IdOf("a")}");
        var attempt = view["status"]!["stages"]![0]!["attempts"]![0]!;
        Assert.Equal(("rejected", "blank", 40_000), ((string)attempt["outcome"]!, (string)attempt["verdict"]!["reasons"]![0]!["defect"]!, (long)attempt["cost"]!["micros"]!));
        Assert.Equal($"/v1/assets/{file.Sha256}", (string)view["files"]![0]!["url"]!);

        var got = await _desk.Client.GetAsync((string)view["files"]![0]!["url"]!, Ct);
        Assert.Equal([1, 2, 3, 4], await got.Content.ReadAsByteArrayAsync(Ct));
        Assert.Equal("image/png", got.Content.Headers.ContentType!.MediaType);
        Assert.True(got.Headers.CacheControl!.Extensions.Any(e => e.Name == "immutable") && got.Headers.CacheControl.Private);
        Assert.Equal(HttpStatusCode.NotFound, (await _rival.Client.GetAsync($"/v1/assets/{file.Sha256}", Ct)).StatusCode);
    }

    [Fact]
    public async Task a_part_of_a_file_can_be_asked_for_and_an_unchanged_one_is_not_sent_again()
    {
        var asset = await _host.Services.GetRequiredService<IAssetStore>().Put(new MemoryStream([10, 11, 12, 13, 14]), Png, Ct);
        await _host.Tell(News("a", 9, DeliverablePhase.Delivered, new DeliveredFile { Stage = "still", Asset = asset, Preview = asset }));
        await Shows("a", "delivered");

        var part = await _desk.Client.SendAsync(Ask(asset, request => request.Headers.Range = new(1, 2)), Ct);
        Assert.Equal(HttpStatusCode.PartialContent, part.StatusCode);
        Assert.Equal([11, 12], await part.Content.ReadAsByteArrayAsync(Ct));
        var again = await _desk.Client.SendAsync(Ask(asset, request => request.Headers.IfNoneMatch.Add(new($"\"{asset.Sha256}\""))), Ct);
        Assert.Equal(HttpStatusCode.NotModified, again.StatusCode);
    }

    [Fact]
    public async Task another_tenant_sees_nothing_of_it()
    {
        Assert.Equal(HttpStatusCode.NotFound, (await _rival.Client.GetAsync($"/v1/deliverables/{_desk.IdOf("a")}", Ct)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await _rival.Client.GetAsync($"/v1/deliverables/{_desk.IdOf("a")}/events", Ct)).StatusCode);
        Assert.Empty((await _rival.Get("/v1/deliverables"))["items"]!.AsArray());
    }

    [Fact]
    public async Task lists_come_in_pages_in_the_order_of_acceptance()
    {
        foreach (var key in new[] { "b", "c", "d", "e" })
            await _desk.Post(Support.Requests.Image(key));
        var keys = new List<string>();
        string? after = null;
        do
        {
            var page = await _desk.Get($"/v1/deliverables?campaign=spring&limit=2{(after is null ? "" : $"&after={after}")}");
            keys.AddRange(page["items"]!.AsArray().Select(item => (string)item!["key"]!));
            after = (string?)page["next"];
        }
        while (after is not null);
        Assert.Equal(["a", "b", "c", "d", "e"], keys);
    }

    [Fact]
    public async Task lists_can_be_narrowed_by_phase_and_campaign()
    {
        await _desk.Post(Support.Requests.Image("b"));
        await _host.Tell(News("b", 1, DeliverablePhase.Generating));
        await Shows("b", "generating");
        Assert.Equal(["b"], await Keys("phase=generating"));
        Assert.Equal(["a"], await Keys("phase=accepted"));
        Assert.Empty(await Keys("phase=delivered"));
        Assert.Empty(await Keys("campaign=autumn"));
    }

    [Theory]
    [InlineData("phase=finished")]
    [InlineData("limit=0")]
    [InlineData("limit=many")]
    public async Task impossible_queries_are_refused(string query) =>
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await _desk.Client.GetAsync($"/v1/deliverables?{query}", Ct)).StatusCode);

    [Fact]
    public async Task it_can_be_followed_to_its_end()
    {
        using var stream = new StreamReader(await _desk.Client.GetStreamAsync($"/v1/deliverables/{_desk.IdOf("a")}/events", Ct));
        var ids = new List<string>();
        while (await stream.ReadLineAsync(Ct) is { } line)
        {
            if (!line.StartsWith("id:", StringComparison.Ordinal))
                continue;
            ids.Add(line[3..].Trim());
            if (ids.Count == 1)
                await _host.Tell(News("a", 4, DeliverablePhase.Delivered));
        }
        Assert.Equal(["0", "4"], ids);
    }

    public ValueTask DisposeAsync()
    {
        _desk.Dispose();
        _rival.Dispose();
        return ValueTask.CompletedTask;
    }

    private static readonly MediaFacts Png = new() { MediaType = MediaTypes.Png, Width = 2, Height = 2 };

    private static HttpRequestMessage Ask(AssetRef asset, Action<HttpRequestMessage> with)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, $"/v1/assets/{asset.Sha256}");
        with(request);
        return request;
    }

    private Task Shows(string key, string phase) => Eventually.True(async () =>
    {
        var answer = await _desk.Client.GetAsync($"/v1/deliverables/{_desk.IdOf(key)}", Ct);
        return answer.IsSuccessStatusCode && (string)JsonNode.Parse(await answer.Content.ReadAsStringAsync(Ct))!["phase"]! == phase;
    });

    private async Task<IEnumerable<string>> Keys(string query) => (await _desk.Get($"/v1/deliverables?{query}"))["items"]!.AsArray().Select(item => (string)item!["key"]!);

    private DeliverableProgressed News(string key, long version, DeliverablePhase phase, DeliveredFile? file = null) => new()
    {
        TenantId = _desk.Tenant,
        DeliverableId = _desk.IdOf(key),
        OccurredAt = DateTimeOffset.UnixEpoch,
        Version = version,
        Status = new DeliverableStatus
        {
            Phase = phase,
            Stage = "still",
            CostMicros = 40_000,
            UnpricedCosts = 0,
            AsOf = DateTimeOffset.UnixEpoch,
            Stages = [new StageStatus { Name = "still", Category = "hero-still", File = file, Attempts = [Rejected(_desk.IdOf(key))] }],
        },
    };

    private static AttemptStatus Rejected(Guid deliverable) => new()
    {
        AttemptId = DeterministicId.OfAttempt(deliverable, 0, 1),
        Ordinal = 1,
        Decision = new RouteDecision { TableHash = "t", Category = "hero-still", Tier = "cinematic", Candidate = 0, Model = "v/a", Criterion = "first" },
        Outcome = AttemptOutcome.Rejected,
        Cost = Cost.Of(40_000),
        Verdict = new Verdict { Accepted = false, Judge = "gate", PolicyHash = "p", Reasons = [new VerdictReason { Defect = Defect.Blank, Detail = "nothing in it" }] },
    };
}
