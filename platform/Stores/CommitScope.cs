using System.Text.Json;
using Atelier.Contracts;

namespace Atelier.Platform.Stores;

/// <summary>What one change may touch: the rows it named, and messages that leave with it.</summary>
public sealed class CommitScope
{
    private readonly GroupRows _rows;
    private readonly DateTimeOffset _now;
    private readonly string? _cause;
    private readonly List<OutgoingMessage> _outgoing = [];

    internal CommitScope(GroupRows rows, DateTimeOffset now, string? cause) => (_rows, _now, _cause) = (rows, now, cause);

    internal IReadOnlyList<OutgoingMessage> Outgoing => _outgoing;

    /// <summary>A row among those loaded or added in this group; null when there is none. Its properties are changed in place.</summary>
    public TRow? Find<TRow>(Guid id) where TRow : class, IKeyed => _rows.Of<TRow>().Find(id);

    /// <summary>Inserts a row.</summary>
    public void Add<TRow>(TRow row) where TRow : class, IKeyed => _rows.Of<TRow>().Add(row);

    /// <summary>Deletes a row.</summary>
    public void Remove<TRow>(TRow row) where TRow : class, IKeyed => _rows.Of<TRow>().Remove(row.Id);

    /// <summary>An event for whoever listens; it leaves when the change is committed, under that id.</summary>
    public void Publish<T>(Guid messageId, T message) where T : class, IEvent => Enqueue(messageId, message, queue: null);

    /// <summary>A command for one queue.</summary>
    public void Send<T>(string queue, Guid messageId, T message) where T : class, ICommand => Enqueue(messageId, message, queue);

    /// <summary>A message whose kind is known only at run time: an event without a queue, or a command with one.</summary>
    public void Enqueue(Guid messageId, IMessage message, string? queue)
    {
        var row = new OutboxRow
        {
            Id = Guid.CreateVersion7(_now),
            MessageId = messageId,
            Type = message.GetType().Name,
            Queue = queue,
            Body = JsonSerializer.Serialize(message, message.GetType(), AtelierJson.Options),
            CreatedAt = _now,
            TraceParent = _cause,
        };
        _outgoing.Add(new OutgoingMessage(row, message));
    }
}

/// <summary>A committed message on its way to the broker.</summary>
internal readonly record struct OutgoingMessage(OutboxRow Row, IMessage Message);
