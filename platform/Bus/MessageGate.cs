using Atelier.Platform.Stores;
using MassTransit;

namespace Atelier.Platform.Bus;

/// <summary>
/// The way from an outbox to the broker. A message is done when the broker has confirmed it; on the in-memory bus, which forgets in a
/// crash, when every consumer of this process has committed.
/// </summary>
public sealed class MessageGate(IBus bus, DeliveryTracker tracker)
{
    internal async Task Hand(OutgoingMessage message, Action<Guid> whenDone)
    {
        var tracked = tracker.Expect(message, whenDone);
        if (message.Queue is { } queue)
        {
            var endpoint = await bus.GetSendEndpoint(new Uri($"exchange:{queue}"));
            await endpoint.Send(message.Message, message.Message.GetType(), Pipe.Execute<SendContext>(context => Label(context, message, mandatory: true)));
        }
        else
        {
            await bus.Publish(message.Message, message.Message.GetType(), Pipe.Execute<PublishContext>(context => Label(context, message, mandatory: false)));
        }
        if (!tracked)
            whenDone(message.RowId);
    }

    private static void Label(SendContext context, OutgoingMessage message, bool mandatory)
    {
        context.MessageId = message.MessageId;
        context.Headers.Set(DeliveryTracker.RowHeader, message.RowId.ToString("N"));
        // A command whose queue is not there yet comes back and stays in the outbox, instead of vanishing in the exchange.
        if (mandatory && context.TryGetPayload<RabbitMqSendContext>(out var rabbit))
            rabbit.Mandatory = true;
    }
}
