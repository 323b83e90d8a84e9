using System.Net;
using System.Text.Json.Nodes;
using Atelier.Contracts;
using Atelier.Intake.Tests.Support;
using Atelier.TestKit;

namespace Atelier.Intake.Tests;

/// <summary>A batch of ten, of which three may be on the line at once; the test is the router.</summary>
public sealed class When_a_batch_goes_on : IAsyncLifetime
{
    private readonly TempFolder _folder = new();
    private IntakeHost _host = null!;
    private Desk _desk = null!;

    public async ValueTask InitializeAsync()
    {
        await Start();
        await _desk.SetUpCampaign();
        var batch = $$"""
            { "key": "ten", "campaign": "spring", "grade": "draft", "stages": [ { "medium": "image", "category": "hero-still", "prompt": { "text": "a cup" } } ],
              "rows": [ {{string.Join(", ", Enumerable.Range(1, 10).Select(_ => """{ "format": "square" }"""))}} ] }
            """;
        Assert.Equal(HttpStatusCode.Accepted, (await _desk.Client.PostAsync("/v1/batches", Desk.Json(batch))).StatusCode);
        await OnTheLine(3);
    }

    public async ValueTask DisposeAsync()
    {
        _desk.Dispose();
        await _host.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task so_many_are_let_onto_the_line_as_have_ended()
    {
        Assert.Equal((3, 7), (Keys().Count, (await Batch())["waiting"]!.GetValue<int>()));
        await Tell(1, DeliverablePhase.Delivered, micros: 40_000);
        await Tell(2, DeliverablePhase.Failed, micros: 2_000);
        await Tell(3, DeliverablePhase.Generating, micros: 100);
        await OnTheLine(5);
        var batch = await Batch();
        Assert.Equal("""{"accepted":7,"generating":1,"delivered":1,"failed":1}""", batch["phases"]!.ToJsonString());
        Assert.Equal((42_100L, "running", 5), (batch["costMicros"]!.GetValue<long>(), batch["state"]!.GetValue<string>(), batch["waiting"]!.GetValue<int>()));
    }

    [Fact]
    public async Task it_ends_with_its_last_one_and_a_process_that_starts_anew_goes_on_with_it()
    {
        for (var number = 1; number <= 4; number++)
            await Tell(number, DeliverablePhase.Delivered);
        await OnTheLine(7);
        await _host.DisposeAsync();
        await Start();
        for (var number = 5; number <= 10; number++)
            await Tell(number, DeliverablePhase.Delivered);
        await Eventually.True(async () => (await Batch())["state"]!.GetValue<string>() == "ended");
        Assert.Equal(10, (await Batch())["phases"]!["delivered"]!.GetValue<int>());
        await Eventually.True(async () => (await Wish("pause")).StatusCode == HttpStatusCode.Conflict);
    }

    [Fact]
    public async Task a_pause_holds_what_is_on_the_line_and_lets_nothing_more_onto_it_until_it_is_resumed()
    {
        Assert.Equal(HttpStatusCode.Accepted, (await Wish("pause")).StatusCode);
        Assert.Equal(HttpStatusCode.Accepted, (await Wish("pause")).StatusCode);
        var holds = await _host.Commands.Wait(_desk.Tenant, 3);
        Assert.Equal(Ids(1, 2, 3), holds.OfType<HoldDeliverable>().Select(hold => hold.DeliverableId).Order());
        await Tell(1, DeliverablePhase.Delivered);
        await Tell(2, DeliverablePhase.Generating, held: true);
        await Eventually.True(async () => (await Batch())["held"]!.GetValue<int>() == 1);
        Assert.Equal("paused", (await Batch())["state"]!.GetValue<string>());
        await Task.Delay(1_000, TestContext.Current.CancellationToken); // a look or two of the feeder
        Assert.Equal(3, Keys().Count);

        Assert.Equal(HttpStatusCode.Accepted, (await Wish("resume")).StatusCode);
        await OnTheLine(4);
        var releases = (await _host.Commands.Wait(_desk.Tenant, 5)).OfType<ReleaseDeliverable>();
        Assert.Equal(Ids(2, 3), releases.Select(release => release.DeliverableId).Order());
    }

    [Fact]
    public async Task a_cancelled_one_cancels_what_is_on_the_line_and_ends_the_rest_where_it_is()
    {
        await Tell(1, DeliverablePhase.Delivered, micros: 40_000);
        await OnTheLine(4);
        await Wish("pause");
        Assert.Equal(HttpStatusCode.Accepted, (await Wish("cancel")).StatusCode);
        var cancels = (await Cancels(3)).Select(cancel => cancel.DeliverableId).Order();
        Assert.Equal(Ids(2, 3, 4), cancels);
        Assert.Equal("cancelling", (await Batch())["state"]!.GetValue<string>());
        for (var number = 2; number <= 4; number++)
            await Tell(number, DeliverablePhase.Cancelled, micros: 1);
        await Eventually.True(async () => (await Batch())["state"]!.GetValue<string>() == "cancelled");
        var batch = await Batch();
        Assert.Equal("""{"delivered":1,"cancelled":9}""", batch["phases"]!.ToJsonString());
        Assert.Equal(40_003, batch["costMicros"]!.GetValue<long>());
        Assert.Equal((4, HttpStatusCode.Conflict, HttpStatusCode.Accepted), (Keys().Count, (await Wish("resume")).StatusCode, (await Wish("cancel")).StatusCode));
        Assert.Equal("cancelled", (await _desk.Get($"/v1/deliverables/{_desk.IdOf("ten/00010")}"))["phase"]!.GetValue<string>());
    }

    [Fact]
    public async Task its_report_has_a_row_for_each_as_json_and_as_a_table()
    {
        await Tell(1, DeliverablePhase.Delivered, micros: 40_000, file: true);
        await Tell(2, DeliverablePhase.Failed, micros: 2_000);
        var rows = (await _desk.Get("/v1/batches/ten/report")).AsArray();
        Assert.Equal(Enumerable.Range(1, 10), rows.Select(row => row!["number"]!.GetValue<int>()));
        Assert.Equal(("ten/00001", "delivered", 40_000L, 1), (rows[0]!["key"]!.GetValue<string>(), rows[0]!["phase"]!.GetValue<string>(), rows[0]!["costMicros"]!.GetValue<long>(), rows[0]!["attempts"]!.GetValue<int>()));
        var table = (await _desk.Client.GetStringAsync("/v1/batches/ten/report?format=csv")).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal("number,key,id,phase,held,template,format,attempts,model,costUsd,unpricedCosts,failure,file", table[0]);
        Assert.Equal($"1,ten/00001,{_desk.IdOf("ten/00001")},delivered,false,,square,1,v/a,0.040000,0,,/v1/assets/{new string('a', 64)}", table[1]);
        Assert.Equal($"2,ten/00002,{_desk.IdOf("ten/00002")},failed,false,,square,1,v/a,0.002000,0,\"capReached: =1+1, nothing did\",", table[2]);
        Assert.Equal(11, table.Length);
    }

    private async Task Start()
    {
        _host = await IntakeHost.Start(_folder, ("Intake:Batches:Window", "3"));
        _desk = new Desk(_host.Address, "acme");
    }

    private IReadOnlyList<string> Keys() => [.. _host.Published.Of<DeliverableRequested>("acme").Select(it => it.Spec.Key).Distinct().Order()];

    private Task OnTheLine(int count) => Eventually.True(() => Keys().Count == count);

    private async Task<IReadOnlyList<CancelDeliverable>> Cancels(int count)
    {
        await Eventually.True(() => _host.Commands.Of("acme").OfType<CancelDeliverable>().Count() == count);
        return [.. _host.Commands.Of("acme").OfType<CancelDeliverable>()];
    }

    private IEnumerable<Guid> Ids(params int[] numbers) => numbers.Select(number => _desk.IdOf($"ten/{number:D5}")).Order();

    private Task<JsonNode> Batch() => _desk.Get("/v1/batches/ten");

    private Task<HttpResponseMessage> Wish(string wish) => _desk.Client.PostAsync($"/v1/batches/ten/{wish}", null);

    private async Task Tell(int number, DeliverablePhase phase, long micros = 0, bool held = false, bool file = false)
    {
        var id = _desk.IdOf($"ten/{number:D5}");
        var asset = new AssetRef { Sha256 = new string('a', 64), MediaType = "image/png", Bytes = 1 };
        await _host.Tell(new DeliverableProgressed
        {
            TenantId = "acme", DeliverableId = id, OccurredAt = default, Version = 9,
            Status = new DeliverableStatus
            {
                Phase = phase, Held = held, Stage = "still", CostMicros = micros, UnpricedCosts = 0, AsOf = default,
                Failure = phase is DeliverablePhase.Failed ? new DeliverableFailure { Kind = DeliverableFailureKind.CapReached, Detail = "=1+1, nothing did" } : null,
                Stages = [new StageStatus
                {
                    Name = "still", Category = "hero-still", File = file ? new DeliveredFile { Stage = "still", Asset = asset, Preview = asset } : null,
                    Attempts = [new AttemptStatus
                    {
                        AttemptId = id, Ordinal = 1, Outcome = AttemptOutcome.Accepted,
                        Decision = new RouteDecision { TableHash = "t", Category = "hero-still", Tier = "cinematic", Candidate = 0, Model = "v/a", Criterion = "first" },
                    }],
                }],
            },
        });
        await Eventually.True(async () => (await _desk.Get($"/v1/deliverables/{id}"))["version"]!.GetValue<long>() == 9);
    }
}
