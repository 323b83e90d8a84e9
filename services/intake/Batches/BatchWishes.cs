using System.Text.Json;
using Atelier.Contracts;
using Atelier.Intake.Control;
using Atelier.Intake.Store;
using Atelier.Platform.Stores;
using Microsoft.EntityFrameworkCore;

namespace Atelier.Intake.Batches;

/// <summary>Pauses, resumes and cancels batches. The wish is kept first; then it is passed on to the deliverables in pages, as often as it takes.</summary>
internal sealed class BatchWishes(IDbContextFactory<IntakeDb> reads, GroupCommit<IntakeDb> writes, TimeProvider clock)
{
    private const int Page = 500;

    public Task<WishFate> Apply(string tenantId, Guid id, Wish wish) => writes.Commit([RowKey.Of<BatchRow>(id)], scope =>
    {
        if (scope.Find<BatchRow>(id) is not { } batch || batch.TenantId != tenantId)
            return WishFate.Unknown;
        if (batch.Wish == wish && (batch.Open || wish is Wish.Cancel))
            return WishFate.Taken;
        if (batch.Wish is Wish.Cancel)
            return WishFate.Cancelled;
        if (!batch.Open)
            return WishFate.Ended;
        (batch.Wish, batch.WishOrdinal) = (wish, batch.WishOrdinal + 1);
        return WishFate.Taken;
    });

    /// <summary>The deliverables of a batch that are on the line.</summary>
    public static IQueryable<DeliverableRow> Going(IntakeDb db, BatchRow batch) => db.Deliverables.AsNoTracking()
        .Where(row => row.BatchId == batch.Id && row.BatchNumber <= batch.Fed)
        .Where(row => !db.Snapshots.Any(snapshot => snapshot.Id == row.Id && Ends.Contains(snapshot.Phase)));

    /// <summary>Repeated from the start after a crash: what was passed on is not passed on twice.</summary>
    public async Task PassOn(BatchRow batch, CancellationToken ct)
    {
        await using var db = await reads.CreateDbContextAsync(ct);
        for (var after = 0; await Going(db, batch).Where(row => row.BatchNumber > after).OrderBy(row => row.BatchNumber).Take(Page)
                 .Select(row => new { row.Id, Number = row.BatchNumber!.Value }).ToListAsync(ct) is { Count: > 0 } page; after = page[^1].Number)
        {
            await writes.Commit([RowKey.Of<BatchRow>(batch.Id), .. page.SelectMany(row => DeliverableControl.Keys(row.Id))], scope =>
            {
                if (scope.Find<BatchRow>(batch.Id)!.WishOrdinal != batch.WishOrdinal)
                    return; // the requester wished something else meanwhile
                foreach (var row in page)
                    DeliverableControl.Apply(scope, batch.TenantId, row.Id, batch.Wish);
            }, ct);
        }
        if (batch.Wish is Wish.Cancel)
            await EndTheRest(db, batch, ct);
        await writes.Commit([RowKey.Of<BatchRow>(batch.Id)], scope => { scope.Find<BatchRow>(batch.Id)!.PassedOn = batch.WishOrdinal; }, ct);
        batch.PassedOn = batch.WishOrdinal;
    }

    /// <summary>Those that were never let onto the line: nobody else knows of them, so their end is written here.</summary>
    private async Task EndTheRest(IntakeDb db, BatchRow batch, CancellationToken ct)
    {
        for (var after = batch.Fed; after < batch.Size; after += Page)
        {
            var until = Math.Min(after + Page, batch.Size);
            var page = await db.Deliverables.AsNoTracking().Where(row => row.BatchId == batch.Id && row.BatchNumber > after && row.BatchNumber <= until).ToListAsync(ct);
            var ends = page.Select(row => (Row: row, Status: Unbegun(row))).ToList();
            await writes.Commit([.. page.Select(row => RowKey.Of<SnapshotRow>(row.Id))], scope =>
            {
                foreach (var (row, status) in ends.Where(end => scope.Find<SnapshotRow>(end.Row.Id) is null))
                {
                    var snapshot = new SnapshotRow { Id = row.Id, TenantId = row.TenantId };
                    snapshot.Write(progress: 1, status);
                    scope.Add(snapshot);
                }
            }, ct);
        }
    }

    private DeliverableStatus Unbegun(DeliverableRow row) => new()
    {
        Phase = DeliverablePhase.Cancelled, Stage = JsonSerializer.Deserialize<DeliverableSpec>(row.Spec, AtelierJson.Options)!.Stages[0].Name, Stages = [],
        CostMicros = 0, UnpricedCosts = 0, AsOf = clock.GetUtcNow(),
    };

    private static readonly DeliverablePhase[] Ends = [DeliverablePhase.Delivered, DeliverablePhase.Failed, DeliverablePhase.Cancelled];
}
