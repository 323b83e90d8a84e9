using Atelier.Contracts;

namespace Atelier.Router.Saga;

/// <summary>The router's message to itself: the attempt that waits has a slot of its tier. Stale when the deliverable waits for another by now, or no longer.</summary>
internal sealed record SlotGranted : IMessage
{
    public required string TenantId { get; init; }
    public required Guid DeliverableId { get; init; }
    public required string Tier { get; init; }

    /// <summary>Since when it waits, which tells one wait from the next.</summary>
    public required DateTimeOffset Since { get; init; }
}
