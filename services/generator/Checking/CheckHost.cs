using System.Collections.Concurrent;
using Atelier.Contracts;
using Atelier.Generator.Attempts;
using Atelier.Generator.Vendors;
using Atelier.Platform.Bus;
using Atelier.Platform.Catalog;
using Atelier.Platform.Hosting;
using MassTransit;
using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Atelier.Generator.Checking;

/// <summary>The generator itself, as it runs in a line, with models of the check's own: in-memory bus, its database and assets in a folder.</summary>
internal sealed class CheckHost : IAsyncDisposable
{
    private const string Tier = "check";

    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(150);

    private readonly WebApplication app;

    private CheckHost(WebApplication app, ConcurrentQueue<string> logs) => (this.app, Logs) = (app, logs);

    /// <summary>Everything that was logged, to the last level.</summary>
    public ConcurrentQueue<string> Logs { get; }

    public IServiceProvider Services => app.Services;

    /// <param name="folder">Its own.</param>
    /// <param name="catalog">Where the price book and the other documents are.</param>
    /// <param name="models">What it can run.</param>
    public static async Task<CheckHost> Start(string folder, string catalog, IEnumerable<VendorModel> models)
    {
        var (copy, logs) = (Path.Combine(folder, "catalog"), new ConcurrentQueue<string>());
        Directory.CreateDirectory(copy);
        foreach (var file in Directory.EnumerateFiles(catalog, "*.yaml")) File.Copy(file, Path.Combine(copy, Path.GetFileName(file)));
        await File.WriteAllTextAsync(Path.Combine(copy, "routing.yaml"), $"tiers: {{ {Tier}: {{}} }}\n");
        var builder = WebApplication.CreateSlimBuilder();
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Atelier:Data"] = Data(folder),
            ["Atelier:Catalog"] = copy,
            ["Atelier:Rabbit"] = "",
            ["Atelier:Postgres"] = "",
            ["Atelier:Assets"] = "",
            ["Generator:Grace"] = "00:00:01",
            ["urls"] = "http://127.0.0.1:0",
        });
        builder.AddAtelierDefaults("check");
        builder.AddGenerator();
        builder.Services.AddSingleton(VendorCatalog.Of(models));
        builder.AddAtelierBus(bus => bus.Generator(new CatalogFolder(copy)));
        builder.Logging.ClearProviders().SetMinimumLevel(LogLevel.Trace).AddProvider(new Notes(logs));
        var host = new CheckHost(builder.Build(), logs);
        await host.app.StartAsync();
        return host;
    }

    /// <summary>Where its database and assets lie.</summary>
    public static string Data(string folder) => Path.Combine(folder, "data");

    public Task Send(GenerateAttempt attempt) => Send(Queues.Generate(Tier), attempt);

    public Task CallOff(GenerateAttempt attempt) => Send(Queues.Cancel, new CancelAttempt { TenantId = attempt.TenantId, DeliverableId = attempt.DeliverableId, Attempt = attempt, OnlyBeforeSubmission = false });

    /// <summary>The attempts as they stand once a condition holds, or when patience has run out.</summary>
    public async Task<IReadOnlyDictionary<Guid, AttemptRow>> Until(IReadOnlyCollection<Guid> attempts, Func<AttemptRow, bool> condition, TimeSpan patience, CancellationToken ct)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
        limit.CancelAfter(patience);
        while (true)
        {
            await using var db = await Services.GetRequiredService<IDbContextFactory<GeneratorDb>>().CreateDbContextAsync(ct);
            var rows = (await db.Attempts.AsNoTracking().ToListAsync(ct)).Where(row => attempts.Contains(row.Id)).ToDictionary(row => row.Id);
            if (limit.IsCancellationRequested || (rows.Count == attempts.Count && rows.Values.All(condition))) return rows;
            await Task.Delay(Look, ct);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await app.StopAsync();
        await app.DisposeAsync();
    }

    private async Task Send<T>(string queue, T message)
        where T : class => await (await Services.GetRequiredService<IBus>().GetSendEndpoint(new Uri($"exchange:{queue}"))).Send(message);

    private sealed class Notes(ConcurrentQueue<string> notes) : ILoggerProvider, ILogger
    {
        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            notes.Enqueue($"{logLevel} {formatter(state, exception)} {exception}");

        public void Dispose()
        {
        }
    }
}
