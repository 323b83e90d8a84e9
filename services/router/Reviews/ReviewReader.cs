using Atelier.Router.Store;
using Microsoft.EntityFrameworkCore;

namespace Atelier.Router.Reviews;

/// <summary>Reads the queue, each tenant its own.</summary>
internal sealed class ReviewReader(IDbContextFactory<RouterDb> databases)
{
    private const int Tried = 20;

    /// <summary>Open items in the order of their turn, by priority and then age, each with its deliverable.</summary>
    public async Task<IReadOnlyList<(ReviewRow Row, DeliverableRow Deliverable)>> Open(string tenant, int skip, int most, CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        var rows = await db.Reviews.AsNoTracking().Where(row => row.TenantId == tenant && (row.Standing == ReviewStanding.Open || row.Standing == ReviewStanding.Held))
            .OrderByDescending(row => row.Priority).ThenBy(row => row.OpenedAt).ThenBy(row => row.Id).Skip(skip).Take(most).ToListAsync(ct);
        var ids = rows.Select(row => row.DeliverableId).ToList();
        var deliverables = await db.Deliverables.AsNoTracking().Where(row => ids.Contains(row.Id)).ToDictionaryAsync(row => row.Id, ct);
        return [.. rows.Select(row => (row, deliverables[row.DeliverableId]))];
    }

    /// <summary>One item with its deliverable, open or not.</summary>
    public async Task<(ReviewRow Row, DeliverableRow Deliverable)?> Find(string tenant, Guid id, CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        var found = await db.Reviews.AsNoTracking().Where(row => row.Id == id && row.TenantId == tenant)
            .Join(db.Deliverables.AsNoTracking(), row => row.DeliverableId, deliverable => deliverable.Id, (row, deliverable) => new { row, deliverable }).SingleOrDefaultAsync(ct);
        return found is null ? null : (found.row, found.deliverable);
    }

    public async Task<Guid?> DeliverableOf(string tenant, Guid id, CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        return await db.Reviews.AsNoTracking().Where(row => row.Id == id && row.TenantId == tenant).Select(row => (Guid?)row.DeliverableId).SingleOrDefaultAsync(ct);
    }

    /// <summary>What a reviewer can take, in the order of trying: what is in hand already, then the oldest.</summary>
    public async Task<IReadOnlyList<Guid>> ToTake(string tenant, string reviewer, DateTimeOffset now, CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        return await db.Reviews.AsNoTracking()
            .Where(row => row.TenantId == tenant && row.Standing == ReviewStanding.Open && (row.AcceptedBy == null || row.AcceptedBy != reviewer)
                && (row.LeasedUntil == null || row.LeasedUntil <= now || row.LeasedBy == reviewer))
            .OrderBy(row => row.LeasedBy == reviewer && row.LeasedUntil > now ? 0 : 1).ThenByDescending(row => row.Priority).ThenBy(row => row.OpenedAt).ThenBy(row => row.Id)
            .Select(row => row.Id).Take(Tried).ToListAsync(ct);
    }
}
