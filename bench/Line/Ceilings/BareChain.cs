using RabbitMQ.Client;
using RabbitMQ.Client.Events;

namespace Atelier.Bench.Line.Ceilings;

/// <summary>
/// Five quorum queues, each item passed from one to the next by a bare client: what waits is published together, acked together once
/// the broker has confirmed it. It keeps no state and does no work; nothing on this broker can be faster.
/// </summary>
internal sealed class BareChain : ILine
{
    private const int Hops = 5;
    private const int BodyBytes = 600; // about what a small event has
    private static readonly CreateChannelOptions Confirmed = new(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true);
    private readonly List<IConnection> _connections = [];
    private IChannel? _entry;
    private Run? _run;

    private BareChain() { }

    public string Name => "bare RabbitMQ.Client chain";

    public static async Task<BareChain> Start(Uri rabbit)
    {
        var chain = new BareChain();
        var connection = await chain.Connect(rabbit);
        chain._entry = await connection.CreateChannelAsync(Confirmed);
        for (var hop = 0; hop < Hops; hop++)
            await chain._entry.QueueDeclareAsync(Queue(hop), durable: true, exclusive: false, autoDelete: false, new Dictionary<string, object?> { ["x-queue-type"] = "quorum" });
        for (var hop = 0; hop < Hops; hop++)
            await chain.Add(await chain.Connect(rabbit), hop);
        return chain;
    }

    public async Task Submit(Guid item)
    {
        var body = new byte[BodyBytes];
        item.TryWriteBytes(body);
        await Publish(_entry!, 0, body);
    }

    public void Tell(Run run) => _run = run;

    public async ValueTask DisposeAsync()
    {
        foreach (var connection in _connections)
            await connection.DisposeAsync();
    }

    private static string Queue(int hop) => $"chain-{hop}";

    private static ValueTask Publish(IChannel channel, int hop, ReadOnlyMemory<byte> body) =>
        channel.BasicPublishAsync("", Queue(hop), mandatory: true, new BasicProperties { Persistent = true }, body);

    private async Task<IConnection> Connect(Uri rabbit)
    {
        var connection = await new ConnectionFactory { Uri = rabbit }.CreateConnectionAsync();
        _connections.Add(connection);
        return connection;
    }

    private async Task Add(IConnection connection, int hop)
    {
        var incoming = await connection.CreateChannelAsync();
        var outgoing = hop + 1 < Hops ? await connection.CreateChannelAsync(Confirmed) : null;
        await incoming.BasicQosAsync(0, 256, global: false);
        var waiting = System.Threading.Channels.Channel.CreateUnbounded<(ulong Tag, byte[] Body)>();
        var consumer = new AsyncEventingBasicConsumer(incoming);
        consumer.ReceivedAsync += (_, delivery) => waiting.Writer.WriteAsync((delivery.DeliveryTag, delivery.Body.ToArray())).AsTask();
        _ = Task.Run(() => PassOn(waiting.Reader, incoming, outgoing, hop));
        await incoming.BasicConsumeAsync(Queue(hop), autoAck: false, consumer);
    }

    private async Task PassOn(System.Threading.Channels.ChannelReader<(ulong Tag, byte[] Body)> waiting, IChannel incoming, IChannel? outgoing, int hop)
    {
        var group = new List<(ulong Tag, byte[] Body)>();
        while (await waiting.WaitToReadAsync())
        {
            group.Clear();
            while (group.Count < 128 && waiting.TryRead(out var delivery))
                group.Add(delivery);
            if (outgoing is not null)
                await Task.WhenAll(group.Select(delivery => Publish(outgoing, hop + 1, delivery.Body).AsTask()));
            await incoming.BasicAckAsync(group[^1].Tag, multiple: true);
            if (outgoing is null)
                group.ForEach(delivery => _run?.Ended(new Guid(delivery.Body.AsSpan(0, 16))));
        }
    }
}
