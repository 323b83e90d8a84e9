using MassTransit;

namespace Atelier.Bench.Line.Ceilings;

/// <summary>
/// MassTransit's own saga on quorum queues with publisher confirms: with five messages, as many as the bare chain has hops, or with
/// Atelier's nine. Its instances live in memory: a crash forgets them all, and no commit slows it down.
/// </summary>
internal sealed class MassTransitSaga : ILine
{
    private const int InHand = 128;
    private static readonly string Spec = new('x', 400);
    private IHost? _host;
    private Run? _run;

    private MassTransitSaga(string name) => Name = name;

    public string Name { get; }

    public static Task<MassTransitSaga> FiveMessages(Uri rabbit) => Start(
        "MassTransit saga, in memory, five messages", rabbit,
        bus => bus.AddSagaStateMachine<ItemMachine, ItemMachine.Item>().InMemoryRepository(),
        (_, _) => { });

    public static Task<MassTransitSaga> AteliersMessages(Uri rabbit) => Start(
        "MassTransit saga, in memory, Atelier's messages", rabbit,
        bus =>
        {
            bus.AddSagaStateMachine<LineMachine, ItemMachine.Item>().InMemoryRepository();
            bus.AddConsumer<InspectItemConsumer>();
            bus.AddConsumer<RecordItemConsumer>();
            bus.AddConsumer<ShowItemConsumer>();
        },
        (context, transport) =>
        {
            Receive(transport, LineMachine.InspectQueue, endpoint => endpoint.ConfigureConsumer<InspectItemConsumer>(context));
            Receive(transport, "saga-ledger", endpoint => endpoint.ConfigureConsumer<RecordItemConsumer>(context));
            Receive(transport, "saga-intake", endpoint => endpoint.ConfigureConsumer<ShowItemConsumer>(context));
        });

    public Task Submit(Guid item) => _host!.Services.GetRequiredService<IBus>().Publish(new ItemRequested(item, Spec));

    public void Tell(Run run) => _run = run;

    public void Ended(Guid item) => _run?.Ended(item);

    public async ValueTask DisposeAsync()
    {
        await _host!.StopAsync();
        _host.Dispose();
    }

    private static async Task<MassTransitSaga> Start(
        string name, Uri rabbit, Action<IBusRegistrationConfigurator> add, Action<IBusRegistrationContext, IRabbitMqBusFactoryConfigurator> receive)
    {
        var line = new MassTransitSaga(name);
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Services.AddSingleton(line);
        builder.Services.Configure<MassTransitHostOptions>(host => host.WaitUntilStarted = true);
        builder.Services.AddMassTransit(bus =>
        {
            bus.DisableUsageTelemetry();
            bus.AddConsumer<GenerateItemConsumer>();
            bus.AddConsumer<RefineItemConsumer>();
            add(bus);
            bus.UsingRabbitMq((context, transport) =>
            {
                transport.Host(rabbit, host => host.PublisherConfirmation = true);
                Receive(transport, "saga", endpoint => endpoint.ConfigureSaga<ItemMachine.Item>(context));
                Receive(transport, ItemMachine.GenerateQueue, endpoint => endpoint.ConfigureConsumer<GenerateItemConsumer>(context));
                Receive(transport, ItemMachine.RefineQueue, endpoint => endpoint.ConfigureConsumer<RefineItemConsumer>(context));
                receive(context, transport);
            });
        });
        line._host = builder.Build();
        await line._host.StartAsync();
        return line;
    }

    private static void Receive(IRabbitMqBusFactoryConfigurator transport, string queue, Action<IRabbitMqReceiveEndpointConfigurator> configure) =>
        transport.ReceiveEndpoint(queue, endpoint =>
        {
            endpoint.SetQuorumQueue();
            endpoint.PrefetchCount = InHand;
            endpoint.ConcurrentMessageLimit = InHand;
            configure(endpoint);
        });
}
