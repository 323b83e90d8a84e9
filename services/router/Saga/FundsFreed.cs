using Atelier.Contracts;

namespace Atelier.Router.Saga;

/// <summary>The router's message to itself: the deliverable is first in the line of its account, and something has changed there. Stale when it waits for something else by now, or no longer.</summary>
internal sealed record FundsFreed : IMessage
{
    public required string TenantId { get; init; }
    public required Guid DeliverableId { get; init; }
    public required Guid Account { get; init; }

    /// <summary>Since when it waits, which tells one wait from the next.</summary>
    public required DateTimeOffset Since { get; init; }
}
