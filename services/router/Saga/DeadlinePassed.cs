using Atelier.Contracts;

namespace Atelier.Router.Saga;

/// <summary>The router's message to itself: the step in hand has taken too long. Stale when the deliverable has another deadline by now.</summary>
internal sealed record DeadlinePassed : IMessage
{
    public required string TenantId { get; init; }
    public required Guid DeliverableId { get; init; }
    public required DateTimeOffset Deadline { get; init; }
}
