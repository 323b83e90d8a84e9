using System.Net.Http.Json;
using Atelier.Cli.Line;
using Atelier.Contracts;
using Atelier.Contracts.Catalog;
using Atelier.Platform.Catalog;
using Atelier.Platform.Hosting;
using Atelier.Simulator;
using MassTransit;

namespace Atelier.Bench.Line;

/// <summary>
/// The five services in one process, as one would run them on two cores, on RabbitMQ and PostgreSQL with nothing of their durability
/// taken away. Requests come over HTTP to intake; the vendor answers at once with one tiny picture; the refiner's media work is off.
/// </summary>
internal sealed class AtelierLine : ILine
{
    private const string Tenant = "bench";
    private readonly WebApplication _vendor;
    private readonly WebApplication _services;
    private readonly LineWatch _watch;
    private readonly LineCounts _counts;
    private readonly HttpClient _http;
    private int _submitted;

    private AtelierLine(WebApplication vendor, WebApplication services, LineWatch watch, LineCounts counts, HttpClient http) =>
        (_vendor, _services, _watch, _counts, _http) = (vendor, services, watch, counts, http);

    public string Name => "Atelier, durable";

    public static async Task<AtelierLine> Start(Uri rabbit, string postgres, string folder)
    {
        var vendor = SimulatorServer.Build(new SimulatorOptions { Url = "http://127.0.0.1:0", Tiny = true, Latency = 0, FaultScale = 0 });
        await vendor.StartAsync();
        var counts = new LineCounts();
        var services = Compose(rabbit, postgres, folder, SimulatorServer.AddressOf(vendor), counts);
        await services.StartAsync();
        var http = new HttpClient { BaseAddress = new Uri(services.Urls.First()) };
        http.DefaultRequestHeaders.Add(Tenancy.TokenHeader, services.Services.GetRequiredService<AtelierOptions>().ServiceToken);
        http.DefaultRequestHeaders.Add(Tenancy.TenantHeader, Tenant);
        using var campaign = await http.PutAsJsonAsync("/v1/campaigns/bench", new { valueOfHourUsd = 1, seedLock = 7 });
        campaign.EnsureSuccessStatusCode();
        return new AtelierLine(vendor, services, await LineWatch.Start(rabbit, postgres), counts, http);
    }

    public async Task Submit(Guid item)
    {
        Interlocked.Increment(ref _submitted);
        using var answer = await _http.PostAsJsonAsync("/v1/deliverables", new
        {
            key = $"{item:N}",
            campaign = "bench",
            grade = "delivery",
            stages = new[] { new { medium = "image", category = "bench-still", format = "square", prompt = new { text = "a still life with three pears on a linen cloth, morning light" } } },
        });
        answer.EnsureSuccessStatusCode();
    }

    public void Tell(Run run) => _watch.Tell(run, item => DeterministicId.OfDeliverable(Tenant, $"{item:N}"));

    public Task Settle() => _watch.UntilRecorded(_submitted);

    public Task<IReadOnlyDictionary<string, long>> Count() => Task.FromResult(_counts.Now());

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _watch.DisposeAsync();
        await _services.StopAsync();
        await _services.DisposeAsync();
        await _vendor.StopAsync();
        await _vendor.DisposeAsync();
        _counts.Dispose();
    }

    private static WebApplication Compose(Uri rabbit, string postgres, string folder, string vendor, LineCounts counts)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { ApplicationName = "bench" });
        builder.WebHost.UseKestrelCore();
        builder.Services.AddRoutingCore();
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Atelier:Rabbit"] = rabbit.ToString(),
            ["Atelier:Postgres"] = postgres,
            ["Atelier:Data"] = folder,
            ["Atelier:Catalog"] = Catalog(folder),
            ["Atelier:ServiceToken"] = Guid.NewGuid().ToString("N"),
            [$"Vendors:{VendorOf(Catalog(folder))}:BaseUrl"] = vendor,
            ["Refiner:Media"] = "none",
            ["Serilog:MinimumLevel:Default"] = "Warning",
        });
        builder.AddAtelierDefaults("bench");
        AllInOne.AddServices(builder);
        builder.Services.AddReceiveObserver(_ => counts);
        var app = builder.Build();
        app.UseRouting();
        app.UseAtelierDefaults();
        AllInOne.MapServices(app);
        return app;
    }

    /// <summary>Whoever makes the only model of the bench's table.</summary>
    private static string VendorOf(string catalog) =>
        CatalogLoader.Load<RoutingTable>(Path.Combine(catalog, "routing.yaml")).Value.Tiers.Values.Single().Candidates.Single().Model.Split('/')[0];

    /// <summary>The house's catalog, with the bench's own table in the place of the routes.</summary>
    private static string Catalog(string folder)
    {
        var copy = Path.Combine(folder, "catalog");
        var house = Path.Combine(AppContext.BaseDirectory, "catalog");
        foreach (var file in Directory.EnumerateFiles(house, "*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(copy, Path.GetRelativePath(house, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target, overwrite: true);
        }
        return copy;
    }
}
