using Atelier.Platform.Hosting;
using Atelier.Router.Saga;
using Atelier.Router.Store;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Atelier.Router.Deadlines;

/// <summary>Turns passed deadlines into messages. Two pods may find the same one: the saga takes the first and ignores the other.</summary>
internal sealed class DeadlineSweeper(IDbContextFactory<RouterDb> factory, SagaRunner saga, TimeProvider time, IHostApplicationLifetime lifetime, ILogger<DeadlineSweeper> log) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(2);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await lifetime.Started(stoppingToken);
        using var timer = new PeriodicTimer(Interval, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await Sweep(stoppingToken);
            }
            catch (Exception error) when (error is not OperationCanceledException)
            {
                log.LogWarning(error, "Deadlines could not be swept; trying again in {Interval}", Interval);
            }
        }
    }

    private async Task Sweep(CancellationToken ct)
    {
        var now = time.GetUtcNow();
        await using var db = await factory.CreateDbContextAsync(ct);
        var passed = await db.Deliverables.AsNoTracking().Where(row => row.DeadlineAt < now).OrderBy(row => row.DeadlineAt).Take(200)
            .Select(row => new { row.Id, row.TenantId, row.DeadlineAt }).ToListAsync(ct);
        await Task.WhenAll(passed.Select(row => saga.Handle(new DeadlinePassed { TenantId = row.TenantId, DeliverableId = row.Id, Deadline = row.DeadlineAt!.Value }, ct)));
    }
}
