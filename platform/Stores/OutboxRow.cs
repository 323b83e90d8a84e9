namespace Atelier.Platform.Stores;

/// <summary>A message that was committed with the change that caused it, and that the broker has not confirmed yet.</summary>
public sealed class OutboxRow : IKeyed
{
    /// <summary>Id of the row; grows with time.</summary>
    public required Guid Id { get; init; }

    /// <summary>The id that the message travels under.</summary>
    public required Guid MessageId { get; init; }

    /// <summary>Name of the message type in the contracts.</summary>
    public required string Type { get; init; }

    /// <summary>The queue that a command is sent to; null for an event.</summary>
    public string? Queue { get; init; }

    /// <summary>The message as JSON.</summary>
    public required string Body { get; init; }

    /// <summary>When it was committed.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>W3C trace context of its cause.</summary>
    public string? TraceParent { get; init; }
}
