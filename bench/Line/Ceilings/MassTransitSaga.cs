using MassTransit;

namespace Atelier.Bench.Line.Ceilings;

/// <summary>
/// MassTransit's own saga over five hops on quorum queues with publisher confirms. Its instances live in memory: a crash forgets them
/// all, and no commit slows it down.
/// </summary>
internal sealed class MassTransitSaga : ILine
{
    private const int InHand = 128;
    private static readonly string Spec = new('x', 400);
    private IHost? _host;
    private Run? _run;

    private MassTransitSaga() { }

    public string Name => "MassTransit saga, in memory";

    public static async Task<MassTransitSaga> Start(Uri rabbit)
    {
        var line = new MassTransitSaga();
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Services.AddSingleton(line);
        builder.Services.Configure<MassTransitHostOptions>(host => host.WaitUntilStarted = true);
        builder.Services.AddMassTransit(bus =>
        {
            bus.AddConsumer<GenerateItemConsumer>();
            bus.AddConsumer<RefineItemConsumer>();
            bus.AddSagaStateMachine<ItemMachine, ItemMachine.Item>().InMemoryRepository();
            bus.UsingRabbitMq((context, transport) =>
            {
                transport.Host(rabbit, host => host.PublisherConfirmation = true);
                transport.ReceiveEndpoint("saga", endpoint => { Common(endpoint); endpoint.ConfigureSaga<ItemMachine.Item>(context); });
                transport.ReceiveEndpoint(ItemMachine.GenerateQueue, endpoint => { Common(endpoint); endpoint.ConfigureConsumer<GenerateItemConsumer>(context); });
                transport.ReceiveEndpoint(ItemMachine.RefineQueue, endpoint => { Common(endpoint); endpoint.ConfigureConsumer<RefineItemConsumer>(context); });
            });
        });
        line._host = builder.Build();
        await line._host.StartAsync();
        return line;
    }

    public Task Submit(Guid item) => _host!.Services.GetRequiredService<IBus>().Publish(new ItemRequested(item, Spec));

    public void Tell(Run run) => _run = run;

    public void Ended(Guid item) => _run?.Ended(item);

    public async ValueTask DisposeAsync()
    {
        await _host!.StopAsync();
        _host.Dispose();
    }

    private static void Common(IRabbitMqReceiveEndpointConfigurator endpoint)
    {
        endpoint.SetQuorumQueue();
        endpoint.PrefetchCount = InHand;
        endpoint.ConcurrentMessageLimit = InHand;
    }
}
