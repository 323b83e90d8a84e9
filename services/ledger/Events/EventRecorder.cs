using Atelier.Contracts;
using Atelier.Ledger.Costs;
using Atelier.Ledger.Store;
using Atelier.Platform.Bus;
using Atelier.Platform.Stores;

namespace Atelier.Ledger.Events;

/// <summary>
/// Appends facts and counts them, a batch in one commit. The same message again changes nothing; another message under the same
/// id, or one that cannot be true, is put aside and counts for nothing.
/// </summary>
internal sealed class EventRecorder(GroupCommit<LedgerDb> store, TimeProvider clock, ILogger<EventRecorder> log) : IBatchConsumer
{
    private enum Fate
    {
        Appended,
        Duplicate,
        Contradiction,
    }

    public static IReadOnlyList<Type> Hears { get; } = Subscriptions.HeardBy(Queues.Ledger);

    public async Task Consume(IReadOnlyList<Delivery> batch, CancellationToken ct)
    {
        var now = clock.GetUtcNow().Kept();
        var told = batch.Select(delivery => (Fact: (IEvent)delivery.Message, Said: Say(delivery, now))).ToLookup(it => Impossible.Because(it.Fact));
        var possible = told[null].ToList();
        RowKey[] rows = [.. possible.SelectMany(it => new[] { RowKey.Of<RecordedEvent>(it.Said.Id), RowKey.Of<DeliverableCost>(it.Said.DeliverableId) })];
        var contradictions = possible.Count == 0 ? [] : await store.Commit(rows, scope => possible.Where(it => Append(scope, it.Said, it.Fact) is Fate.Contradiction).ToList(), ct);
        foreach (var (_, said) in contradictions)
            await Quarantine(said, "Another message was recorded under this id before, with other content; the first one stands.", ct);
        foreach (var impossible in told.Where(it => it.Key is not null))
        {
            foreach (var (_, said) in impossible)
                await Quarantine(said, impossible.Key!, ct);
        }
    }

    private static RecordedEvent Say(Delivery delivery, DateTimeOffset now)
    {
        var fact = (IEvent)delivery.Message;
        return new RecordedEvent
        {
            Id = delivery.MessageId,
            Type = fact.GetType().Name,
            TenantId = fact.TenantId,
            DeliverableId = fact.DeliverableId,
            OccurredAt = fact.OccurredAt.Kept(),
            RecordedAt = now,
            Body = delivery.Json,
        };
    }

    private static Fate Append(CommitScope scope, RecordedEvent said, IEvent fact)
    {
        if (scope.Find<RecordedEvent>(said.Id) is { } before)
            return before.Type == said.Type && (before.Body == said.Body || fact is RoutingActivated) ? Fate.Duplicate : Fate.Contradiction; // a newer router tells of an old activation in more words

        scope.Add(said);
        if (IsOfDeliverable(fact))
            Deliverable(scope, fact).Apply(fact);
        return Fate.Appended;
    }

    /// <summary>A request that was turned away is no deliverable, even where it names one that exists; and some facts are about none.</summary>
    public static bool IsOfDeliverable(IEvent fact) => fact is not (RequestRejected or ModelHealthChanged or RoutingActivated or BudgetDecided);

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
