using System.Net;
using System.Text.Json.Nodes;
using Atelier.Contracts;

namespace Atelier.Ledger.Tests;

public sealed class When_events_are_asked_for
{
    [Fact]
    public async Task every_fact_of_a_deliverable_is_a_line_in_order_as_it_was_told()
    {
        await using var ledger = await LedgerHost.Start("sqlite");
        var story = new Story().Requested().Failed(Cost.Of(900)).Completed(Cost.Of(1_000)).Delivered(TimeSpan.FromMinutes(1));
        await ledger.Record([.. story.Facts.Reverse(), .. new Story().Requested().Facts]);

        var lines = await Lines(ledger, $"?deliverable={story.Id}");

        Assert.Equal(["DeliverableRequested", "GenerationFailed", "GenerationCompleted", "DeliverableDelivered"], lines.Select(line => (string?)line["type"]));
        Assert.Equal(story.Facts.Select(told => $"{told.Id}"), lines.Select(line => (string?)line["id"]));
        Assert.Equal(900, (int)lines[1]["event"]!["cost"]!["micros"]!);
    }

    [Fact]
    public async Task without_a_deliverable_they_are_all_of_the_tenants_and_only_those()
    {
        await using var ledger = await LedgerHost.Start("sqlite");
        await ledger.Record([.. new Story().Requested().Facts, .. new Story().Requested().Facts, .. new Story { Tenant = "other" }.Requested().Facts]);
        Assert.Equal(2, (await Lines(ledger, "")).Count);
    }

    [Fact]
    public async Task an_id_that_is_none_is_named()
    {
        await using var ledger = await LedgerHost.Start("sqlite");
        using var client = ledger.Client();
        var answer = await client.GetAsync("/v1/ledger/events?deliverable=first", TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains("\"deliverable\"", await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    private static async Task<IReadOnlyList<JsonNode>> Lines(LedgerHost ledger, string query)
    {
        using var client = ledger.Client();
        var text = await client.GetStringAsync($"/v1/ledger/events{query}", TestContext.Current.CancellationToken);
        return [.. text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonNode.Parse(line)!)];
    }
}
