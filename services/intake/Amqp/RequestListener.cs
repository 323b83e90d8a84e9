using System.Text.Json;
using Atelier.Contracts;
using Atelier.Platform.Bus;
using Atelier.Platform.Hosting;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;

namespace Atelier.Intake.Amqp;

/// <summary>
/// Listens on <see cref="Queues.Requests"/> for plain JSON, many messages at once. A message is acked when what became of it is
/// committed; one that meets an outage waits for its end; one that meets a bug goes to the error queue. None stops the others.
/// </summary>
internal sealed class RequestListener(
    QueuedRequests requests, RequestQueueOptions options, AtelierOptions atelier, TimeProvider clock, IHostApplicationLifetime lifetime, ILogger<RequestListener> log)
    : QueueListener(Queues.Requests, lifetime, clock, log)
{
    private const string ErrorQueue = Queues.Requests + "_error";

    protected override async Task Listen(CancellationToken stop)
    {
        var factory = new ConnectionFactory { Uri = atelier.Rabbit!, AutomaticRecoveryEnabled = false, ClientProvidedName = "atelier-intake requests" };
        await using var connection = await factory.CreateConnectionAsync(stop);
        await using var channel = await connection.CreateChannelAsync(
            new CreateChannelOptions(publisherConfirmationsEnabled: false, publisherConfirmationTrackingEnabled: false, consumerDispatchConcurrency: options.Concurrency), stop);
        await Declare(channel, stop);
        var ended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        channel.ChannelShutdownAsync += (_, _) => { ended.TrySetResult(); return Task.CompletedTask; };
        var consumer = new AsyncEventingBasicConsumer(channel);
        consumer.UnregisteredAsync += (_, _) => { ended.TrySetResult(); return Task.CompletedTask; }; // the broker has ended it: the queue was deleted
        consumer.ReceivedAsync += (_, delivery) => Handle(channel, delivery, stop);
        await channel.BasicQosAsync(0, (ushort)Math.Min(ushort.MaxValue, options.Concurrency * 2), global: false, stop);
        await channel.BasicConsumeAsync(Queues.Requests, autoAck: false, consumer, stop);
        await ended.Task.WaitAsync(stop);
    }

    private static async Task Declare(IChannel channel, CancellationToken stop)
    {
        await channel.QueueDeclareAsync(ErrorQueue, durable: true, exclusive: false, autoDelete: false, new Dictionary<string, object?> { ["x-queue-type"] = "quorum" }, cancellationToken: stop);
        await channel.QueueDeclareAsync(Queues.Requests, durable: true, exclusive: false, autoDelete: false, new Dictionary<string, object?>
        {
            ["x-queue-type"] = "quorum",
            ["x-dead-letter-exchange"] = "",
            ["x-dead-letter-routing-key"] = ErrorQueue,
        }, cancellationToken: stop);
    }

    private async Task Handle(IChannel channel, BasicDeliverEventArgs delivery, CancellationToken stop)
    {
        var body = delivery.Body.ToArray(); // the client takes its buffer back
        try
        {
            var reply = await Outages.WaitOut(() => requests.Take(body, delivery.BasicProperties.UserId, stop), Time, Log, stop);
            if (reply is null)
            {
                await channel.BasicNackAsync(delivery.DeliveryTag, multiple: false, requeue: true, stop);
                return;
            }
            await Reply(channel, delivery.BasicProperties, reply, stop);
            await channel.BasicAckAsync(delivery.DeliveryTag, multiple: false, stop);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // not acked: it comes again
        }
        catch (RabbitMQ.Client.Exceptions.AlreadyClosedException)
        {
            // not acked: it comes again, over the next connection, and finds what is kept
        }
        catch (Exception error)
        {
            Log.LogError(error, "A message of {Queue} goes to {ErrorQueue}: this is a bug", Queues.Requests, ErrorQueue);
            await channel.BasicNackAsync(delivery.DeliveryTag, multiple: false, requeue: false, stop);
        }
    }

    /// <summary>Answers go to queues of the sender's own alone, so that nobody can make Atelier write into another's queue.</summary>
    private static async Task Reply(IChannel channel, IReadOnlyBasicProperties asked, QueueReply reply, CancellationToken stop)
    {
        if (asked.ReplyTo is not { } to || !(to.StartsWith("amq.", StringComparison.Ordinal) || to.StartsWith("reply.", StringComparison.Ordinal)))
            return;
        var properties = new BasicProperties { ContentType = "application/json", CorrelationId = asked.CorrelationId };
        await channel.BasicPublishAsync("", to, mandatory: false, properties, JsonSerializer.SerializeToUtf8Bytes(reply, AtelierJson.Options), stop);
    }
}
