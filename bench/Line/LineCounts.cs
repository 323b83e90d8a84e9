using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Atelier.Platform.Stores;
using MassTransit;

namespace Atelier.Bench.Line;

/// <summary>Counts deliveries from the broker, and what the stores' own meter tells.</summary>
internal sealed class LineCounts : IReceiveObserver, IDisposable
{
    private const string BatchReads = "atelier.bus.read";
    private readonly ConcurrentDictionary<string, long> _totals = [];
    private readonly MeterListener _listener = new();
    private long _deliveries;

    public LineCounts()
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Name == StoreMeter.Name || instrument.Name == BatchReads)
                listener.EnableMeasurementEvents(instrument);
        };
        _listener.SetMeasurementEventCallback<long>((instrument, value, _, _) => _totals.AddOrUpdate(instrument.Name, value, (_, total) => total + value));
        _listener.Start();
    }

    public IReadOnlyDictionary<string, long> Now() => new Dictionary<string, long>
    {
        ["messages published"] = _totals.GetValueOrDefault(StoreMeter.MessagesName),
        ["messages delivered"] = Interlocked.Read(ref _deliveries) + _totals.GetValueOrDefault(BatchReads),
        ["changes committed"] = _totals.GetValueOrDefault(StoreMeter.ChangesName),
        ["transactions"] = _totals.GetValueOrDefault(StoreMeter.TransactionsName),
    };

    public Task PostReceive(ReceiveContext context)
    {
        Interlocked.Increment(ref _deliveries);
        return Task.CompletedTask;
    }

    public Task PreReceive(ReceiveContext context) => Task.CompletedTask;

    public Task PostConsume<T>(ConsumeContext<T> context, TimeSpan duration, string consumerType) where T : class => Task.CompletedTask;

    public Task ConsumeFault<T>(ConsumeContext<T> context, TimeSpan duration, string consumerType, Exception exception) where T : class => Task.CompletedTask;

    public Task ReceiveFault(ReceiveContext context, Exception exception) => Task.CompletedTask;

    public void Dispose() => _listener.Dispose();
}
