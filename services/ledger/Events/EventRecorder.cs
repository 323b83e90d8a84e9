using System.Text.Json;
using Atelier.Contracts;
using Atelier.Ledger.Costs;
using Atelier.Ledger.Store;
using Atelier.Platform.Stores;

namespace Atelier.Ledger.Events;

/// <summary>
/// Appends a fact and counts it, in one commit. The same message again changes nothing; another message under the same
/// id, or one that cannot be true, is put aside and counts for nothing.
/// </summary>
internal sealed class EventRecorder(GroupCommit<LedgerDb> store, TimeProvider clock, ILogger<EventRecorder> log)
{
    private enum Fate
    {
        Appended,
        Duplicate,
        Contradiction,
    }

    public async Task Record(Guid id, IEvent fact, CancellationToken ct = default)
    {
        var said = new RecordedEvent
        {
            Id = id,
            Type = fact.GetType().Name,
            TenantId = fact.TenantId,
            DeliverableId = fact.DeliverableId,
            OccurredAt = fact.OccurredAt.Kept(),
            RecordedAt = clock.GetUtcNow().Kept(),
            Body = JsonSerializer.Serialize(fact, fact.GetType(), AtelierJson.Options),
        };
        if (Impossible.Because(fact) is { } reason)
        {
            await Quarantine(said, reason, ct);
            return;
        }

        RowKey[] rows = [RowKey.Of<RecordedEvent>(id), RowKey.Of<DeliverableCost>(fact.DeliverableId)];
        if (await store.Commit(rows, scope => Append(scope, said, fact), ct) == Fate.Contradiction)
            await Quarantine(said, "Another message was recorded under this id before, with other content; the first one stands.", ct);
    }

    private static Fate Append(CommitScope scope, RecordedEvent said, IEvent fact)
    {
        if (scope.Find<RecordedEvent>(said.Id) is { } before)
            return before.Type == said.Type && before.Body == said.Body ? Fate.Duplicate : Fate.Contradiction;

        scope.Add(said);
        // A request that was turned away is no deliverable, even where it names one that exists.
        if (fact is not RequestRejected)
            Deliverable(scope, fact).Apply(fact);
        return Fate.Appended;
    }

    private static DeliverableCost Deliverable(CommitScope scope, IEvent fact)
    {
        if (scope.Find<DeliverableCost>(fact.DeliverableId) is { } known)
            return known;
        var fresh = new DeliverableCost { Id = fact.DeliverableId, TenantId = fact.TenantId };
        scope.Add(fresh);
        return fresh;
    }

    private async Task Quarantine(RecordedEvent said, string reason, CancellationToken ct)
    {
        var aside = new QuarantinedEvent
        {
            Id = DeterministicId.From("quarantine", said.Id.ToString("N"), said.Type, said.Body),
            MessageId = said.Id,
            Type = said.Type,
            TenantId = said.TenantId,
            DeliverableId = said.DeliverableId,
            RecordedAt = said.RecordedAt,
            Reason = reason,
            Body = said.Body,
        };
        await store.Commit([RowKey.Of<QuarantinedEvent>(aside.Id)], scope =>
        {
            if (scope.Find<QuarantinedEvent>(aside.Id) is null)
                scope.Add(aside);
        }, ct);
        log.LogError("Quarantined {Type} {MessageId} of deliverable {DeliverableId}: {Reason}", said.Type, said.Id, said.DeliverableId, reason);
    }
}
