using MassTransit;

namespace Atelier.Bench.Line.Ceilings;

/// <summary>
/// MassTransit's own saga on quorum queues with publisher confirms: with five messages, as many as the bare chain has hops, or with
/// Atelier's nine; as it comes, or with as many messages in hand as Atelier has. Its instances live in memory: a crash forgets them all,
/// and no commit slows it down.
/// </summary>
internal sealed class MassTransitSaga : ILine
{
    private const ushort InHand = 128;
    private static readonly string Spec = new('x', 400);
    private readonly ushort? _inHand;
    private IHost? _host;
    private Run? _run;

    private MassTransitSaga(string name, ushort? inHand) => (Name, _inHand) = (name, inHand);

    public string Name { get; }

    public static Task<MassTransitSaga> AsItComes(Uri rabbit) => FiveMessages(new MassTransitSaga("MassTransit saga, in memory, as it comes", inHand: null), rabbit);

    public static Task<MassTransitSaga> FiveMessages(Uri rabbit) => FiveMessages(new MassTransitSaga("MassTransit saga, in memory", InHand), rabbit);

    public static Task<MassTransitSaga> AteliersMessages(Uri rabbit) => new MassTransitSaga("MassTransit saga, in memory, Atelier's messages", InHand).Start(
        rabbit,
        bus =>
        {
            bus.AddSagaStateMachine<LineMachine, ItemMachine.Item>().InMemoryRepository();
            bus.AddConsumer<InspectItemConsumer>();
            bus.AddConsumer<RecordItemConsumer>();
            bus.AddConsumer<ShowItemConsumer>();
        },
        (context, receive) =>
        {
            receive(LineMachine.InspectQueue, endpoint => endpoint.ConfigureConsumer<InspectItemConsumer>(context));
            receive("saga-ledger", endpoint => endpoint.ConfigureConsumer<RecordItemConsumer>(context));
            receive("saga-intake", endpoint => endpoint.ConfigureConsumer<ShowItemConsumer>(context));
        });

    public Task Submit(Guid item) => _host!.Services.GetRequiredService<IBus>().Publish(new ItemRequested(item, Spec));

    public void Tell(Run run) => _run = run;

    public void Ended(Guid item) => _run?.Ended(item);

    public async ValueTask DisposeAsync()
    {
        await _host!.StopAsync();
        _host.Dispose();
    }

    private static Task<MassTransitSaga> FiveMessages(MassTransitSaga line, Uri rabbit) =>
        line.Start(rabbit, bus => bus.AddSagaStateMachine<ItemMachine, ItemMachine.Item>().InMemoryRepository(), (_, _) => { });

    private async Task<MassTransitSaga> Start(Uri rabbit, Action<IBusRegistrationConfigurator> add, Action<IBusRegistrationContext, Action<string, Action<IReceiveEndpointConfigurator>>> more)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Services.AddSingleton(this);
        builder.Services.Configure<MassTransitHostOptions>(host => host.WaitUntilStarted = true);
        builder.Services.AddMassTransit(bus =>
        {
            bus.DisableUsageTelemetry();
            bus.AddConsumer<GenerateItemConsumer>();
            bus.AddConsumer<RefineItemConsumer>();
            add(bus);
            bus.UsingRabbitMq((context, transport) =>
            {
                void Receive(string queue, Action<IReceiveEndpointConfigurator> configure) => transport.ReceiveEndpoint(queue, endpoint =>
                {
                    endpoint.SetQuorumQueue();
                    if (_inHand is { } messages)
                        (endpoint.PrefetchCount, endpoint.ConcurrentMessageLimit) = (messages, messages);
                    configure(endpoint);
                });
                transport.Host(rabbit, host => host.PublisherConfirmation = true);
                Receive("saga", endpoint => endpoint.ConfigureSaga<ItemMachine.Item>(context));
                Receive(ItemMachine.GenerateQueue, endpoint => endpoint.ConfigureConsumer<GenerateItemConsumer>(context));
                Receive(ItemMachine.RefineQueue, endpoint => endpoint.ConfigureConsumer<RefineItemConsumer>(context));
                more(context, Receive);
            });
        });
        _host = builder.Build();
        await _host.StartAsync();
        return this;
    }
}
