namespace Atelier.Contracts;

/// <summary>
/// A reviewer took an item and was not heard of again. Told where the routing table counts that time, when the next one takes the item or the review is over.
/// </summary>
public sealed record ReviewAbandoned : IEvent
{
    /// <inheritdoc/>
    public required string TenantId { get; init; }

    /// <inheritdoc/>
    public required Guid DeliverableId { get; init; }

    /// <inheritdoc/>
    public required DateTimeOffset OccurredAt { get; init; }

    /// <summary>The review.</summary>
    public required Guid ReviewId { get; init; }

    /// <summary>The stage, from 0.</summary>
    public required int Stage { get; init; }

    /// <summary>Who had it, and what that cost.</summary>
    public required LostLease Lost { get; init; }
}
