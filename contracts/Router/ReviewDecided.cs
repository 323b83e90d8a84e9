namespace Atelier.Contracts;

/// <summary>A reviewer has decided. The deliverable goes on when this is heard; its cost counts, whether it came in time or not.</summary>
public sealed record ReviewDecided : IEvent
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

    /// <summary>Why a person was asked.</summary>
    public required ReviewCause Cause { get; init; }

    /// <summary>False for the first acceptance where four eyes are asked for: the review stays open.</summary>
    public required bool Settles { get; init; }

    /// <summary>Who decided what.</summary>
    public required ReviewRuling Ruling { get; init; }
}
