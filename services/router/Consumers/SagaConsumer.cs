using Atelier.Contracts;
using Atelier.Platform.Bus;
using Atelier.Router.Saga;

namespace Atelier.Router.Consumers;

/// <summary>Hands every message of the saga's table to the saga: what it does there, the table says.</summary>
internal sealed class SagaConsumer(SagaRunner saga) : IBatchConsumer
{
    public static IReadOnlyList<Type> Hears { get; } =
        [.. Subscriptions.HeardBy(Queues.Router), typeof(HoldDeliverable), typeof(ReleaseDeliverable), typeof(CancelDeliverable), typeof(ReproduceOutput)];

    /// <summary>All at once: the store's writer makes groups of them.</summary>
    public Task Consume(IReadOnlyList<Delivery> batch, CancellationToken ct) => Task.WhenAll(batch.Select(delivery => Handle(delivery, ct)));

    private async Task Handle(Delivery delivery, CancellationToken ct)
    {
        using var trace = delivery.Resume();
        await saga.Handle(delivery.Message, ct);
    }
}
