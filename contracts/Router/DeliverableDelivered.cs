namespace Atelier.Contracts;

/// <summary>A deliverable ended well: its refined files are there. Said again, with a higher revision, when it was reopened and something better was accepted.</summary>
public sealed record DeliverableDelivered : IEvent
{
    /// <inheritdoc/>
    public required string TenantId { get; init; }

    /// <inheritdoc/>
    public required Guid DeliverableId { get; init; }

    /// <inheritdoc/>
    public required DateTimeOffset OccurredAt { get; init; }

    /// <summary>When it was asked for; of a revision, when the regeneration was called for.</summary>
    public required DateTimeOffset RequestedAt { get; init; }

    /// <summary>The refined files, one a stage.</summary>
    public required IReadOnlyList<DeliveredFile> Files { get; init; }

    /// <summary>Attempts in all stages, accepted or not.</summary>
    public required int Attempts { get; init; }

    /// <summary>How often it was reopened; null for the first delivery.</summary>
    public int? Revision { get; init; }
}
