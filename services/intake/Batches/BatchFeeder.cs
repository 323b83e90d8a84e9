using System.Text.Json;
using Atelier.Contracts;
using Atelier.Intake.Store;
using Atelier.Platform.Hosting;
using Atelier.Platform.Stores;
using Microsoft.EntityFrameworkCore;

namespace Atelier.Intake.Batches;

/// <summary>
/// Lets the deliverables of batches onto the line, so many at a time, and passes their batch's wishes on to those that are on it: see
/// docs/decisions/0018. What it does is decided by the rows alone, so a process that dies leaves it to the next, and two do not disturb each other.
/// </summary>
internal sealed class BatchFeeder(
    IDbContextFactory<IntakeDb> reads, GroupCommit<IntakeDb> writes, BatchWishes wishes, BatchOptions options, TimeProvider clock, IHostApplicationLifetime lifetime, ILogger<BatchFeeder> log) : BackgroundService
{
    private static readonly TimeSpan Busy = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan Idle = TimeSpan.FromSeconds(2);
    private readonly SemaphoreSlim _wake = new(0, 1);

    /// <summary>Something is to be done: do not wait for the next look.</summary>
    public void Wake()
    {
        try
        {
            _wake.Release();
        }
        catch (SemaphoreFullException)
        {
            // it is awake
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await lifetime.Started(stoppingToken);
        while (true)
        {
            var pause = Idle;
            try
            {
                if (await Look(stoppingToken))
                    pause = Busy;
            }
            catch (Exception error) when (error is not OperationCanceledException)
            {
                log.LogWarning(error, "Batches could not be looked after; trying again in {Pause}", pause);
            }
            await _wake.WaitAsync(pause, stoppingToken);
        }
    }

    /// <summary>True when there are batches that go on; paused ones are looked at when there is nothing else to do.</summary>
    private async Task<bool> Look(CancellationToken ct)
    {
        await using var db = await reads.CreateDbContextAsync(ct);
        var open = await db.Batches.AsNoTracking().Where(row => row.Open).OrderBy(row => row.AcceptedAt).ToListAsync(ct);
        var busy = open.Any(batch => batch.Wish is not Wish.Hold);
        foreach (var batch in open)
        {
            if (batch.PassedOn < batch.WishOrdinal)
                await wishes.PassOn(batch, ct);
            if (batch.Wish is not Wish.Hold || !busy)
                await Feed(db, batch, ct);
        }
        return busy;
    }

    private async Task Feed(IntakeDb db, BatchRow batch, CancellationToken ct)
    {
        var going = await BatchWishes.Going(db, batch).CountAsync(ct);
        var all = batch.Fed == batch.Size || (batch.Wish is Wish.Cancel && batch.PassedOn == batch.WishOrdinal);
        if (all && going == 0)
            await writes.Commit([RowKey.Of<BatchRow>(batch.Id)], scope => { scope.Find<BatchRow>(batch.Id)!.Open = false; }, ct);
        var room = Math.Min(options.Window - going, batch.Size - batch.Fed);
        if (batch.Wish is not Wish.GoOn || room <= 0)
            return;
        var next = await db.Deliverables.AsNoTracking().Where(row => row.BatchId == batch.Id && row.BatchNumber > batch.Fed && row.BatchNumber <= batch.Fed + room).ToListAsync(ct);
        var events = next.Select(row => new DeliverableRequested
        {
            TenantId = row.TenantId, DeliverableId = row.Id, OccurredAt = row.AcceptedAt, Spec = JsonSerializer.Deserialize<DeliverableSpec>(row.Spec, AtelierJson.Options)!,
        }).ToList();
        await writes.Commit([RowKey.Of<BatchRow>(batch.Id)], scope =>
        {
            var now = scope.Find<BatchRow>(batch.Id)!;
            if (now.Wish is not Wish.GoOn || now.Fed != batch.Fed)
                return; // another process was first, or the requester
            now.Fed += events.Count;
            foreach (var requested in events)
                scope.Publish(DeterministicId.OfMessage(nameof(DeliverableRequested), requested.DeliverableId), requested);
        }, ct);
        log.LogDebug("{Count} deliverables of batch {Batch} are let onto the line at {Now}", events.Count, batch.Id, clock.GetUtcNow());
    }
}
