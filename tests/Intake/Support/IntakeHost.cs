using System.Collections.Concurrent;
using Atelier.Contracts;
using Atelier.Platform.Bus;
using Atelier.Platform.Hosting;
using Atelier.TestKit;
using MassTransit;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Atelier.Intake.Tests.Support;

/// <summary>The intake service on a free loopback port, with SQLite, files and the in-memory bus (or what the settings say).</summary>
internal sealed class IntakeHost : IAsyncDisposable
{
    public const string Token = "token-of-the-tests";
    private readonly WebApplication _app;

    private IntakeHost(WebApplication app, Published published, Commands commands) => (_app, Published, Commands) = (app, published, commands);

    public Published Published { get; }

    public Commands Commands { get; }

    public Uri Address => new(_app.Urls.Single());

    public IServiceProvider Services => _app.Services;

    public static Task<IntakeHost> Start(TempFolder folder, params (string Key, string? Value)[] settings) => StartWith(folder, SmallCatalog.Write(folder.Path), settings);

    public static async Task<IntakeHost> StartWith(TempFolder folder, string catalog, params (string Key, string? Value)[] settings)
    {
        LogContext.ConfigureCurrentLogContext(NullLoggerFactory.Instance); // MassTransit remembers the one of the host before, which may be gone
        var builder = WebApplication.CreateBuilder();
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Atelier:Data"] = Path.Combine(folder.Path, "data"),
            ["Atelier:Catalog"] = catalog,
            ["Atelier:ServiceToken"] = Token,
        });
        builder.Configuration.AddInMemoryCollection(settings.ToDictionary(s => s.Key, s => s.Value));
        builder.AddAtelierDefaults("intake");
        builder.Logging.ClearProviders();
        builder.AddIntake();
        var (published, commands) = (new Published(), new Commands());
        builder.Services.AddSingleton(published);
        builder.Services.AddSingleton(commands);
        builder.AddAtelierBus(bus =>
        {
            bus.Intake();
            bus.Queue("observer", queue => queue.Consume<Observer>());
            bus.Queue(Queues.Router, queue => queue.Consume<RouterStandIn>());
        });
        var app = builder.Build();
        app.UseAtelierDefaults();
        app.MapIntake();
        await app.StartAsync();
        return new IntakeHost(app, published, commands);
    }

    public Task Tell(DeliverableProgressed news) => Services.GetRequiredService<IBus>().Publish(news);

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
    }

    private sealed class Observer(Published published) : IConsumer<DeliverableRequested>, IConsumer<RequestRejected>, IConsumer<RegenerationRequested>
    {
        public Task Consume(ConsumeContext<RegenerationRequested> context) => Note(context);

        public Task Consume(ConsumeContext<DeliverableRequested> context) => Note(context);

        public Task Consume(ConsumeContext<RequestRejected> context) => Note(context);

        private Task Note<T>(ConsumeContext<T> context) where T : class, IEvent
        {
            published.Note(context.MessageId!.Value, context.Message);
            return Task.CompletedTask;
        }
    }
}

/// <summary>Hears what the router would be told to do.</summary>
internal sealed class RouterStandIn(Commands commands) : IConsumer<HoldDeliverable>, IConsumer<ReleaseDeliverable>, IConsumer<CancelDeliverable>, IConsumer<ReproduceOutput>
{
    public Task Consume(ConsumeContext<HoldDeliverable> context) => commands.Note(context.Message);

    public Task Consume(ConsumeContext<ReleaseDeliverable> context) => commands.Note(context.Message);

    public Task Consume(ConsumeContext<CancelDeliverable> context) => commands.Note(context.Message);

    public Task Consume(ConsumeContext<ReproduceOutput> context) => commands.Note(context.Message);
}

/// <summary>What the service has told the router to do.</summary>
internal sealed class Commands
{
    private readonly ConcurrentQueue<IMessage> _commands = [];

    public Task Note(IMessage command)
    {
        _commands.Enqueue(command);
        return Task.CompletedTask;
    }

    public IReadOnlyList<IMessage> Of(string tenantId) => [.. _commands.Where(command => command.TenantId == tenantId)];

    /// <summary>A tenant's, once there are so many.</summary>
    public async Task<IReadOnlyList<IMessage>> Wait(string tenantId, int count)
    {
        await Eventually.True(() => Of(tenantId).Count >= count);
        return Of(tenantId);
    }
}

/// <summary>One intake service for all tests of a class, each of which speaks for tenants of its own.</summary>
public sealed class SharedIntake : IAsyncLifetime
{
    private readonly TempFolder _folder = new();

    internal IntakeHost Host { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Host = await IntakeHost.Start(_folder);

    public async ValueTask DisposeAsync()
    {
        await Host.DisposeAsync();
        _folder.Dispose();
    }
}

/// <summary>What the service has said to the others.</summary>
internal sealed class Published
{
    private readonly ConcurrentQueue<(Guid Id, IEvent Event)> _events = [];

    public IReadOnlyList<(Guid Id, IEvent Event)> All => [.. _events];

    public void Note(Guid id, IEvent message) => _events.Enqueue((id, message));

    public IReadOnlyList<T> Of<T>(string tenantId) where T : IEvent => [.. All.Select(e => e.Event).OfType<T>().Where(e => e.TenantId == tenantId)];

    /// <summary>A tenant's events of a type, once there are so many.</summary>
    public async Task<IReadOnlyList<T>> Wait<T>(string tenantId, int count) where T : IEvent
    {
        await Eventually.True(() => Of<T>(tenantId).Count >= count);
        return Of<T>(tenantId);
    }
}
