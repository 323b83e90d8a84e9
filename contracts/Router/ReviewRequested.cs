namespace Atelier.Contracts;

/// <summary>A person is asked: a review stands in the queue.</summary>
public sealed record ReviewRequested : IEvent
{
    /// <inheritdoc/>
    public required string TenantId { get; init; }

    /// <inheritdoc/>
    public required Guid DeliverableId { get; init; }

    /// <inheritdoc/>
    public required DateTimeOffset OccurredAt { get; init; }

    /// <summary>The review, see <see cref="DeterministicId.OfReview"/>.</summary>
    public required Guid ReviewId { get; init; }

    /// <summary>The attempt in hand.</summary>
    public required Guid AttemptId { get; init; }

    /// <summary>The stage, from 0.</summary>
    public required int Stage { get; init; }

    /// <summary>Why.</summary>
    public required ReviewCause Cause { get; init; }

    /// <summary>Whether two different persons must accept.</summary>
    public required bool FourEyes { get; init; }

    /// <summary>When it is decided without a person; null: it waits.</summary>
    public DateTimeOffset? Deadline { get; init; }
}
