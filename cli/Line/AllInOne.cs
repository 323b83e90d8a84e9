using Atelier.Gateway;
using Atelier.Generator;
using Atelier.Intake;
using Atelier.Ledger;
using Atelier.Platform.Bus;
using Atelier.Platform.Catalog;
using Atelier.Platform.Hosting;
using Atelier.Refiner;
using Atelier.Router;
using Atelier.Simulator;

namespace Atelier.Cli.Line;

/// <summary>The whole line in this process: in-memory bus, a SQLite file a service, assets in a folder.</summary>
public sealed class AllInOne : ILine
{
    private static readonly TimeSpan StopPatience = TimeSpan.FromSeconds(8);
    private readonly List<WebApplication> _started = [];
    private readonly IDisposable _lock;

    private AllInOne(IDisposable @lock, string gateway) => (_lock, Gateway) = (@lock, new Uri(gateway));

    /// <inheritdoc/>
    public Uri Gateway { get; }

    /// <summary>Starts vendors, services and gateway, in this order.</summary>
    public static async Task<AllInOne> Start(LineSettings settings, CancellationToken ct)
    {
        var folder = settings.Folder;
        var held = folder.Lock();
        var (vendors, services, gateway) = (settings.SimulatorAddress(), LineSettings.Loopback(folder.PortOf("services")), settings.GatewayAddress());
        var shared = settings.Shared(LineFolder.Secret());
        var line = new AllInOne(held, gateway);
        try
        {
            await line.Start(Vendors(vendors, settings), ct);
            await line.Start(Services(services, folder, [.. shared, .. settings.SimulatedVendors(vendors)]), ct);
            await line.Start(FrontDoor(gateway, folder, [.. shared, .. settings.FrontDoor(intake: services, router: services, ledger: services, generator: services)]), ct);
            return line;
        }
        catch
        {
            await line.DisposeAsync();
            throw;
        }
    }

    /// <summary>Stops them, the front door first. What does not stop in time is left as a crash would leave it: the next start goes on from there.</summary>
    public async ValueTask DisposeAsync()
    {
        using var patience = new CancellationTokenSource(StopPatience);
        foreach (var app in Enumerable.Reverse(_started))
        {
            try
            {
                await app.StopAsync(patience.Token);
            }
            catch (OperationCanceledException)
            {
                app.Logger.LogWarning("Stopped before all that was in hand was done");
            }
            await app.DisposeAsync();
        }
        _lock.Dispose();
    }

    /// <summary>The five services in one host, on one bus.</summary>
    public static void AddServices(WebApplicationBuilder builder)
    {
        builder.AddIntake();
        builder.AddRouter();
        builder.AddGenerator();
        builder.AddRefiner();
        builder.AddLedger();
        builder.AddAtelierBus(bus =>
        {
            bus.Intake();
            bus.Router();
            bus.Generator(new CatalogFolder(AtelierOptions.From(builder.Configuration).Catalog));
            bus.Refiner(builder.Configuration);
            bus.Ledger();
        });
    }

    /// <summary>What they answer over HTTP.</summary>
    public static void MapServices(WebApplication app)
    {
        app.MapIntake();
        app.MapRouter();
        app.MapGenerator();
        app.MapRefiner();
        app.MapLedger();
    }

    private static WebApplication Services(string address, LineFolder folder, IEnumerable<KeyValuePair<string, string?>> configuration)
    {
        var builder = Builder(address, configuration);
        builder.AddAtelierDefaults("atelier");
        FileLog.Use(builder, folder.Log("atelier"));
        AddServices(builder);
        var app = builder.Build();
        app.UseAtelierDefaults();
        MapServices(app);
        return app;
    }

    private static WebApplication FrontDoor(string address, LineFolder folder, IEnumerable<KeyValuePair<string, string?>> configuration)
    {
        var builder = Builder(address, configuration);
        builder.AddAtelierDefaults("gateway");
        FileLog.Use(builder, folder.Log("gateway"));
        builder.AddGateway();
        var app = builder.Build();
        app.MapGateway();
        return app;
    }

    private static WebApplication Vendors(string address, LineSettings settings) => SimulatorServer.Build(new SimulatorOptions
    {
        Url = address,
        Latency = settings.Latency,
        FaultScale = settings.Faults,
        DefectScale = settings.Defects,
        Directives = settings.Directives,
        SubmissionLog = settings.Folder.In("submissions.ndjson"),
        JobFolder = settings.Folder.In("simulator"),
    });

    /// <summary>The environment's servers are for the distributed shape: here the bus is in memory and the stores are files.</summary>
    private static WebApplicationBuilder Builder(string address, IEnumerable<KeyValuePair<string, string?>> configuration)
    {
        var builder = WebApplication.CreateBuilder();
        builder.Configuration.AddInMemoryCollection([.. configuration, new("urls", address), new("Atelier:Rabbit", ""), new("Atelier:Postgres", "")]);
        return builder;
    }

    private async Task Start(WebApplication app, CancellationToken ct)
    {
        _started.Add(app);
        await app.StartAsync(ct);
    }
}
