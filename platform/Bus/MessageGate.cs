using Atelier.Platform.Stores;
using MassTransit;
using Microsoft.Extensions.DependencyInjection;

namespace Atelier.Platform.Bus;

/// <summary>
/// The way from an outbox to the broker. A message is done when the broker has confirmed it; on the in-memory bus, which forgets in a
/// crash, when every consumer of this process has committed.
/// </summary>
public sealed class MessageGate(IServiceProvider services, DeliveryTracker tracker)
{
    private readonly RabbitPublisher? _rabbit = services.GetService<RabbitPublisher>();

    internal async Task Hand(OutgoingMessage message, Action<Guid> whenDone)
    {
        if (_rabbit is not null)
        {
            await _rabbit.Publish(message);
            whenDone(message.Row.Id);
            return;
        }
        var tracked = tracker.Expect(message, whenDone);
        var (bus, type) = (services.GetRequiredService<IBus>(), message.Message.GetType());
        if (message.Row.Queue is { } queue)
        {
            var endpoint = await bus.GetSendEndpoint(new Uri($"exchange:{queue}"));
            await endpoint.Send(message.Message, type, Pipe.Execute<SendContext>(context => Label(context, message.Row)));
        }
        else
        {
            await bus.Publish(message.Message, type, Pipe.Execute<PublishContext>(context => Label(context, message.Row)));
        }
        if (!tracked)
            whenDone(message.Row.Id);
    }

    private static void Label(SendContext context, OutboxRow row)
    {
        context.MessageId = row.MessageId;
        context.Headers.Set(DeliveryTracker.RowHeader, row.Id.ToString("N"));
    }
}
