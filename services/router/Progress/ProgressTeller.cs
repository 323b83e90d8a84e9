using System.Collections.Concurrent;
using Atelier.Contracts;
using Atelier.Router.Saga;
using MassTransit;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Atelier.Router.Progress;

/// <summary>
/// Tells whoever waits how deliverables go: the latest snapshot of each, a few times a second, and no more of them than a bound that
/// leaves the line its strength. What is not told in time is overtaken by the next snapshot; one that may be the last for long, as
/// that a deliverable has ended or waits for money, does not come from here but leaves with its commit.
/// </summary>
internal sealed class ProgressTeller(IBus bus, TimeProvider time, ILogger<ProgressTeller> log) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(250);
    private const int MostAtOnce = 50;

    private readonly ConcurrentDictionary<Guid, DeliverableState> _untold = [];

    /// <summary>A deliverable moved.</summary>
    public void Offer(DeliverableState state)
    {
        if (state.ToldWithItsCommit)
            _untold.TryRemove(state.Id, out _);
        else
            _untold.AddOrUpdate(state.Id, state, (_, known) => known.Version > state.Version ? known : state);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await Task.WhenAll(_untold.Values.Take(MostAtOnce).Select(state => Tell(state, stoppingToken)));
            }
            catch (Exception error) when (error is not OperationCanceledException)
            {
                log.LogWarning(error, "How deliverables go could not be told; the next snapshots will tell");
            }
        }
    }

    private async Task Tell(DeliverableState state, CancellationToken ct)
    {
        if (!_untold.TryRemove(new KeyValuePair<Guid, DeliverableState>(state.Id, state)))
            return; // it has moved on
        var told = Say.Progress(state, time.GetUtcNow());
        await bus.Publish((DeliverableProgressed)told.Message, context => context.MessageId = told.MessageId, ct);
    }
}
