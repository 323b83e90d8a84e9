using System.Collections.Concurrent;
using System.Diagnostics;
using Atelier.Platform.Hosting;
using Atelier.Platform.Stores;
using RabbitMQ.Client;

namespace Atelier.Platform.Bus;

/// <summary>
/// Publishes what the outboxes of this process hold, with confirms. The outbox has each message as JSON already, so it goes out inside
/// MassTransit's envelope as it is, without being made into JSON a second time. Measured together with other changes: see bench/README.md.
/// </summary>
internal sealed class RabbitPublisher(AtelierOptions options) : IAsyncDisposable
{
    private static readonly CreateChannelOptions Confirmed = new(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true);

    private readonly SemaphoreSlim _opening = new(1);
    private readonly ConcurrentDictionary<string, byte> _declared = [];
    private IConnection? _connection;
    private volatile IChannel? _channel;

    /// <summary>Returns when the broker has the message safe; throws when it has not, or when no queue takes a command.</summary>
    public async Task Publish(OutgoingMessage message)
    {
        var channel = _channel is { IsOpen: true } open ? open : await Open();
        var properties = new BasicProperties { ContentType = Envelope.ContentType, MessageId = message.Row.MessageId.ToString(), Persistent = true };
        if (Activity.Current?.Id is { } cause)
            properties.Headers = new Dictionary<string, object?> { [Envelope.CauseHeader] = cause };
        if (message.Row.Queue is not { } queue)
        {
            await channel.BasicPublishAsync(EventTopology.ExchangeOf(message.Message.GetType()), "", mandatory: false, properties, Envelope.Write(message));
            return;
        }
        // A command whose queue is not there yet comes back and stays in the outbox, instead of vanishing in the exchange.
        if (!_declared.ContainsKey(queue))
            await Declare(channel, queue);
        await channel.BasicPublishAsync(queue, "", mandatory: true, properties, Envelope.Write(message));
    }

    public async ValueTask DisposeAsync()
    {
        if (_connection is not null)
            await _connection.DisposeAsync();
        _opening.Dispose();
    }

    /// <summary>A lost connection comes back by itself; a channel that the broker closed does not.</summary>
    private async Task<IChannel> Open()
    {
        await _opening.WaitAsync();
        try
        {
            if (_channel is { IsOpen: true } open)
                return open;
            _connection ??= await new ConnectionFactory { Uri = options.Rabbit!, ClientProvidedName = "atelier outbox" }.CreateConnectionAsync();
            var closed = _channel;
            _channel = await _connection.CreateChannelAsync(Confirmed);
            if (closed is not null)
                await closed.DisposeAsync();
            return _channel;
        }
        finally
        {
            _opening.Release();
        }
    }

    private async Task Declare(IChannel channel, string queue)
    {
        await channel.ExchangeDeclareAsync(queue, ExchangeType.Fanout, durable: true);
        _declared[queue] = 0;
    }
}
