using Atelier.Contracts;
using Atelier.Platform.Assets;
using Atelier.Platform.Bus;
using Atelier.Platform.Hosting;
using Atelier.Refiner.Inspection;
using Atelier.Refiner.Refinement;
using Atelier.Refiner.Store;
using Atelier.TestKit;
using MassTransit;
using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Atelier.Refiner.Tests.Support;

/// <summary>The service as it runs: in-memory bus, SQLite, files; with an ear for its events.</summary>
internal sealed class RefinerHost(WebApplication app) : IAsyncDisposable
{
    public Heard Heard => app.Services.GetRequiredService<Heard>();

    public IAssetStore Assets => app.Services.GetRequiredService<IAssetStore>();

    /// <param name="folder">Its data.</param>
    /// <param name="setting">A setting, as <c>--Refiner:Media=none</c>.</param>
    /// <param name="replace">Replaces what inspects or refines.</param>
    public static async Task<RefinerHost> Start(TempFolder folder, string setting = "--Refiner:Media=ffmpeg", Action<IServiceCollection>? replace = null)
    {
        var builder = WebApplication.CreateBuilder([setting, $"--Atelier:Data={folder.Path}", $"--Atelier:Catalog={MediaBench.Catalog.Root}"]);
        builder.AddAtelierDefaults("refiner");
        builder.AddRefiner();
        builder.Services.AddSingleton<Heard>();
        replace?.Invoke(builder.Services);
        builder.AddAtelierBus(bus =>
        {
            bus.Refiner(builder.Configuration);
            bus.Queue(Queues.Router, queue =>
            {
                queue.Consume<Ear<AttemptInspected>>();
                queue.Consume<Ear<AssetRefined>>();
                queue.Consume<Ear<RefinementFailed>>();
                queue.Consume<Ear<OutputsCompared>>();
            });
        });
        var app = builder.Build();
        await app.StartAsync();
        return new RefinerHost(app);
    }

    public async Task Send<T>(string queue, T command) where T : class, ICommand
    {
        var endpoint = await app.Services.GetRequiredService<IBus>().GetSendEndpoint(new Uri($"queue:{queue}"));
        await endpoint.Send(command);
    }

    public async Task<List<FinishedJob>> Jobs()
    {
        await using var db = await app.Services.GetRequiredService<IDbContextFactory<RefinerDb>>().CreateDbContextAsync();
        return await db.Jobs.AsNoTracking().ToListAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await app.StopAsync();
        await app.DisposeAsync();
    }
}

/// <summary>The refiner's events, in the order they came.</summary>
internal sealed class Heard
{
    private readonly List<(Guid? Id, IEvent Event)> _events = [];

    public IReadOnlyList<(Guid? Id, IEvent Event)> Events { get { lock (_events) return [.. _events]; } }

    public void Add(Guid? id, IEvent heard)
    {
        lock (_events) _events.Add((id, heard));
    }

    /// <summary>Waits until so many came.</summary>
    public async Task<IReadOnlyList<(Guid? Id, IEvent Event)>> Until(int count)
    {
        for (var i = 0; i < 1200 && Events.Count < count; i++) await Task.Delay(50, TestContext.Current.CancellationToken);
        Assert.True(Events.Count >= count, $"heard {Events.Count} of {count} events");
        return Events;
    }
}

internal sealed class Ear<T>(Heard heard) : IConsumer<T> where T : class, IEvent
{
    public Task Consume(ConsumeContext<T> context)
    {
        heard.Add(context.MessageId, context.Message);
        return Task.CompletedTask;
    }
}

/// <summary>Counts how often it was asked.</summary>
internal sealed class CountingInspector : IInspector
{
    private int _asked;

    public int Asked => _asked;

    public Task<(Verdict Verdict, Cost Cost)> Inspect(AssetRef output, Expectation expected, CancellationToken ct)
    {
        var ordinal = Interlocked.Increment(ref _asked);
        return Task.FromResult((new Verdict { Accepted = true, Judge = $"judgement {ordinal}", PolicyHash = "p" }, Cost.Of(ordinal)));
    }
}

/// <summary>Throws the first times, then does its work.</summary>
internal sealed class FlakyRefinery(int failures, Exception passing) : IRefinery
{
    private int _asked;

    public Task<RefinementOutcome> Refine(AssetRef source, string recipe, Expectation target, CancellationToken ct) =>
        Interlocked.Increment(ref _asked) <= failures ? throw passing : Task.FromResult<RefinementOutcome>(new RefinementOutcome.Refined(source, source, "r", Cost.Of(5)));
}
