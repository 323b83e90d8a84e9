using Atelier.Platform.Hosting;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Atelier.Platform.Bus;

/// <summary>Hears a queue with the broker's own client from the moment the host is up, and again after every connection that was lost.</summary>
public abstract class QueueListener(string queue, IHostApplicationLifetime lifetime, TimeProvider time, ILogger log) : BackgroundService
{
    /// <summary>Between two tries.</summary>
    protected static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    /// <summary>The clock.</summary>
    protected TimeProvider Time => time;

    /// <summary>The listener's log.</summary>
    protected ILogger Log => log;

    /// <summary>Connects, and hears until the connection ends; throws what kept it from that.</summary>
    protected abstract Task Listen(CancellationToken stop);

    /// <inheritdoc/>
    protected sealed override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await lifetime.Started(stoppingToken);
        while (true)
        {
            try
            {
                await Listen(stoppingToken);
            }
            catch (Exception error) when (error is not OperationCanceledException)
            {
                Log.LogWarning(error, "The queue {Queue} cannot be heard; trying again in {Pause}", queue, Pause);
            }
            await Task.Delay(Pause, Time, stoppingToken);
        }
    }
}
