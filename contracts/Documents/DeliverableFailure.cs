namespace Atelier.Contracts;

/// <summary>Why a deliverable ended without being delivered.</summary>
public sealed record DeliverableFailure
{
    /// <summary>The kind.</summary>
    public required DeliverableFailureKind Kind { get; init; }

    /// <summary>In words: what was tried and what was found.</summary>
    public required string Detail { get; init; }
}

/// <summary>The kinds of end without delivery.</summary>
public enum DeliverableFailureKind
{
    /// <summary>Every attempt that the cap allows was rejected.</summary>
    CapReached,

    /// <summary>No candidate is left that can take the stage.</summary>
    NoCandidateLeft,

    /// <summary>An accepted output could not be refined.</summary>
    RefinementFailed,

    /// <summary>The gate did not answer.</summary>
    InspectionFailed,

    /// <summary>Its requester called a regeneration off; what was delivered before stands.</summary>
    Withdrawn,

    /// <summary>Its budget has no room for another attempt, whatever becomes of those under way.</summary>
    BudgetExhausted,

    /// <summary>Another attempt would, as far as can be expected, cost more than what is left of its worth.</summary>
    NotWorthIt,

    /// <summary>A reviewer rejected it, and nothing more may be tried.</summary>
    ReviewRejected,

    /// <summary>No reviewer decided in time.</summary>
    ReviewOverdue,
}
