using Atelier.Contracts;
using MassTransit;

namespace Atelier.Platform.Bus;

/// <summary>Brings a batch consumer what the in-memory bus delivers.</summary>
internal sealed class BatchOfOne<TConsumer, TMessage>(TConsumer consumer) : IConsumer<TMessage>
    where TConsumer : class, IBatchConsumer
    where TMessage : class, IMessage
{
    public Task Consume(ConsumeContext<TMessage> context)
    {
        var id = context.MessageId ?? throw new InvalidOperationException($"A {typeof(TMessage).Name} without a message id cannot be told from its duplicate.");
        return consumer.Consume([new Delivery(id, context.Message)], context.CancellationToken);
    }
}
