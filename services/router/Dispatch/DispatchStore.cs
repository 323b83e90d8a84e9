using Atelier.Contracts;
using Atelier.Platform.Stores;
using Atelier.Router.Store;
using Microsoft.EntityFrameworkCore;

namespace Atelier.Router.Dispatch;

/// <summary>What the store knows of slots and lines. Each query is bounded by the slots there are, by tenants, or by a number.</summary>
internal sealed class DispatchStore(IDbContextFactory<RouterDb> reads, GroupCommit<RouterDb> commits)
{
    private static readonly RowKey Lease = RowKey.Of<DispatchLeaseRow>(DispatchLeaseRow.TheId);

    /// <summary>Whether anything waits, or has a slot.</summary>
    public async Task<bool> Any(CancellationToken ct)
    {
        await using var db = await reads.CreateDbContextAsync(ct);
        return await db.Deliverables.AnyAsync(row => row.SlotTier != null, ct);
    }

    /// <summary>The attempts under way that are counted.</summary>
    public async Task<IReadOnlyList<(Guid Id, Seat Seat)>> Seats(CancellationToken ct)
    {
        await using var db = await reads.CreateDbContextAsync(ct);
        var rows = await db.Deliverables.Where(row => row.SlotTier != null && row.Phase == DeliverablePhase.Generating).Select(row => new { row.Id, row.SlotTier, row.TenantId }).ToListAsync(ct);
        return [.. rows.Select(row => (row.Id, new Seat(row.SlotTier!, row.TenantId)))];
    }

    /// <summary>How long the lines are.</summary>
    public async Task<IReadOnlyList<(string Tier, Line Line)>> Lines(CancellationToken ct)
    {
        await using var db = await reads.CreateDbContextAsync(ct);
        var rows = await db.Deliverables.Where(row => row.SlotTier != null && row.Phase == DeliverablePhase.Waiting).GroupBy(row => new { row.SlotTier, row.TenantId })
            .Select(line => new { line.Key.SlotTier, line.Key.TenantId, Count = line.Count(), Oldest = line.Min(row => row.AskedAt) }).ToListAsync(ct);
        return [.. rows.Select(row => (row.SlotTier!, new Line(row.TenantId, row.Count, 0, row.Oldest!.Value)))];
    }

    /// <summary>The first of a tenant's line.</summary>
    public async Task<IReadOnlyList<SlotTurn>> First(string tier, string tenant, int count, CancellationToken ct)
    {
        await using var db = await reads.CreateDbContextAsync(ct);
        var rows = await db.Deliverables.AsNoTracking().Where(row => row.SlotTier == tier && row.Phase == DeliverablePhase.Waiting && row.TenantId == tenant).InTurn().Take(count).ToListAsync(ct);
        return [.. rows.Select(row => new SlotTurn(row.Id, row.Read().Waits!.Since))];
    }

    /// <summary>Takes the lease, or keeps it, if no other process has it.</summary>
    /// <returns>Whether this process has it now.</returns>
    public Task<bool> Claim(Guid process, DateTimeOffset now, TimeSpan length, CancellationToken ct) => commits.Commit([Lease], scope =>
    {
        if (scope.Find<DispatchLeaseRow>(DispatchLeaseRow.TheId) is not { } lease)
        {
            scope.Add(new DispatchLeaseRow { Holder = process, Until = (now + length).Kept() });
            return true;
        }
        if (lease.Holder != process && lease.Until > now)
            return false;
        (lease.Holder, lease.Until) = (process, (now + length).Kept());
        return true;
    }, ct);

    /// <summary>Gives the lease back, so that another process need not wait until it runs out.</summary>
    public Task Release(Guid process, DateTimeOffset now, CancellationToken ct) => commits.Commit([Lease], scope =>
    {
        if (scope.Find<DispatchLeaseRow>(DispatchLeaseRow.TheId) is { } lease && lease.Holder == process)
            lease.Until = now.Kept();
    }, ct);
}

/// <summary>An attempt whose turn it is.</summary>
/// <param name="Id">Its deliverable.</param>
/// <param name="Since">Since when it waits.</param>
internal readonly record struct SlotTurn(Guid Id, DateTimeOffset Since);

internal static class LineOrder
{
    /// <summary>Within a tenant: the more urgent first, then what was asked for earlier.</summary>
    public static IQueryable<DeliverableRow> InTurn(this IQueryable<DeliverableRow> line) => line.OrderByDescending(row => row.Urgency).ThenBy(row => row.AskedAt).ThenBy(row => row.Id);
}
