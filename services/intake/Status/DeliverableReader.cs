using Atelier.Contracts;
using Atelier.Intake.Store;
using Microsoft.EntityFrameworkCore;

namespace Atelier.Intake.Status;

/// <summary>Reads deliverables with their newest snapshots, a tenant's own only.</summary>
internal sealed class DeliverableReader(IDbContextFactory<IntakeDb> reads)
{
    public async Task<DeliverableView?> Find(string tenantId, Guid id, CancellationToken ct)
    {
        await using var db = await reads.CreateDbContextAsync(ct);
        var found = await Joined(db).SingleOrDefaultAsync(pair => pair.Row.Id == id && pair.Row.TenantId == tenantId, ct);
        return found is null ? null : DeliverableView.Of(found.Row, found.Snapshot, withRequest: true);
    }

    /// <summary>One page in the order of acceptance, and where the next begins; null when there is none.</summary>
    public async Task<(IReadOnlyList<DeliverableView> Page, string? Next)> List(
        string tenantId, string? campaign, DeliverablePhase? phase, string? after, int limit, CancellationToken ct)
    {
        await using var db = await reads.CreateDbContextAsync(ct);
        var query = Joined(db).Where(pair => pair.Row.TenantId == tenantId);
        if (campaign is not null)
            query = query.Where(pair => pair.Row.Campaign == campaign);
        if (phase is DeliverablePhase.Accepted)
            query = query.Where(pair => pair.Snapshot == null || pair.Snapshot.Phase == DeliverablePhase.Accepted);
        else if (phase is { } wanted)
            query = query.Where(pair => pair.Snapshot != null && pair.Snapshot.Phase == wanted);
        if (after is not null)
            query = query.Where(pair => string.Compare(pair.Row.Position, after) > 0);
        var found = await query.OrderBy(pair => pair.Row.Position).Take(limit + 1).ToListAsync(ct);
        return ([.. found.Take(limit).Select(pair => DeliverableView.Of(pair.Row, pair.Snapshot, withRequest: false))],
            found.Count > limit ? found[limit - 1].Row.Position : null);
    }

    private static IQueryable<Pair> Joined(IntakeDb db) =>
        from row in db.Deliverables.AsNoTracking()
        join snapshot in db.Snapshots.AsNoTracking() on row.Id equals snapshot.Id into snapshots
        from snapshot in snapshots.DefaultIfEmpty()
        select new Pair { Row = row, Snapshot = snapshot };

    private sealed class Pair
    {
        public required DeliverableRow Row { get; init; }

        public required SnapshotRow? Snapshot { get; init; }
    }
}
