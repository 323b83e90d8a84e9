namespace Atelier.Contracts;

/// <summary>One review in a snapshot.</summary>
public sealed record ReviewStatus
{
    /// <summary>Its id.</summary>
    public required Guid ReviewId { get; init; }

    /// <summary>Why a person is asked.</summary>
    public required ReviewCause Cause { get; init; }

    /// <summary>When it was opened.</summary>
    public required DateTimeOffset OpenedAt { get; init; }

    /// <summary>Whether two different persons must accept.</summary>
    public required bool FourEyes { get; init; }

    /// <summary>True while it is undecided.</summary>
    public required bool Open { get; init; }

    /// <summary>What reviewers have decided so far, in order.</summary>
    public required IReadOnlyList<ReviewRuling> Rulings { get; init; }

    /// <summary>Time of reviewers who had it in hand and decided nothing, as far as it is counted; null for none.</summary>
    public IReadOnlyList<LostLease>? LostLeases { get; init; }
}
