using Atelier.Contracts;
using MassTransit;

namespace Atelier.Ledger.Events;

/// <summary>Any fact from the bus into the log. What is done with it does not depend on its kind, so one consumer serves them all.</summary>
internal sealed class RecordEvent<T>(EventRecorder recorder) : IConsumer<T> where T : class, IEvent
{
    public Task Consume(ConsumeContext<T> context)
    {
        var id = context.MessageId ?? throw new InvalidOperationException($"A {typeof(T).Name} without a message id cannot be told from its duplicate.");
        return recorder.Record(id, context.Message, context.CancellationToken);
    }
}
