using Atelier.Platform.Hosting;
using Atelier.Router.Saga;
using Atelier.Router.Store;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Atelier.Router.Budgets;

/// <summary>
/// Keeps the directory of accounts fresh, and calls those who wait for money: the first in line of every account that has changed, as many as
/// fit by what they said they could cost, and one more, which may have to learn that it never will. Another pod may call the same ones: the
/// saga takes the first call and ignores the other.
/// </summary>
internal sealed class BudgetWaker(IDbContextFactory<RouterDb> reads, BudgetDirectory directory, BudgetBell bell, SagaRunner saga, TimeProvider time, IHostApplicationLifetime lifetime, ILogger<BudgetWaker> log) : BackgroundService
{
    private static readonly TimeSpan Interval = BudgetDirectory.Lease / 4;
    private const int MostAtOnce = 64;

    private readonly Dictionary<Guid, long> _seen = [];

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await lifetime.Started(stoppingToken);
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await bell.Heard(Interval, stoppingToken);
                await directory.Refresh(stoppingToken);
                while (directory.Any && await Call(stoppingToken))
                {
                    // who moved on may have made room for the next
                }
            }
            catch (Exception error) when (error is not OperationCanceledException)
            {
                log.LogWarning(error, "Those who wait for money could not be called; trying again in {Interval}", Interval);
                await Task.Delay(Interval, time, stoppingToken);
            }
        }
    }

    /// <summary>Whether anyone moved.</summary>
    private async Task<bool> Call(CancellationToken ct)
    {
        await using var db = await reads.CreateDbContextAsync(ct);
        var moved = false;
        foreach (var row in await db.Budgets.AsNoTracking().Where(budget => budget.Waiting > 0).OrderBy(budget => budget.Id).ToListAsync(ct))
        {
            if (_seen.GetValueOrDefault(row.Id, -1) == row.Version)
                continue;
            var first = await db.BudgetWaiters.AsNoTracking().Where(waiter => waiter.Account == row.Id).OrderBy(waiter => waiter.Since).ThenBy(waiter => waiter.Id).Take(MostAtOnce).ToListAsync(ct);
            var fates = await Task.WhenAll(Fitting(first, row.Read().Available ?? long.MaxValue).Select(waiter =>
                saga.Handle(new FundsFreed { TenantId = waiter.TenantId, DeliverableId = waiter.Id, Account = waiter.Account, Since = waiter.Since }, ct)));
            _seen[row.Id] = row.Version; // what has changed since then is another version
            moved |= fates.Contains(Fate.Moved);
        }
        return moved;
    }

    private static IEnumerable<BudgetWaiterRow> Fitting(IEnumerable<BudgetWaiterRow> line, long available)
    {
        foreach (var waiter in line)
        {
            yield return waiter;
            if ((available -= waiter.Micros) < 0)
                yield break;
        }
    }
}
