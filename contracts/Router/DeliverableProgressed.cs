namespace Atelier.Contracts;

/// <summary>A snapshot for whoever waits: derived from the facts, not itself one.</summary>
public sealed record DeliverableProgressed : IEvent
{
    /// <inheritdoc/>
    public required string TenantId { get; init; }

    /// <inheritdoc/>
    public required Guid DeliverableId { get; init; }

    /// <inheritdoc/>
    public required DateTimeOffset OccurredAt { get; init; }

    /// <summary>Grows with every change of the deliverable: a snapshot with a lower version is old news.</summary>
    public required long Version { get; init; }

    /// <summary>Where it stands.</summary>
    public required DeliverableStatus Status { get; init; }
}
