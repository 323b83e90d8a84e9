using System.Diagnostics;
using System.Text;
using System.Text.Json;
using Atelier.Contracts;

namespace Atelier.Platform.Bus;

/// <summary>
/// Takes what waits in a queue many messages at a time, and they are acknowledged together: for messages that are written down and done
/// with. Commands that take their time, each its own, are for <c>IConsumer</c>. On the in-memory bus every batch is one message.
/// </summary>
public interface IBatchConsumer
{
    /// <summary>The messages it knows; any other goes to the error queue.</summary>
    static abstract IReadOnlyList<Type> Hears { get; }

    /// <summary>
    /// Returns when all of them are safe. When it throws because the store is away it is called again until the store is back; when it
    /// throws for another reason, each message is tried alone, a few times, before it goes to the error queue: so it must bear any
    /// message more than once.
    /// </summary>
    Task Consume(IReadOnlyList<Delivery> batch, CancellationToken ct);
}

/// <summary>A message as it came.</summary>
public sealed class Delivery
{
    private static readonly ActivitySource Source = new("Atelier.Bus");
    private readonly ReadOnlyMemory<byte>? _json;

    /// <summary>A message that came as an object.</summary>
    /// <param name="messageId">What it travels under; its duplicate has the same.</param>
    /// <param name="message">The message.</param>
    public Delivery(Guid messageId, IMessage message) => (MessageId, Message) = (messageId, message);

    internal Delivery(Guid messageId, IMessage message, ReadOnlyMemory<byte> json, string? cause) : this(messageId, message) => (_json, Cause) = (json, cause);

    /// <summary>What it travels under; its duplicate has the same.</summary>
    public Guid MessageId { get; }

    /// <summary>The message.</summary>
    public IMessage Message { get; }

    /// <summary>W3C trace context of its sender.</summary>
    public string? Cause { get; }

    /// <summary>The message as JSON, byte for byte as it was sent where it came over a wire.</summary>
    public string Json => _json is { } sent ? Encoding.UTF8.GetString(sent.Span) : JsonSerializer.Serialize(Message, Message.GetType(), AtelierJson.Options);

    /// <summary>Goes on with its sender's trace until disposed; null when nobody listens, or the transport does so itself.</summary>
    public Activity? Resume() => Cause is null ? null : Source.StartActivity($"take {Message.GetType().Name}", ActivityKind.Consumer, Cause);
}
