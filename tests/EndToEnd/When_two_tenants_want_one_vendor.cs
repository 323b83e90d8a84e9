using System.Net.Http.Json;
using Atelier.Contracts;
using Atelier.EndToEnd.Tests.Support;

namespace Atelier.EndToEnd.Tests;

/// <summary>A tier that takes two attempts at once, and somebody who wants twenty.</summary>
[Collection(OnTheLineInMemory.Name)]
public sealed class When_two_tenants_want_one_vendor(MemoryLine line)
{
    private const string Campaign = "sharing";

    [Fact]
    public async Task one_urgent_request_is_overtaken_by_no_more_than_a_few_attempts_of_the_other()
    {
        await line.Client.PutCampaign(Campaign, new { });
        (await line.Stranger.PutAsJsonAsync($"/v1/campaigns/{Campaign}", new { })).EnsureSuccessStatusCode();
        var many = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => line.Client.Submit("a deliverable", Still($"many-{i}", Priority.High))));
        await Until.True(line, "the tier is busy and some were made", async () => (await Line()) is (2, > 8 and < 18));

        var one = await Submit("one");
        await Until.True(line, "the other tenant's one is there", async () => (await Events(line.Stranger)).OfType<GenerationCompleted>().Any(done => done.DeliverableId == one));
        Assert.True((await Line()).Waiting > 2, "Everything was made by then: nothing would be proven.");
        var facts = await Events(line.Stranger);
        var asked = facts.OfType<DeliverableRequested>().Single(request => request.DeliverableId == one).OccurredAt;
        var begun = facts.OfType<GenerationCompleted>().First(done => done.DeliverableId == one) is var made ? made.OccurredAt - made.Latency : default;
        var overtook = (await Events(line.Http)).OfType<GenerationCompleted>().Where(done => many.Contains(done.DeliverableId)).Select(done => done.OccurredAt - done.Latency).Count(at => at > asked && at < begun);
        Assert.InRange(overtook, 0, 4);

        var ended = await line.Ended(many); // and no deadline passed in the line, though it was longer than the deadline
        Assert.DoesNotContain(ended.SelectMany(view => view.Status!.Stages[0].Attempts), attempt => attempt.Failure is FailureKind.TimedOut);
    }

    private async Task<Guid> Submit(string key)
    {
        using var answer = await line.Stranger.PostAsJsonAsync("/v1/deliverables", Still(key, Priority.Urgent), AtelierJson.Options);
        answer.EnsureSuccessStatusCode();
        return (await answer.Content.ReadFromJsonAsync<Answer>(AtelierJson.Options))!.Id;
    }

    private static object Still(string key, Priority priority) => new
    {
        Key = $"sharing-{key}", Campaign, Grade = Grade.Draft, Priority = priority,
        Stages = new[] { new { Medium = Medium.Image, Category = TestCatalog.NarrowStill, Format = "square", Prompt = new { Text = $"Jug {key} [[sim:none]]" } } },
    };

    private async Task<(int InFlight, int Waiting)> Line() =>
        (await line.Client.RoutingWaiting()).Tiers.Single(tier => tier.Tier == "narrow") is var tier ? (tier.InFlight, tier.Waiting) : default;

    private static async Task<IReadOnlyList<IEvent>> Events(HttpClient of) => [.. (await Fact.All(of)).Select(fact => fact.Event)];

    private sealed record Answer(Guid Id);
}
