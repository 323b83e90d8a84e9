using Atelier.Intake.Store;
using Microsoft.EntityFrameworkCore;

namespace Atelier.Intake.Routing;

/// <summary>Reads what is kept: all of it before the first request, then what other pods were told, since an event comes to one of them.</summary>
internal sealed class RoutingReader(IDbContextFactory<IntakeDb> reads, ActiveRouting routing, TimeProvider clock, ILogger<RoutingReader> log) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);
    private readonly HashSet<Guid> _read = [];

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await Read(cancellationToken);
        await base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await Read(stoppingToken);
            }
            catch (Exception error) when (error is not OperationCanceledException)
            {
                log.LogWarning(error, "Whether another routing table holds could not be read; trying again in {Interval}", Interval);
            }
        }
    }

    private async Task Read(CancellationToken ct)
    {
        await using var db = await reads.CreateDbContextAsync(ct);
        var unread = (await db.RoutingTables.Select(row => row.Id).ToListAsync(ct)).Except(_read).ToList();
        if (unread.Count == 0)
            return;
        foreach (var row in await db.RoutingTables.AsNoTracking().Where(row => unread.Contains(row.Id)).ToListAsync(ct))
        {
            var (activation, table) = row.Read();
            routing.Learn(activation, table);
            _read.Add(row.Id);
        }
    }
}
