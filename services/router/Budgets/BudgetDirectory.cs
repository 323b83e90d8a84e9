using System.Collections.Frozen;
using Atelier.Router.Store;
using Microsoft.EntityFrameworkCore;

namespace Atelier.Router.Budgets;

/// <summary>
/// Which accounts there are, so that a deliverable without a budget looks at none. Every process reads it again and again, and decides
/// nothing by what it read longer ago than the lease, told by its own clock: once a lease has passed since an account was made, every
/// process pays from it.
/// </summary>
internal sealed class BudgetDirectory(IDbContextFactory<RouterDb> reads, TimeProvider time) : IDisposable
{
    public static readonly TimeSpan Lease = TimeSpan.FromSeconds(2);

    private readonly SemaphoreSlim _reading = new(1);
    private volatile Known _known = new(FrozenSet<Guid>.Empty, null);

    /// <summary>Whether what is known may be decided by.</summary>
    public bool IsFresh => _known.At is { } at && time.GetElapsedTime(at) < Lease;

    /// <summary>Whether there are any.</summary>
    public bool Any => _known.Accounts.Count > 0;

    public bool Has(Guid account) => _known.Accounts.Contains(account);

    /// <summary>Reads it, unless another has just done so.</summary>
    public async Task Refresh(CancellationToken ct)
    {
        var before = _known;
        await _reading.WaitAsync(ct);
        try
        {
            if (_known == before)
                _known = await Read(before, ct);
        }
        finally
        {
            _reading.Release();
        }
    }

    public void Dispose() => _reading.Dispose();

    /// <summary>Accounts are never removed: where there are as many as before, they are the same.</summary>
    private async Task<Known> Read(Known before, CancellationToken ct)
    {
        var at = time.GetTimestamp();
        await using var db = await reads.CreateDbContextAsync(ct);
        return before.At is not null && await db.Budgets.CountAsync(ct) == before.Accounts.Count
            ? before with { At = at }
            : new Known((await db.Budgets.Select(budget => budget.Id).ToListAsync(ct)).ToFrozenSet(), at);
    }

    private sealed record Known(FrozenSet<Guid> Accounts, long? At);
}
