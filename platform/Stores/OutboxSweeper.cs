using Atelier.Platform.Hosting;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Atelier.Platform.Stores;

/// <summary>Publishes what stayed in the outbox: at the start all that an earlier process left, then whatever grew old.</summary>
internal sealed class OutboxSweeper<TDb>(
    IDbContextFactory<TDb> factory, OutboxDispatcher<TDb> outbox, AtelierOptions options, TimeProvider time, IHostApplicationLifetime lifetime, ILogger<OutboxSweeper<TDb>> log)
    : BackgroundService where TDb : ServiceDb
{
    /// <summary>With several pods on one store a young row is most likely in another pod's hands.</summary>
    private static readonly TimeSpan Old = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(2);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await lifetime.Started(stoppingToken);
        // Alone on a SQLite file, every row that is there at the start was left by a process that is gone.
        var age = options.Postgres is null ? TimeSpan.Zero : Old;
        using var timer = new PeriodicTimer(Interval, time);
        do
        {
            try
            {
                await using var db = await factory.CreateDbContextAsync(stoppingToken);
                var count = await outbox.DispatchLeftOvers(db, time.GetUtcNow() - age, stoppingToken);
                if (count > 0)
                    log.LogInformation("Published {Count} messages that had stayed in the outbox", count);
                age = Old;
            }
            catch (Exception error) when (error is not OperationCanceledException)
            {
                log.LogWarning(error, "The outbox could not be swept; trying again in {Interval}", Interval);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }
}
