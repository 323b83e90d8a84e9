using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.Json;
using Atelier.Contracts;
using Atelier.Platform.Bus;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace Atelier.Platform.Stores;

/// <summary>Hands committed messages of one store to the broker, and remembers which the broker has confirmed.</summary>
public sealed class OutboxDispatcher<TDb>(MessageGate bus, TimeProvider time, ILogger<OutboxDispatcher<TDb>> log) where TDb : ServiceDb
{
    private const int RemovedTogether = 200;
    private static readonly TimeSpan LongestKept = TimeSpan.FromSeconds(1); // well before another process's sweeper would publish them again

    private static readonly ActivitySource Source = new("Atelier.Outbox");
    private readonly ConcurrentDictionary<Guid, byte> _inFlight = [];
    private readonly ConcurrentQueue<Guid> _confirmed = [];
    private long _taken = time.GetTimestamp();

    internal bool HasConfirmed => !_confirmed.IsEmpty;

    internal async Task Dispatch(IReadOnlyList<OutgoingMessage> messages)
    {
        switch (messages.Count)
        {
            case 0: return;
            case 1: await Dispatch(messages[0]); return;
            default: await Task.WhenAll(messages.Select(Dispatch)); return;
        }
    }

    /// <summary>Publishes what a crash, or a broker that was away, left behind.</summary>
    internal async Task<int> DispatchLeftOvers(TDb db, DateTimeOffset olderThan, CancellationToken ct)
    {
        var before = FirstIdOf(olderThan); // ids grow with time: the key finds what is old, without a scan of all that comes and goes here
        var rows = await db.Outbox.AsNoTracking().Where(row => row.Id < before).OrderBy(row => row.Id).Take(500).ToListAsync(ct);
        var left = rows.Where(row => !_inFlight.ContainsKey(row.Id)).Select(Revive).ToList();
        await Dispatch(left);
        return left.Count;
    }

    /// <summary>Rows that may go with the next group: a few hundred together, or what there is after a second or when nothing else is to be written.</summary>
    internal List<Guid> TakeConfirmed(bool idle)
    {
        var confirmed = new List<Guid>();
        if (!idle && _confirmed.Count < RemovedTogether && time.GetElapsedTime(_taken) < LongestKept)
            return confirmed;
        _taken = time.GetTimestamp();
        while (confirmed.Count < 2000 && _confirmed.TryDequeue(out var id))
            confirmed.Add(id);
        return confirmed;
    }

    internal void PutBack(List<Guid> confirmed) => confirmed.ForEach(_confirmed.Enqueue);

    internal void Removed(List<Guid> confirmed)
    {
        foreach (var id in confirmed)
            _inFlight.TryRemove(id, out _);
    }

    private async Task Dispatch(OutgoingMessage message)
    {
        if (!_inFlight.TryAdd(message.Row.Id, 0))
            return;
        try
        {
            using var activity = Activity.Current is null && message.Row.TraceParent is { } cause ? Source.StartActivity("resume", ActivityKind.Producer, cause) : null;
            await bus.Hand(message, whenDone: _confirmed.Enqueue);
        }
        catch (Exception error)
        {
            _inFlight.TryRemove(message.Row.Id, out _);
            log.LogWarning(error, "{Type} {MessageId} stays in the outbox: the broker did not take it", message.Row.Type, message.Row.MessageId);
        }
    }

    private static Guid FirstIdOf(DateTimeOffset instant)
    {
        Span<byte> id = stackalloc byte[16];
        Guid.CreateVersion7(instant).TryWriteBytes(id, bigEndian: true, out _);
        id[6..].Clear();
        return new Guid(id, bigEndian: true);
    }

    private static OutgoingMessage Revive(OutboxRow row) =>
        new(row, (IMessage)JsonSerializer.Deserialize(row.Body, MessageTypes.Named(row.Type), AtelierJson.Options)!);
}
