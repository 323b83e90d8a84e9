using Atelier.Contracts.Catalog;

namespace Atelier.Contracts;

/// <summary>A version of the routing table takes over, now or at a time to come: requests that come from then on are routed by it.</summary>
public sealed record RoutingActivated : IEvent
{
    /// <summary>Empty: it is about every tenant's deliverables. Who activated it stands in <see cref="Activation"/>.</summary>
    public required string TenantId { get; init; }

    /// <summary><see cref="Guid.Empty"/>: it is about every deliverable to come.</summary>
    public required Guid DeliverableId { get; init; }

    /// <inheritdoc/>
    public required DateTimeOffset OccurredAt { get; init; }

    /// <summary>Which version, from when, by whom.</summary>
    public required RoutingActivation Activation { get; init; }

    /// <summary>The table itself.</summary>
    public required RoutingTable Table { get; init; }
}
