using Atelier.Platform.Stores;

namespace Atelier.Ledger.Events;

/// <summary>A fact as it was told: appended once, never changed.</summary>
internal sealed class RecordedEvent : IKeyed
{
    /// <summary>The message id.</summary>
    public required Guid Id { get; init; }

    public required string Type { get; init; }

    public required string TenantId { get; init; }

    public required Guid DeliverableId { get; init; }

    public required DateTimeOffset OccurredAt { get; init; }

    public required DateTimeOffset RecordedAt { get; init; }

    /// <summary>The event as JSON, byte for byte what a duplicate is compared with.</summary>
    public required string Body { get; init; }
}
