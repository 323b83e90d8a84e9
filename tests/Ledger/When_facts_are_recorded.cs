using Atelier.Platform.Bus;
using System.Text.Json;
using Atelier.Contracts;
using Atelier.Contracts.Catalog;
using Atelier.Ledger.Costs;
using Atelier.Ledger.Events;
using Microsoft.EntityFrameworkCore;

namespace Atelier.Ledger.Tests;

public sealed class When_facts_are_recorded
{
    public static TheoryData<string> Stores => ["sqlite", "postgres"];

    [Theory]
    [MemberData(nameof(Stores))]
    public async Task many_at_once_in_disorder_and_twice_cost_the_same_as_told_once_in_order(string store)
    {
        await using var ledger = await LedgerHost.Start(store);
        Story[] stories = [.. Enumerable.Range(0, 60).Select(seed => RandomStory.Draw(seed))];
        await Parallel.ForEachAsync(RandomStory.Disorder(stories.SelectMany(story => story.Facts), seed: 7), new ParallelOptions { MaxDegreeOfParallelism = 32 },
            async (told, ct) => await ledger.Recorder.Consume([new Delivery(told.Id, told.Fact)], ct));

        var stored = await ledger.Read(db => db.DeliverableCosts.AsNoTracking().ToListAsync());
        Assert.Equal(stories.Select(story => Row(When_a_deliverable_is_costed.Of(story))).Order(), stored.Select(Row).Order());
        Assert.Equal(stories.Sum(story => story.Facts.Count), await ledger.Read(db => db.Events.CountAsync()));
        Assert.Equal(0, await ledger.Read(db => db.Quarantine.CountAsync()));
    }

    [Theory]
    [MemberData(nameof(Stores))]
    public async Task the_log_alone_gives_the_same_costs_again(string store)
    {
        await using var ledger = await LedgerHost.Start(store);
        await ledger.Record(RandomStory.Disorder(Enumerable.Range(100, 40).SelectMany(seed => RandomStory.Draw(seed).Facts), seed: 3));

        var again = await Rebuild.FromLog(ledger.Get<EventLog>().Read("acme", deliverable: null, TestContext.Current.CancellationToken), TestContext.Current.CancellationToken);
        var stored = await ledger.Read(db => db.DeliverableCosts.AsNoTracking().ToListAsync());
        Assert.Equal(40, stored.Count);
        Assert.Equal(stored.Select(Row).Order(), again.Values.Select(Row).Order());
    }

    [Theory]
    [MemberData(nameof(Stores))]
    public async Task another_content_under_the_same_id_is_put_aside_and_the_first_stands(string store)
    {
        await using var ledger = await LedgerHost.Start(store);
        var story = new Story().Requested().Completed(Cost.Of(40));
        await ledger.Record(story.Facts);
        var dearer = story.Facts[1] with { Fact = (GenerationCompleted)story.Facts[1].Fact with { Cost = Cost.Of(41) } };
        await ledger.Record(dearer, dearer);

        Assert.Equal(40, await ledger.Read(db => db.DeliverableCosts.SumAsync(row => row.GenerationMicros)));
        var aside = Assert.Single(await ledger.Read(db => db.Quarantine.ToListAsync()));
        Assert.Equal((dearer.Id, nameof(GenerationCompleted)), (aside.MessageId, aside.Type));
        Assert.Contains("other content", aside.Reason, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Stores))]
    public async Task what_cannot_be_true_is_put_aside_and_counts_for_nothing(string store)
    {
        await using var ledger = await LedgerHost.Start(store);
        await ledger.Record(new Story().Requested().Completed(new Cost { Micros = -1 }).Facts);

        Assert.Equal(0, await ledger.Read(db => db.DeliverableCosts.SumAsync(row => row.Attempts)));
        Assert.Equal([nameof(DeliverableRequested)], await ledger.Read(db => db.Events.Select(fact => fact.Type).ToListAsync()));
        Assert.Contains("less than nothing", (await ledger.Read(db => db.Quarantine.SingleAsync())).Reason, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Stores))]
    public async Task a_request_that_was_turned_away_is_kept_and_is_no_deliverable(string store)
    {
        await using var ledger = await LedgerHost.Start(store);
        var rejected = new RequestRejected { TenantId = "", DeliverableId = Guid.Empty, OccurredAt = Story.Start, Problems = [new() { Field = "$", Found = "{", Remedy = "Send JSON." }] };
        await ledger.Record(new Told(Guid.NewGuid(), rejected));

        Assert.Equal(1, await ledger.Read(db => db.Events.CountAsync()));
        Assert.Equal(0, await ledger.Read(db => db.DeliverableCosts.CountAsync()));
    }

    [Theory]
    [MemberData(nameof(Stores))]
    public async Task what_is_about_every_tenant_is_kept_and_is_no_deliverable(string store)
    {
        await using var ledger = await LedgerHost.Start(store);
        var activated = new RoutingActivated
        {
            TenantId = "", DeliverableId = Guid.Empty, OccurredAt = Story.Start, Table = new RoutingTable { Name = "t", Categories = new Dictionary<string, CategoryRoute>(), Tiers = new Dictionary<string, Tier>() },
            Activation = new RoutingActivation { Hash = "h", Number = 1, Order = 1, EffectiveAt = Story.Start, At = Story.Start, By = "ann" },
        };
        var told = new Told(Guid.NewGuid(), activated);
        await ledger.Record(told, told with { Fact = activated with { Table = activated.Table with { Note = "a newer router says more of it" } } });

        Assert.Equal((1, 0, 0), (await ledger.Read(db => db.Events.CountAsync()), await ledger.Read(db => db.DeliverableCosts.CountAsync()), await ledger.Read(db => db.Quarantine.CountAsync())));
        Assert.Empty(await Rebuild.FromLog(ledger.Get<EventLog>().Read("", deliverable: null, TestContext.Current.CancellationToken), TestContext.Current.CancellationToken));
    }

    [Theory]
    [MemberData(nameof(Stores))]
    public async Task a_time_with_an_offset_is_the_same_instant(string store)
    {
        await using var ledger = await LedgerHost.Start(store);
        await ledger.Record(new Story().Requested(Story.Start.ToOffset(TimeSpan.FromHours(2))).Facts);
        Assert.Equal(Story.Start, (await ledger.Read(db => db.DeliverableCosts.SingleAsync())).RequestedAt);
    }

    /// <summary>Everything but the version, which counts groups.</summary>
    private static string Row(DeliverableCost row)
    {
        row.Version = 0;
        return JsonSerializer.Serialize(row);
    }
}
