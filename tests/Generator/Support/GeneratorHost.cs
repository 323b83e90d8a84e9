using System.Collections.Concurrent;
using Atelier.Contracts;
using Atelier.Generator.Attempts;
using Atelier.Platform.Bus;
using Atelier.Platform.Catalog;
using Atelier.Platform.Hosting;
using MassTransit;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Atelier.Generator.Tests.Support;

/// <summary>A real generator in this process: in-memory bus, SQLite and assets in a folder of its own.</summary>
internal sealed class GeneratorHost : IAsyncDisposable
{
    private readonly WebApplication app;
    private bool stopped;

    private GeneratorHost(WebApplication app) => this.app = app;

    public ConcurrentQueue<string> Logs { get; } = [];

    public ConcurrentQueue<GenerationCompleted> Completed { get; } = [];

    public ConcurrentQueue<GenerationFailed> Failed { get; } = [];

    public ConcurrentQueue<SubmissionSettled> Settled { get; } = [];

    public IServiceProvider Services => app.Services;

    /// <summary>Where it answers over HTTP.</summary>
    public Uri Url => new(app.Urls.First());

    public static Task<GeneratorHost> Start(string data, string catalog, params (string Key, string Value)[] settings) => Start(data, catalog, settings, _ => { });

    public static async Task<GeneratorHost> Start(string data, string catalog, (string Key, string Value)[] settings, Action<IServiceCollection> change)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Configuration.AddInMemoryCollection([
            new("Atelier:Data", data), new("Atelier:Catalog", catalog), new("Generator:Grace", "00:00:02"), new("Generator:Lease", "00:00:01"),
            .. settings.Select(s => new KeyValuePair<string, string?>(s.Key, s.Value)),
        ]);
        builder.AddAtelierDefaults("generator");
        builder.AddGenerator();
        builder.AddAtelierBus(bus =>
        {
            bus.Generator(new CatalogFolder(catalog));
            bus.Queue("heard", queue =>
            {
                queue.Consume<Ear>();
                queue.Concurrency = 16;
            });
        });
        change(builder.Services);
        GeneratorHost? host = null;
        builder.Services.AddSingleton(_ => host!);
        builder.Logging.ClearProviders().SetMinimumLevel(LogLevel.Trace).Services.AddSingleton<ILoggerProvider>(_ => new Notes(() => host!.Logs));
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        host = new GeneratorHost(builder.Build());
        host.app.MapGenerator();
        await host.app.StartAsync();
        return host;
    }

    public async Task Send(GenerateAttempt command) =>
        await (await Services.GetRequiredService<IBus>().GetSendEndpoint(new Uri($"exchange:{Queues.Generate("main")}"))).Send(command);

    public async Task CallOff(GenerateAttempt attempt, bool onlyBeforeSubmission = false) =>
        await (await Services.GetRequiredService<IBus>().GetSendEndpoint(new Uri($"exchange:{Queues.Cancel}"))).Send(
            new CancelAttempt { TenantId = attempt.TenantId, DeliverableId = attempt.DeliverableId, Attempt = attempt, OnlyBeforeSubmission = onlyBeforeSubmission });

    public async Task<GenerationCompleted> Completes(GenerateAttempt command)
    {
        await Send(command);
        return await Completes(command.AttemptId);
    }

    public async Task<GenerationCompleted> Completes(Guid attempt)
    {
        await Until.True(() => Completed.Any(e => e.AttemptId == attempt) || Failed.Any(e => e.AttemptId == attempt), "the attempt ends");
        return Completed.FirstOrDefault(e => e.AttemptId == attempt) ?? throw new InvalidOperationException($"failed: {Failed.First(e => e.AttemptId == attempt)}");
    }

    public async Task<GenerationFailed> Fails(GenerateAttempt command)
    {
        await Send(command);
        return await Fails(command.AttemptId);
    }

    public async Task<GenerationFailed> Fails(Guid attempt)
    {
        await Until.True(() => Failed.Any(e => e.AttemptId == attempt) || Completed.Any(e => e.AttemptId == attempt), "the attempt ends");
        return Failed.First(e => e.AttemptId == attempt);
    }

    public async Task<AttemptRow?> Row(Guid attempt)
    {
        await using var db = await Services.GetRequiredService<IDbContextFactory<GeneratorDb>>().CreateDbContextAsync();
        return await db.Attempts.AsNoTracking().FirstOrDefaultAsync(row => row.Id == attempt);
    }

    /// <summary>Stops it as SIGTERM does; once.</summary>
    public async ValueTask DisposeAsync()
    {
        if (stopped) return;
        stopped = true;
        await app.StopAsync();
        await app.DisposeAsync();
    }

    internal sealed class Ear(GeneratorHost host) : IConsumer<GenerationCompleted>, IConsumer<GenerationFailed>, IConsumer<SubmissionSettled>
    {
        public Task Consume(ConsumeContext<GenerationCompleted> context)
        {
            host.Completed.Enqueue(context.Message);
            return Task.CompletedTask;
        }

        public Task Consume(ConsumeContext<SubmissionSettled> context)
        {
            host.Settled.Enqueue(context.Message);
            return Task.CompletedTask;
        }

        public Task Consume(ConsumeContext<GenerationFailed> context)
        {
            host.Failed.Enqueue(context.Message);
            return Task.CompletedTask;
        }
    }

    private sealed class Notes(Func<ConcurrentQueue<string>> notes) : ILoggerProvider, ILogger
    {
        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            notes().Enqueue($"{logLevel} {formatter(state, exception)} {exception}");

        public void Dispose()
        {
        }
    }
}
