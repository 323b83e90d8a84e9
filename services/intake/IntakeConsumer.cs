using Atelier.Contracts;
using Atelier.Intake.Routing;
using Atelier.Intake.Status;
using Atelier.Platform.Bus;

namespace Atelier.Intake;

/// <summary>What the front desk hears: how deliverables go, and which routing table holds.</summary>
internal sealed class IntakeConsumer(KeepSnapshot snapshots, KeepRouting routing) : IBatchConsumer
{
    public static IReadOnlyList<Type> Hears { get; } = Subscriptions.HeardBy(Queues.Intake);

    public async Task Consume(IReadOnlyList<Delivery> batch, CancellationToken ct)
    {
        var messages = batch.Select(delivery => delivery.Message).ToList();
        if (messages.OfType<DeliverableProgressed>().ToList() is { Count: > 0 } news)
            await snapshots.Keep(news, ct);
        foreach (var activated in messages.OfType<RoutingActivated>())
            await routing.Keep(activated, ct);
    }
}
