using MassTransit;

namespace Atelier.Bench.Line.Ceilings;

/// <summary>
/// Atelier's own hops as MassTransit would do them: the same nine messages to the same queues, so that every delivery of an untroubled
/// image has its counterpart here. What the consumers do with them is nothing.
/// </summary>
internal sealed class LineMachine : MassTransitStateMachine<ItemMachine.Item>
{
    public const string InspectQueue = "saga-inspect";

    public LineMachine(MassTransitSaga line)
    {
        InstanceState(item => item.CurrentState);
        Event(() => Requested, wanted => wanted.CorrelateById(context => context.Message.Id));
        Event(() => Generated, wanted => wanted.CorrelateById(context => context.Message.Id));
        Event(() => Inspected, wanted => wanted.CorrelateById(context => context.Message.Id));
        Event(() => Refined, wanted => wanted.CorrelateById(context => context.Message.Id));
        Initially(When(Requested)
            .Send(new Uri($"exchange:{ItemMachine.GenerateQueue}"), context => new GenerateItem(context.Message.Id, context.Message.Spec)).TransitionTo(Generating));
        During(Generating, When(Generated)
            .Send(new Uri($"exchange:{InspectQueue}"), context => new InspectItem(context.Message.Id, context.Message.Output)).TransitionTo(Inspecting));
        During(Inspecting, When(Inspected)
            .Send(new Uri($"exchange:{ItemMachine.RefineQueue}"), context => new RefineItem(context.Message.Id, context.Message.Verdict)).TransitionTo(Refining));
        During(Refining, When(Refined)
            .Publish(context => new ItemDelivered(context.Message.Id, context.Message.File))
            .Publish(context => new ItemShown(context.Message.Id, context.Message.File))
            .Then(context => line.Ended(context.Message.Id)).Finalize());
        SetCompletedWhenFinalized();
    }

    public State Generating { get; private set; } = null!;

    public State Inspecting { get; private set; } = null!;

    public State Refining { get; private set; } = null!;

    public Event<ItemRequested> Requested { get; private set; } = null!;

    public Event<ItemGenerated> Generated { get; private set; } = null!;

    public Event<ItemInspected> Inspected { get; private set; } = null!;

    public Event<ItemRefined> Refined { get; private set; } = null!;
}

internal sealed class InspectItemConsumer : IConsumer<InspectItem>
{
    public Task Consume(ConsumeContext<InspectItem> context) => context.Publish(new ItemInspected(context.Message.Id, context.Message.Output));
}

/// <summary>Where the ledger stands.</summary>
internal sealed class RecordItemConsumer : IConsumer<ItemRequested>, IConsumer<ItemGenerated>, IConsumer<ItemInspected>, IConsumer<ItemRefined>, IConsumer<ItemDelivered>
{
    public Task Consume(ConsumeContext<ItemRequested> context) => Task.CompletedTask;

    public Task Consume(ConsumeContext<ItemGenerated> context) => Task.CompletedTask;

    public Task Consume(ConsumeContext<ItemInspected> context) => Task.CompletedTask;

    public Task Consume(ConsumeContext<ItemRefined> context) => Task.CompletedTask;

    public Task Consume(ConsumeContext<ItemDelivered> context) => Task.CompletedTask;
}

/// <summary>Where the front desk stands, which shows requesters how it went.</summary>
internal sealed class ShowItemConsumer : IConsumer<ItemShown>
{
    public Task Consume(ConsumeContext<ItemShown> context) => Task.CompletedTask;
}
