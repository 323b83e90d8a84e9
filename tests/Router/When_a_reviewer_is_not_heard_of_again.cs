using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Atelier.Contracts;
using Atelier.Platform.Hosting;
using Atelier.Router.Saga;
using Atelier.Router.Tests.Support;
using Atelier.TestKit;

namespace Atelier.Router.Tests;

/// <summary>A reviewer's hour is worth $45, and the table counts the time of those who take an item and never decide.</summary>
public sealed class When_a_reviewer_is_not_heard_of_again : IAsyncLifetime
{
    private readonly TempFolder _folder = new();
    private RouterHost _host = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        var catalog = RouterHost.Catalog(_folder);
        const string Category = "hero-still:       { tier: cinematic,";
        Assert.Contains(Category, RouterHost.Table, StringComparison.Ordinal);
        await File.WriteAllTextAsync(Path.Combine(catalog, "routing.yaml"), RouterHost.Table.Replace(Category, "hero-still: { tier: cinematic, review: { when: [accepted], countLostLeases: true },", StringComparison.Ordinal));
        _host = await RouterHost.Start(_folder.File("data"), catalog, postgres: null);
    }

    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task their_time_counts_to_the_end_of_the_lease_once_the_next_one_takes_it_and_to_the_end_of_the_review()
    {
        using var ann = _host.As("ann", Roles.Reviewer);
        using var bob = _host.As("bob", Roles.Reviewer);
        await _host.Handle(Sample.Requested().With(stage => stage with { Category = "hero-still" }));
        await _host.Handle(Sample.Completed((await _host.State(Sample.Id))!));
        await _host.Handle(Sample.Inspected((await _host.State(Sample.Id))!, accepted: true));
        await Lease(ann, 0.01);
        while ((await Lease(bob, 60)).StatusCode is System.Net.HttpStatusCode.NoContent)
            await Task.Delay(50, Ct);
        await Lease(bob, 60); // who has it keeps it
        var lost = await Told(1);
        Assert.Equal(("ann", TimeSpan.FromSeconds(0.6), 7_500L), (lost.Lost.Reviewer, lost.Lost.Spent, lost.Lost.Cost.Micros));
        await _host.Handle(lost);
        await _host.Handle(lost); // twice
        Assert.Equal(7_500, (await _host.State(Sample.Id))!.Current.Reviews!.Costs.Sum(cost => cost.Micros));

        await _host.Handle(Sample.Cancel());
        var left = await Told(2);
        Assert.Equal("bob", left.Lost.Reviewer);
        Assert.True(left.Lost.Spent < TimeSpan.FromMinutes(30), $"{left.Lost.Spent} of an hour's lease");
        await _host.Handle(left);
        var status = Snapshot.Of((await _host.State(Sample.Id))!, Sample.Noon);
        Assert.Equal(["ann", "bob"], status.Stages[0].Reviews!.Single().LostLeases!.Select(it => it.Reviewer));
        Assert.Equal(1010 + 7_500 + left.Lost.Cost.Micros, status.CostMicros);
    }

    [Fact]
    public async Task who_decides_or_puts_it_back_leaves_no_lost_lease()
    {
        using var ann = _host.As("ann", Roles.Reviewer);
        await _host.Handle(Sample.Requested().With(stage => stage with { Category = "hero-still" }));
        await _host.Handle(Sample.Completed((await _host.State(Sample.Id))!));
        await _host.Handle(Sample.Inspected((await _host.State(Sample.Id))!, accepted: true));
        var taken = (await (await Lease(ann, 60)).Content.ReadFromJsonAsync<JsonNode>(Ct))!;
        using var back = await ann.PostAsJsonAsync($"/v1/reviews/{(Guid)taken["review"]!["id"]!}/put-back", new { lease = (Guid)taken["lease"]! }, Ct);
        Assert.True(back.IsSuccessStatusCode);
        taken = (await (await Lease(ann, 60)).Content.ReadFromJsonAsync<JsonNode>(Ct))!;
        using var decided = await ann.PostAsJsonAsync($"/v1/reviews/{(Guid)taken["review"]!["id"]!}/accept", new { lease = (Guid)taken["lease"]! }, Ct);
        Assert.True(decided.IsSuccessStatusCode);
        while (_host.Decided.IsEmpty)
            await Task.Delay(20, Ct);
        await _host.Handle(_host.Decided.Single());
        await _host.Handle(Sample.Cancel());
        Assert.Equal(DeliverablePhase.Cancelled, (await _host.State(Sample.Id))!.Phase);
        Assert.Empty(_host.LostLeases);
    }

    [Fact]
    public void it_costs_and_changes_nothing_else()
    {
        var play = Play.In(DeliverablePhase.Reviewing);
        var before = play.State!;
        play.Send(Sample.LeaseLost(before));
        Assert.Equal((Fate.Recorded, 750_000), (play.Last!.Fate, Snapshot.Of(play.State!, play.Now).CostMicros - Snapshot.Of(before, play.Now).CostMicros));
        Assert.Equal(Fate.Ignored, play.Send(Sample.LeaseLost(before)).Last!.Fate);
    }

    private Task<HttpResponseMessage> Lease(HttpClient by, double minutes) => by.PostAsJsonAsync("/v1/reviews/lease", new { minutes }, Ct);

    private async Task<ReviewAbandoned> Told(int count)
    {
        while (_host.LostLeases.Count < count)
            await Task.Delay(20, Ct);
        Assert.Equal(count, _host.LostLeases.Count);
        return _host.LostLeases.OrderBy(lost => lost.OccurredAt).Last();
    }
}
