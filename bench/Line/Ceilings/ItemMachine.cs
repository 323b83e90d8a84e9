using MassTransit;

namespace Atelier.Bench.Line.Ceilings;

/// <summary>The state machine as MassTransit's own documentation writes it.</summary>
internal sealed class ItemMachine : MassTransitStateMachine<ItemMachine.Item>
{
    public const string GenerateQueue = "saga-generate";
    public const string RefineQueue = "saga-refine";

    public ItemMachine(MassTransitSaga line)
    {
        InstanceState(item => item.CurrentState);
        Event(() => Requested, wanted => wanted.CorrelateById(context => context.Message.Id));
        Event(() => Generated, wanted => wanted.CorrelateById(context => context.Message.Id));
        Event(() => Refined, wanted => wanted.CorrelateById(context => context.Message.Id));
        Initially(When(Requested)
            .Send(new Uri($"exchange:{GenerateQueue}"), context => new GenerateItem(context.Message.Id, context.Message.Spec)).TransitionTo(Generating));
        During(Generating, When(Generated)
            .Send(new Uri($"exchange:{RefineQueue}"), context => new RefineItem(context.Message.Id, context.Message.Output)).TransitionTo(Refining));
        During(Refining, When(Refined).Then(context => line.Ended(context.Message.Id)).Finalize());
        SetCompletedWhenFinalized();
    }

    public State Generating { get; private set; } = null!;

    public State Refining { get; private set; } = null!;

    public Event<ItemRequested> Requested { get; private set; } = null!;

    public Event<ItemGenerated> Generated { get; private set; } = null!;

    public Event<ItemRefined> Refined { get; private set; } = null!;

    internal sealed class Item : SagaStateMachineInstance
    {
        public Guid CorrelationId { get; set; }

        public string CurrentState { get; set; } = "";
    }
}

internal sealed class GenerateItemConsumer : IConsumer<GenerateItem>
{
    public Task Consume(ConsumeContext<GenerateItem> context) => context.Publish(new ItemGenerated(context.Message.Id, context.Message.Spec));
}

internal sealed class RefineItemConsumer : IConsumer<RefineItem>
{
    public Task Consume(ConsumeContext<RefineItem> context) => context.Publish(new ItemRefined(context.Message.Id, context.Message.Output));
}
