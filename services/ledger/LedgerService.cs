using Atelier.Contracts;
using Atelier.Ledger.Costs;
using Atelier.Ledger.Events;
using Atelier.Ledger.Store;
using Atelier.Platform.Bus;
using Atelier.Platform.Stores;

namespace Atelier.Ledger;

/// <summary>The ledger: every fact is kept, and what an acceptable deliverable truly cost is worked out of them.</summary>
public static class LedgerService
{
    public static WebApplicationBuilder AddLedger(this WebApplicationBuilder builder)
    {
        builder.AddStore<LedgerDb>("ledger");
        builder.Services.AddSingleton<EventRecorder>();
        builder.Services.AddSingleton<EventLog>();
        builder.Services.AddSingleton<CostReports>();
        return builder;
    }

    /// <summary>One line a fact. <see cref="DeliverableProgressed"/> is not here: a snapshot of the facts is not one of them.</summary>
    public static void Ledger(this BusPlan plan) => plan.Queue(Queues.Ledger, queue =>
    {
        queue.Concurrency = 256; // measured: groups of this size take half the work per fact that groups of 64 take
        queue.Consume<RecordEvent<DeliverableRequested>>();
        queue.Consume<RecordEvent<RequestRejected>>();
        queue.Consume<RecordEvent<GenerationCompleted>>();
        queue.Consume<RecordEvent<GenerationFailed>>();
        queue.Consume<RecordEvent<AttemptInspected>>();
        queue.Consume<RecordEvent<AssetRefined>>();
        queue.Consume<RecordEvent<RefinementFailed>>();
        queue.Consume<RecordEvent<RegenerationRequested>>();
        queue.Consume<RecordEvent<DeliverableDelivered>>();
        queue.Consume<RecordEvent<DeliverableFailed>>();
        queue.Consume<RecordEvent<DeliverableCancelled>>();
    });

    public static void MapLedger(this IEndpointRouteBuilder app)
    {
        app.MapCosts();
        app.MapEvents();
    }
}
