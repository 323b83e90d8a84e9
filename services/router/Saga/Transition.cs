using Atelier.Contracts;
using Atelier.Router.Budgets;
using Atelier.Router.Health;

namespace Atelier.Router.Saga;

/// <summary>What became of a message.</summary>
internal enum Fate
{
    /// <summary>The deliverable moved on.</summary>
    Moved,

    /// <summary>Nothing that changes the course, but kept: a late cost, or how a reproduction goes.</summary>
    Recorded,

    /// <summary>Nothing to do: a duplicate, stale, or about something that is over.</summary>
    Ignored,

    /// <summary>Nothing was decided: the accounts have to be looked at first.</summary>
    Unfunded,
}

/// <summary>The new state and what to tell others. The state is null only when a message was about a deliverable that is not known.</summary>
internal sealed record Transition(Fate Fate, DeliverableState? State, IReadOnlyList<Outgoing> Messages)
{
    /// <summary>What the attempt in hand has shown of its model, where the table looks at that.</summary>
    public Outcome? Outcome { get; init; }

    /// <summary>The account that had no room for an attempt.</summary>
    public Shortage? Short { get; init; }

    public static Transition Unfunded(DeliverableState state) => new(Fate.Unfunded, state, []);

    public static Transition Ignored(DeliverableState? state) => new(Fate.Ignored, state, []);

    public static Transition Recorded(DeliverableState state, params IReadOnlyList<Outgoing> messages) => new(Fate.Recorded, state, messages);

    public static Transition Moved(DeliverableState state, params IReadOnlyList<Outgoing> messages) => new(Fate.Moved, state, messages);
}

/// <summary>A message to send: an event, or a command with its queue.</summary>
internal sealed record Outgoing(Guid MessageId, IMessage Message, string? Queue = null);
