using Atelier.Contracts;
using Atelier.Intake.Store;
using Microsoft.EntityFrameworkCore;

namespace Atelier.Intake.Batches;

/// <summary>How a batch goes.</summary>
internal sealed record BatchView
{
    public required Guid Id { get; init; }

    public required string Key { get; init; }

    public required string Campaign { get; init; }

    public required DateTimeOffset AcceptedAt { get; init; }

    /// <summary><c>running</c>, <c>paused</c>, <c>cancelling</c>, <c>cancelled</c> or <c>ended</c>.</summary>
    public required string State { get; init; }

    public required int Deliverables { get; init; }

    /// <summary>Deliverables that wait for their turn on the line; they are accepted, too.</summary>
    public required int Waiting { get; init; }

    /// <summary>Deliverables by phase; every phase that any of them is in.</summary>
    public required IReadOnlyDictionary<string, int> Phases { get; init; }

    /// <summary>Of those, how many are held.</summary>
    public required int Held { get; init; }

    /// <summary>Sum of the known costs so far, micro-dollars.</summary>
    public required long CostMicros { get; init; }

    /// <summary>Costs that could not be determined and are not in the sum.</summary>
    public required int UnpricedCosts { get; init; }

    public required BatchLinks Links { get; init; }
}

/// <summary>Reads batches, a tenant's own only.</summary>
internal sealed class BatchReader(IDbContextFactory<IntakeDb> reads)
{
    private const int MostListed = 50;

    public async Task<BatchView?> Find(string tenantId, string name, CancellationToken ct)
    {
        var id = BatchRow.Named(tenantId, name);
        await using var db = await reads.CreateDbContextAsync(ct);
        return await db.Batches.AsNoTracking().SingleOrDefaultAsync(row => row.Id == id && row.TenantId == tenantId, ct) is { } batch ? await View(db, batch, ct) : null;
    }

    public async Task<IReadOnlyList<BatchView>> Newest(string tenantId, CancellationToken ct)
    {
        await using var db = await reads.CreateDbContextAsync(ct);
        var views = new List<BatchView>();
        foreach (var batch in await db.Batches.AsNoTracking().Where(row => row.TenantId == tenantId).OrderByDescending(row => row.AcceptedAt).Take(MostListed).ToListAsync(ct))
            views.Add(await View(db, batch, ct));
        return views;
    }

    private static async Task<BatchView> View(IntakeDb db, BatchRow batch, CancellationToken ct)
    {
        var told = await (
            from row in db.Deliverables.AsNoTracking()
            where row.BatchId == batch.Id
            join snapshot in db.Snapshots.AsNoTracking() on row.Id equals snapshot.Id
            group snapshot by snapshot.Phase into phase
            select new { phase.Key, Count = phase.Count(), Held = phase.Count(snapshot => snapshot.Held), Cost = phase.Sum(snapshot => snapshot.CostMicros), Unpriced = phase.Sum(snapshot => snapshot.UnpricedCosts) }).ToListAsync(ct);
        var accepted = batch.Size - told.Where(phase => phase.Key is not DeliverablePhase.Accepted).Sum(phase => phase.Count);
        var ended = told.Where(phase => SnapshotRow.Ends(phase.Key)).Sum(phase => phase.Count);
        var address = $"/v1/batches/{batch.Id}";
        return new BatchView
        {
            Id = batch.Id, Key = batch.Key, Campaign = batch.Campaign, AcceptedAt = batch.AcceptedAt, Deliverables = batch.Size,
            State = batch.Wish is Wish.Cancel ? ended == batch.Size ? "cancelled" : "cancelling" : !batch.Open ? "ended" : batch.Wish is Wish.Hold ? "paused" : "running",
            Waiting = batch.Wish is Wish.Cancel ? 0 : batch.Size - batch.Fed,
            Phases = told.Where(phase => phase.Key is not DeliverablePhase.Accepted).Select(phase => (phase.Key, phase.Count)).Append((DeliverablePhase.Accepted, accepted))
                .Where(phase => phase.Item2 > 0).OrderBy(phase => phase.Item1).ToDictionary(phase => AtelierJson.NameOf(phase.Item1), phase => phase.Item2),
            Held = told.Sum(phase => phase.Held), CostMicros = told.Sum(phase => phase.Cost), UnpricedCosts = told.Sum(phase => phase.Unpriced),
            Links = new BatchLinks(address, $"{address}/report"),
        };
    }
}
