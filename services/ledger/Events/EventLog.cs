using Atelier.Ledger.Store;
using Microsoft.EntityFrameworkCore;

namespace Atelier.Ledger.Events;

/// <summary>Reads the facts, each once and as it was told.</summary>
internal sealed class EventLog(IDbContextFactory<LedgerDb> databases)
{
    /// <summary>A tenant's facts, or those of one of its deliverables, in the order they happened; a stream, however many there are.</summary>
    public async IAsyncEnumerable<RecordedEvent> Read(string tenantId, Guid? deliverable, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken ct = default)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        var facts = db.Events.AsNoTracking().Where(fact => fact.TenantId == tenantId);
        if (deliverable is { } id)
            facts = facts.Where(fact => fact.DeliverableId == id);
        await foreach (var fact in facts.OrderBy(fact => fact.OccurredAt).ThenBy(fact => fact.Id).AsAsyncEnumerable().WithCancellation(ct))
            yield return fact;
    }
}
