using System.Collections.Concurrent;
using Atelier.Contracts;
using Atelier.Platform.Bus;
using Atelier.Platform.Hosting;
using Atelier.Platform.Servers;
using Atelier.Platform.Stores;
using Atelier.Platform.Tests.Stores;
using Atelier.TestKit;
using MassTransit;
using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Atelier.Platform.Tests.Bus;

public sealed class When_the_broker_restarts
{
    [Fact]
    public async Task what_was_committed_meanwhile_is_published_after_and_both_ways_of_hearing_come_back()
    {
        using var folder = new TempFolder();
        await using var broker = await RabbitServer.Start(folder.File("broker"));
        await using var app = await Start(broker, folder);
        var (commits, ears) = (app.Services.GetRequiredService<GroupCommit<NotesDb>>(), app.Services.GetRequiredService<Ears>());

        var keys = Enumerable.Range(0, 30).Select(i => $"k{i}").ToList();
        foreach (var key in keys[..10])
            await Say(commits, key);
        await ears.Until(keys[..10]);
        await broker.Down();
        foreach (var key in keys[10..20])
            await Say(commits, key); // committed, and so accepted, without a broker
        await broker.Up();
        foreach (var key in keys[20..])
            await Say(commits, key);
        await ears.Until(keys);

        for (var i = 0; i < 300 && await Waiting(app) > 0; i++)
            await Task.Delay(100, TestContext.Current.CancellationToken);
        Assert.Equal(0, await Waiting(app));
    }

    private static async Task<WebApplication> Start(RabbitServer broker, TempFolder folder)
    {
        var builder = WebApplication.CreateBuilder([$"--Atelier:Rabbit={broker.Address}", $"--Atelier:Data={folder.Path}"]);
        builder.AddAtelierDefaults("notes");
        builder.AddStore<NotesDb>("notes");
        builder.Services.AddSingleton<Ears>();
        builder.AddAtelierBus(bus => bus
            .Queue("ledger", queue => queue.ConsumeInBatches<Ears>())
            .Queue("one-by-one", queue => queue.Consume<OneByOne>()));
        var app = builder.Build();
        await app.StartAsync();
        return app;
    }

    private static Task Say(GroupCommit<NotesDb> commits, string key) => commits.Commit([], scope => scope.Publish(
        Guid.NewGuid(), new RequestRejected { TenantId = "t", DeliverableId = Guid.Empty, OccurredAt = DateTimeOffset.UnixEpoch, Key = key, Problems = [] }));

    private static async Task<int> Waiting(WebApplication app)
    {
        await using var db = await app.Services.GetRequiredService<IDbContextFactory<NotesDb>>().CreateDbContextAsync();
        return await db.Outbox.CountAsync();
    }

    private sealed class Ears : IBatchConsumer
    {
        public static IReadOnlyList<Type> Hears { get; } = [typeof(RequestRejected)];

        private readonly ConcurrentDictionary<string, byte> _inBatches = [];
        private readonly ConcurrentDictionary<string, byte> _oneByOne = [];

        public Task Consume(IReadOnlyList<Delivery> batch, CancellationToken ct)
        {
            foreach (var delivery in batch)
                _inBatches[((RequestRejected)delivery.Message).Key!] = 0;
            return Task.CompletedTask;
        }

        public void Take(string key) => _oneByOne[key] = 0;

        public async Task Until(IReadOnlyCollection<string> keys)
        {
            bool All(ConcurrentDictionary<string, byte> heard) => keys.All(heard.ContainsKey);
            for (var i = 0; i < 600 && !(All(_inBatches) && All(_oneByOne)); i++)
                await Task.Delay(100);
            Assert.Equal(keys.Order(), _inBatches.Keys.Order());
            Assert.Equal(keys.Order(), _oneByOne.Keys.Order());
        }
    }

    private sealed class OneByOne(Ears ears) : IConsumer<RequestRejected>
    {
        public Task Consume(ConsumeContext<RequestRejected> context)
        {
            ears.Take(context.Message.Key!);
            return Task.CompletedTask;
        }
    }
}
