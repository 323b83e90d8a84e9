using Atelier.Contracts;
using Atelier.Platform.Hosting;
using Microsoft.Extensions.Hosting;
using RabbitMQ.Client;

namespace Atelier.Platform.Bus;

/// <summary>
/// Declares every subscription of the contracts before this process publishes anything, so that an event waits in the queues of
/// services that have not been started yet. The names and arguments are those that the transport declares itself.
/// </summary>
internal sealed class EventTopology(AtelierOptions options) : IHostedService
{
    /// <summary>The exchange that an event is published to.</summary>
    public static string ExchangeOf(Type message) => $"{message.Namespace}:{message.Name}";

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await using var connection = await new ConnectionFactory { Uri = options.Rabbit! }.CreateConnectionAsync(cancellationToken);
        await using var channel = await connection.CreateChannelAsync(cancellationToken: cancellationToken);
        foreach (var (message, queues) in Subscriptions.ByEvent)
        {
            var published = ExchangeOf(message);
            await channel.ExchangeDeclareAsync(published, ExchangeType.Fanout, durable: true, cancellationToken: cancellationToken);
            foreach (var queue in queues)
            {
                await channel.ExchangeDeclareAsync(queue, ExchangeType.Fanout, durable: true, cancellationToken: cancellationToken);
                await channel.QueueDeclareAsync(queue, durable: true, exclusive: false, autoDelete: false,
                    new Dictionary<string, object?> { ["x-queue-type"] = "quorum" }, cancellationToken: cancellationToken);
                await channel.QueueBindAsync(queue, queue, "", cancellationToken: cancellationToken);
                await channel.ExchangeBindAsync(queue, published, "", cancellationToken: cancellationToken);
            }
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
