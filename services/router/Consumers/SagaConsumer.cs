using Atelier.Contracts;
using Atelier.Platform.Bus;
using Atelier.Router.Budgets;
using Atelier.Router.Saga;

namespace Atelier.Router.Consumers;

/// <summary>Hands every message of the saga's table to the saga: what it does there, the table says. What is about no one deliverable goes to whom it is for.</summary>
internal sealed class SagaConsumer(SagaRunner saga, BudgetSetting budgets) : IBatchConsumer
{
    public static IReadOnlyList<Type> Hears { get; } =
        [.. Subscriptions.HeardBy(Queues.Router), typeof(HoldDeliverable), typeof(ReleaseDeliverable), typeof(CancelDeliverable), typeof(ReproduceOutput), typeof(SetBudget)];

    /// <summary>All at once: the store's writer makes groups of them.</summary>
    public Task Consume(IReadOnlyList<Delivery> batch, CancellationToken ct) => Task.WhenAll(batch.Select(delivery => Handle(delivery, ct)));

    private async Task Handle(Delivery delivery, CancellationToken ct)
    {
        using var trace = delivery.Resume();
        if (delivery.Message is SetBudget budget)
            await budgets.Campaign(budget, ct);
        else
            await saga.Handle(delivery.Message, ct);
    }
}
