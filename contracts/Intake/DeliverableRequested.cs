namespace Atelier.Contracts;

/// <summary>A request was validated and is kept: from here on it ends: delivered, failed or cancelled.</summary>
public sealed record DeliverableRequested : IEvent
{
    /// <inheritdoc/>
    public required string TenantId { get; init; }

    /// <inheritdoc/>
    public required Guid DeliverableId { get; init; }

    /// <inheritdoc/>
    public required DateTimeOffset OccurredAt { get; init; }

    /// <summary>What was asked for.</summary>
    public required DeliverableSpec Spec { get; init; }
}
