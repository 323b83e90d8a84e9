using Atelier.Contracts;
using Atelier.Router.Saga;
using MassTransit;

namespace Atelier.Router.Consumers;

/// <summary>Hands every message of the saga's table to the saga: what it does there, the table says.</summary>
internal sealed class SagaConsumer(SagaRunner saga) :
    IConsumer<DeliverableRequested>,
    IConsumer<GenerationCompleted>,
    IConsumer<GenerationFailed>,
    IConsumer<AttemptInspected>,
    IConsumer<RegenerationRequested>,
    IConsumer<AssetRefined>,
    IConsumer<RefinementFailed>,
    IConsumer<HoldDeliverable>,
    IConsumer<ReleaseDeliverable>,
    IConsumer<CancelDeliverable>
{
    public Task Consume(ConsumeContext<DeliverableRequested> context) => saga.Handle(context.Message, context.CancellationToken);

    public Task Consume(ConsumeContext<GenerationCompleted> context) => saga.Handle(context.Message, context.CancellationToken);

    public Task Consume(ConsumeContext<GenerationFailed> context) => saga.Handle(context.Message, context.CancellationToken);

    public Task Consume(ConsumeContext<AttemptInspected> context) => saga.Handle(context.Message, context.CancellationToken);

    public Task Consume(ConsumeContext<RegenerationRequested> context) => saga.Handle(context.Message, context.CancellationToken);

    public Task Consume(ConsumeContext<AssetRefined> context) => saga.Handle(context.Message, context.CancellationToken);

    public Task Consume(ConsumeContext<RefinementFailed> context) => saga.Handle(context.Message, context.CancellationToken);

    public Task Consume(ConsumeContext<HoldDeliverable> context) => saga.Handle(context.Message, context.CancellationToken);

    public Task Consume(ConsumeContext<ReleaseDeliverable> context) => saga.Handle(context.Message, context.CancellationToken);

    public Task Consume(ConsumeContext<CancelDeliverable> context) => saga.Handle(context.Message, context.CancellationToken);
}
