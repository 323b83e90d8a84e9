using System.Diagnostics.Metrics;
using System.Text;
using System.Threading.Channels;
using Atelier.Platform.Hosting;
using Atelier.Platform.Stores;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;

namespace Atelier.Platform.Bus;

/// <summary>
/// Reads a queue for an <see cref="IBatchConsumer"/>: all that waits, up to a bound, is handed over at once and acknowledged at once when
/// it is safe. Why the transport's own receiving is not used here: docs/decisions/0020.
/// </summary>
internal sealed class BatchReader(
    QueuePlan queue, IBatchConsumer consumer, AtelierOptions options, TimeProvider time, IHostApplicationLifetime lifetime, ILogger<BatchReader> log)
    : QueueListener(queue.Name, lifetime, time, log), IHealthCheck
{
    /// <summary>Counts messages that were read, by queue.</summary>
    private static readonly Counter<long> MessagesRead = new Meter("Atelier.Bus").CreateCounter<long>("atelier.bus.read");

    private const int TriesAlone = 5;
    private static readonly CreateChannelOptions Confirmed = new(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true);

    private readonly string _errors = $"{queue.Name}_error";
    private volatile bool _reading;

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(_reading ? HealthCheckResult.Healthy() : new HealthCheckResult(context.Registration.FailureStatus, $"the queue {queue.Name} is not being read"));

    protected override async Task Listen(CancellationToken stop)
    {
        try
        {
            await Read(stop);
        }
        finally
        {
            _reading = false;
        }
    }

    private async Task Read(CancellationToken stop)
    {
        var factory = new ConnectionFactory { Uri = options.Rabbit!, AutomaticRecoveryEnabled = false, ClientProvidedName = $"atelier {queue.Name}" };
        await using var connection = await factory.CreateConnectionAsync(stop);
        await using var channel = await connection.CreateChannelAsync(Confirmed, stop);
        await Declare(channel, stop);
        var waiting = Channel.CreateUnbounded<Waiting>(new UnboundedChannelOptions { SingleReader = true });
        var deliveries = new AsyncEventingBasicConsumer(channel);
        channel.ChannelShutdownAsync += (_, _) => { waiting.Writer.TryComplete(); return Task.CompletedTask; };
        deliveries.UnregisteredAsync += (_, _) => { waiting.Writer.TryComplete(); return Task.CompletedTask; }; // the broker has ended it: the queue was deleted
        deliveries.ReceivedAsync += (_, delivery) => waiting.Writer.WriteAsync(new Waiting(delivery), stop).AsTask();
        await channel.BasicQosAsync(0, (ushort)(2 * queue.Concurrency), global: false, stop); // the next batch comes in while this one is committed
        await channel.BasicConsumeAsync(queue.Name, autoAck: false, deliveries, stop);
        _reading = true;
        var batch = new List<Waiting>(queue.Concurrency);
        while (await waiting.Reader.WaitToReadAsync(stop))
        {
            while (batch.Count < queue.Concurrency && waiting.Reader.TryRead(out var next))
                batch.Add(next);
            await Take(batch, channel, stop);
            await channel.BasicAckAsync(batch[^1].Tag, multiple: true, stop);
            MessagesRead.Add(batch.Count, new KeyValuePair<string, object?>("queue", queue.Name));
            batch.Clear();
        }
    }

    private async Task Declare(IChannel channel, CancellationToken stop)
    {
        var quorum = new Dictionary<string, object?> { ["x-queue-type"] = "quorum" };
        await channel.ExchangeDeclareAsync(queue.Name, ExchangeType.Fanout, durable: true, cancellationToken: stop);
        await channel.QueueDeclareAsync(queue.Name, durable: true, exclusive: false, autoDelete: false, quorum, cancellationToken: stop);
        await channel.QueueBindAsync(queue.Name, queue.Name, "", cancellationToken: stop);
        await channel.QueueDeclareAsync(_errors, durable: true, exclusive: false, autoDelete: false, quorum, cancellationToken: stop);
    }

    /// <summary>Returns when every message is safe, with the consumer or in the error queue.</summary>
    private async Task Take(List<Waiting> batch, IChannel channel, CancellationToken stop)
    {
        var readable = new List<(Waiting Waiting, Delivery Delivery)>(batch.Count);
        foreach (var waiting in batch)
        {
            try
            {
                readable.Add((waiting, Envelope.Read(waiting.Body, waiting.Cause)));
            }
            catch (Exception error)
            {
                await PutAside(waiting, error, channel, stop);
            }
        }
        if (readable.Count == 0)
            return;
        try
        {
            await Consume([.. readable.Select(message => message.Delivery)], stop);
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            Log.LogWarning(error, "A batch of {Count} from {Queue} is tried one by one", readable.Count, queue.Name);
            await Task.WhenAll(readable.Select(message => Alone(message.Waiting, message.Delivery, channel, stop)));
        }
    }

    /// <summary>A store that is away comes back: until then the messages stay where they are.</summary>
    private async Task Consume(IReadOnlyList<Delivery> batch, CancellationToken stop)
    {
        while (true)
        {
            try
            {
                await consumer.Consume(batch, stop);
                return;
            }
            catch (Exception error) when (StoreErrors.IsOutage(error))
            {
                Log.LogWarning(error, "{Count} messages of {Queue} wait for the store", batch.Count, queue.Name);
                await Task.Delay(Pause, Time, stop);
            }
        }
    }

    private async Task Alone(Waiting waiting, Delivery delivery, IChannel channel, CancellationToken stop)
    {
        for (var tries = 1; ; tries++)
        {
            try
            {
                await Consume([delivery], stop);
                return;
            }
            catch (Exception error) when (error is not OperationCanceledException && tries == TriesAlone)
            {
                await PutAside(waiting, error, channel, stop);
                return;
            }
            catch (Exception error) when (error is not OperationCanceledException)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(100 * Math.Pow(3, tries - 1)), Time, stop);
            }
        }
    }

    /// <summary>As the transport does it: the message as it was, with the reason in its headers, ready to be sent again.</summary>
    private async Task PutAside(Waiting waiting, Exception error, IChannel channel, CancellationToken stop)
    {
        Log.LogError(error, "A message of {Queue} goes to {ErrorQueue}", queue.Name, _errors);
        var properties = new BasicProperties(waiting.Properties)
        {
            Persistent = true,
            Headers = new Dictionary<string, object?>(waiting.Properties.Headers ?? new Dictionary<string, object?>())
            {
                ["MT-Reason"] = "fault", ["MT-Fault-ExceptionType"] = error.GetType().FullName, ["MT-Fault-Message"] = error.Message,
            },
        };
        await channel.BasicPublishAsync("", _errors, mandatory: true, properties, waiting.Body, stop);
    }

    /// <summary>A copy: the client takes its buffers back.</summary>
    private sealed class Waiting(BasicDeliverEventArgs delivery)
    {
        public ulong Tag { get; } = delivery.DeliveryTag;

        public byte[] Body { get; } = delivery.Body.ToArray();

        public IReadOnlyBasicProperties Properties { get; } = new BasicProperties(delivery.BasicProperties);

        public string? Cause => Properties.Headers?.TryGetValue(Envelope.CauseHeader, out var cause) is true && cause is byte[] text ? Encoding.ASCII.GetString(text) : null;
    }
}
