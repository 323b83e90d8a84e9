using System.Collections.Concurrent;
using Atelier.Platform.Stores;
using MassTransit;

namespace Atelier.Platform.Bus;

/// <summary>On the in-memory bus, counts down the consumers that still have to commit a message; with a real broker it tracks nothing.</summary>
public sealed class DeliveryTracker : IReceiveObserver
{
    internal const string RowHeader = "Atelier-Row";

    private readonly BusPlan _plan;
    private readonly bool _inMemory;
    private readonly ConcurrentDictionary<Guid, Delivery> _deliveries = [];
    private readonly ConcurrentDictionary<(Type, string?), int> _listeners = [];

    internal DeliveryTracker(BusPlan plan, bool inMemory) => (_plan, _inMemory) = (plan, inMemory);

    /// <summary>True when the end of the message will be told by its consumers.</summary>
    internal bool Expect(OutgoingMessage message, Action<Guid> whenDone)
    {
        if (!_inMemory)
            return false;
        var listeners = _listeners.GetOrAdd((message.Message.GetType(), message.Row.Queue), key => _plan.Listeners(key.Item1, key.Item2));
        if (listeners == 0)
            return false;
        _deliveries[message.Row.Id] = new Delivery(listeners, whenDone);
        return true;
    }

    /// <inheritdoc/>
    public Task PostConsume<T>(ConsumeContext<T> context, TimeSpan duration, string consumerType) where T : class
    {
        if (_inMemory && Guid.TryParse(context.Headers.Get<string>(RowHeader), out var row)
            && _deliveries.TryGetValue(row, out var delivery) && delivery.ConsumerCommitted() && _deliveries.TryRemove(row, out _))
            delivery.Done(row);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task PreReceive(ReceiveContext context) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task PostReceive(ReceiveContext context) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task ConsumeFault<T>(ConsumeContext<T> context, TimeSpan duration, string consumerType, Exception exception) where T : class => Task.CompletedTask;

    /// <inheritdoc/>
    public Task ReceiveFault(ReceiveContext context, Exception exception) => Task.CompletedTask;

    private sealed class Delivery(int listeners, Action<Guid> done)
    {
        private int _left = listeners;

        public bool ConsumerCommitted() => Interlocked.Decrement(ref _left) == 0;

        public void Done(Guid row) => done(row);
    }
}
