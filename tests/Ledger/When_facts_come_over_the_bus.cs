using Atelier.Contracts;
using Atelier.Platform.Bus;
using MassTransit;
using Microsoft.EntityFrameworkCore;

namespace Atelier.Ledger.Tests;

public sealed class When_facts_come_over_the_bus
{
    [Fact]
    public void every_event_about_a_deliverable_is_heard_but_the_snapshot()
    {
        var plan = new BusPlan();
        plan.Ledger();
        var heard = plan.Queues.Single().Consumers.Select(consumer => consumer.GetGenericArguments()[^1]).ToList();
        var told = typeof(IEvent).Assembly.GetExportedTypes().Where(type => type.IsAssignableTo(typeof(IEvent)) && !type.IsInterface && type != typeof(DeliverableProgressed));
        var bound = Subscriptions.ByEvent.Where(subscription => subscription.Value.Contains(Queues.Ledger)).Select(subscription => subscription.Key);
        Assert.Equal(told.Select(type => type.Name).Order(), heard.Select(type => type.Name).Order());
        Assert.Equal(bound.Select(type => type.Name).Order(), heard.Select(type => type.Name).Order());
    }

    [Fact]
    public async Task they_are_kept_under_their_message_ids()
    {
        await using var ledger = await LedgerHost.Start("sqlite");
        var story = RandomStory.Draw(seed: 11);
        foreach (var told in story.Facts.Concat(story.Facts))
            await ledger.Get<IBus>().Publish(told.Fact, told.Fact.GetType(), context => context.MessageId = told.Id, TestContext.Current.CancellationToken);

        while (await ledger.Read(db => db.Events.CountAsync()) < story.Facts.Count)
            await Task.Delay(20, TestContext.Current.CancellationToken);
        var kept = await ledger.Read(db => db.Events.Select(fact => fact.Id).ToListAsync());
        Assert.Equal(story.Facts.Select(told => told.Id).Order(), kept.Order());
    }
}
