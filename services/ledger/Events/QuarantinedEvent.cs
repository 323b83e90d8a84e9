using Atelier.Platform.Stores;

namespace Atelier.Ledger.Events;

/// <summary>A message that cannot be a fact: kept for people to look at, and in no sum.</summary>
internal sealed class QuarantinedEvent : IKeyed
{
    /// <summary>Derived from message id and content, so that the same message is kept once.</summary>
    public required Guid Id { get; init; }

    public required Guid MessageId { get; init; }

    public required string Type { get; init; }

    public required string TenantId { get; init; }

    public required Guid DeliverableId { get; init; }

    public required DateTimeOffset RecordedAt { get; init; }

    public required string Reason { get; init; }

    public required string Body { get; init; }
}
