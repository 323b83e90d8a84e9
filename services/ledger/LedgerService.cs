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

    /// <summary>Every event about a deliverable but the snapshots, which are no facts.</summary>
    public static void Ledger(this BusPlan plan) => plan.Queue(Queues.Ledger, queue =>
    {
        queue.Concurrency = 500;
        queue.ConsumeInBatches<EventRecorder>();
    });

    public static void MapLedger(this IEndpointRouteBuilder app)
    {
        app.MapCosts();
        app.MapEvents();
    }
}
