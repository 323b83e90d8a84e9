using System.Net.Http.Headers;
using Atelier.Ledger.Events;
using Atelier.Ledger.Store;
using Atelier.Platform.Bus;
using Atelier.Platform.Hosting;
using Atelier.TestKit;
using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Atelier.Ledger.Tests;

/// <summary>The ledger as it runs: its own start-up, an in-memory bus, a new store, a loopback port.</summary>
internal sealed class LedgerHost : IAsyncDisposable
{
    private readonly TempFolder _folder = new();
    private readonly WebApplication _app;

    private LedgerHost(string? postgres)
    {
        var builder = WebApplication.CreateBuilder();
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Atelier:Data"] = _folder.Path,
            ["Atelier:Postgres"] = postgres,
            ["Atelier:ServiceToken"] = "between-us",
            ["Serilog:MinimumLevel:Default"] = "Fatal",
        });
        builder.AddAtelierDefaults("ledger");
        builder.AddLedger();
        builder.AddAtelierBus(bus => bus.Ledger());
        _app = builder.Build();
        _app.UseAtelierDefaults();
        _app.MapLedger();
    }

    public T Get<T>() where T : notnull => _app.Services.GetRequiredService<T>();

    public EventRecorder Recorder => Get<EventRecorder>();

    public static async Task<LedgerHost> Start(string store)
    {
        var host = new LedgerHost(store == "postgres" ? await RealServers.NewPostgresDatabase() : null);
        await host._app.StartAsync();
        return host;
    }

    public async Task Record(params IEnumerable<Told> facts)
    {
        foreach (var told in facts)
            await Recorder.Consume([new Delivery(told.Id, told.Fact)], TestContext.Current.CancellationToken);
    }

    public async Task<T> Read<T>(Func<LedgerDb, Task<T>> read)
    {
        await using var db = await Get<IDbContextFactory<LedgerDb>>().CreateDbContextAsync();
        return await read(db);
    }

    public HttpClient Client(string tenant = "acme")
    {
        var client = new HttpClient { BaseAddress = new Uri(_app.Urls.Single()) };
        client.DefaultRequestHeaders.Add("X-Atelier-Service-Token", "between-us");
        client.DefaultRequestHeaders.Add("X-Atelier-Tenant", tenant);
        client.DefaultRequestHeaders.Accept.Add(new MediaTypeWithQualityHeaderValue("*/*"));
        return client;
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
        _folder.Dispose();
    }
}
