using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Atelier.Contracts;

namespace Atelier.Ledger.Tests;

public sealed class When_costs_are_asked_for
{
    public static TheoryData<string> Stores => ["sqlite", "postgres"];

    [Theory]
    [MemberData(nameof(Stores))]
    public async Task each_tier_and_the_total_say_what_a_delivered_one_truly_cost(string store)
    {
        await using var ledger = await LedgerHost.Start(store);
        var minute = TimeSpan.FromMinutes(1);
        await ledger.Record(
        [
            .. new Story { ValueOfHourMicros = 6_000_000 }.Requested().Completed(Cost.Of(1_000)).Inspected(false, Cost.Of(10)).Completed(Cost.Of(1_000)).Inspected(true, Cost.Of(10)).Refined(Cost.Of(80)).Delivered(minute).Facts,
            .. new Story { ValueOfHourMicros = 6_000_000 }.Requested().Failed(Cost.Of(900)).Failed(Cost.Unknown("lost")).GaveUp(minute).Facts,
            .. new Story().Requested().Completed(Cost.Of(5), "budget").Inspected(false, Cost.Of(1)).GaveUp(minute).Facts,
            .. new Story().Requested().Facts,
        ]);

        var report = (await Get(ledger, "/v1/ledger/costs"))!;

        var tiers = report["tiers"]!.AsArray().ToDictionary(line => (string?)line!["tier"] ?? "", line => line!);
        Assert.Equal(["", "budget", "cinematic"], tiers.Keys.Order());
        var cinematic = tiers["cinematic"];
        Assert.Equal("2 1 1 0", $"{cinematic["requested"]} {cinematic["delivered"]} {cinematic["failed"]} {cinematic["running"]}");
        Assert.Equal("4 1 4", $"{cinematic["attempts"]} {cinematic["accepted"]} {cinematic["regenerationMultiplier"]}");
        Assert.Equal("2900 20 80 200000", $"{cinematic["generationMicros"]} {cinematic["inspectionMicros"]} {cinematic["refinementMicros"]} {cinematic["waitingMicros"]}");
        Assert.Equal("203000 203000 1", $"{cinematic["trueCostMicros"]} {cinematic["trueCostPerDeliverableMicros"]} {cinematic["unpriced"]}");
        Assert.Null(tiers["budget"]["trueCostPerDeliverableMicros"]);
        Assert.Null(tiers["budget"]["regenerationMultiplier"]);
        Assert.Equal("1", $"{tiers[""]["running"]}");
        Assert.Equal("4 1 203006", $"{report["total"]!["requested"]} {report["total"]!["running"]} {report["total"]!["trueCostMicros"]}");
    }

    [Theory]
    [MemberData(nameof(Stores))]
    public async Task drafts_and_deliveries_stay_apart(string store)
    {
        await using var ledger = await LedgerHost.Start(store);
        await ledger.Record(
        [
            .. new Story { Grade = Grade.Draft }.Requested().Completed(Cost.Of(100), "budget").Inspected(true, Cost.Nothing).Delivered(TimeSpan.Zero).Facts,
            .. new Story { Grade = Grade.Draft }.Requested().Completed(Cost.Of(300)).Inspected(true, Cost.Nothing).Delivered(TimeSpan.Zero).Facts,
            .. new Story().Requested().Completed(Cost.Of(5_000)).Inspected(true, Cost.Nothing).Delivered(TimeSpan.Zero).Facts,
        ]);

        var report = (await Get(ledger, "/v1/ledger/costs"))!;
        Assert.Equal(["draft 2 200", "delivery 1 5000"], report["grades"]!.AsArray().Select(line => $"{line!["grade"]} {line["delivered"]} {line["trueCostPerDeliverableMicros"]}"));
        Assert.Equal(["budget 1 100", "cinematic 2 2650"], report["tiers"]!.AsArray().Select(line => $"{line!["tier"]} {line["delivered"]} {line["trueCostPerDeliverableMicros"]}"));
        var drafts = (await Get(ledger, "/v1/ledger/costs?grade=draft"))!;
        Assert.Equal("2 400", $"{drafts["total"]!["delivered"]} {drafts["total"]!["trueCostMicros"]}");
        using var client = ledger.Client();
        using var wrong = await client.GetAsync("/v1/ledger/costs?grade=final", TestContext.Current.CancellationToken);
        Assert.Contains("draft, delivery", await wrong.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    [Theory]
    [MemberData(nameof(Stores))]
    public async Task a_filter_takes_what_it_says_and_nothing_of_another_tenant(string store)
    {
        await using var ledger = await LedgerHost.Start(store);
        await ledger.Record(
        [
            .. new Story { Campaign = "spring" }.Requested().Facts,
            .. new Story { Campaign = "autumn" }.Requested(Story.Start.AddDays(1)).Facts,
            .. new Story { Tenant = "other", Campaign = "spring" }.Requested().Facts,
        ]);

        Assert.Equal(2, await Requested(ledger, ""));
        Assert.Equal(1, await Requested(ledger, "?campaign=spring"));
        Assert.Equal(0, await Requested(ledger, "?campaign=winter"));
        Assert.Equal(1, await Requested(ledger, "?from=2026-11-03"));
        Assert.Equal(1, await Requested(ledger, "?to=2026-11-03"));
        Assert.Equal(1, await Requested(ledger, "?from=2026-11-02T09:00:00Z&to=2026-11-02T09:00:00.001Z"));
        Assert.Equal(0, await Requested(ledger, "?to=2026-11-02T09:00:00Z"));
        Assert.Equal(1, await Requested(ledger, "?to=2026-11-02T12:00:00%2B02:00"));
    }

    [Fact]
    public async Task nothing_at_all_has_no_price()
    {
        await using var ledger = await LedgerHost.Start("sqlite");
        var report = (await Get(ledger, "/v1/ledger/costs"))!;
        Assert.Empty(report["tiers"]!.AsArray());
        Assert.Equal("0", $"{report["total"]!["trueCostMicros"]}");
        Assert.Null(report["total"]!["trueCostPerDeliverableMicros"]);
    }

    [Theory]
    [InlineData("?from=yesterday", "from")]
    [InlineData("?to=2026-13-01", "to")]
    [InlineData("?from=2026-11-03&to=2026-11-02", "to")]
    [InlineData("?campagin=spring", "campagin")]
    [InlineData("?campaign=", "campaign")]
    [InlineData("?campaign=a&campaign=b", "campaign")]
    public async Task a_filter_that_cannot_be_read_is_named(string query, string field)
    {
        await using var ledger = await LedgerHost.Start("sqlite");
        using var client = ledger.Client();
        var answer = await client.GetAsync($"/v1/ledger/costs{query}", TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        var problem = await answer.Content.ReadFromJsonAsync<JsonNode>(TestContext.Current.CancellationToken);
        Assert.Equal(field, (string?)problem!["errors"]!.AsArray().Single()!["field"]);
    }

    private static async Task<int> Requested(LedgerHost ledger, string query) => (int)(await Get(ledger, $"/v1/ledger/costs{query}"))!["total"]!["requested"]!;

    private static async Task<JsonNode?> Get(LedgerHost ledger, string path)
    {
        using var client = ledger.Client();
        return await client.GetFromJsonAsync<JsonNode>(path, TestContext.Current.CancellationToken);
    }
}
