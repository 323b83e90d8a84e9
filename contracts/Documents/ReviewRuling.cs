namespace Atelier.Contracts;

/// <summary>Why a person is asked.</summary>
public enum ReviewCause
{
    /// <summary>The gate has accepted an output.</summary>
    Accepted,

    /// <summary>Nothing more may be tried, and the gate has accepted nothing.</summary>
    Cap,
}

/// <summary>What a reviewer can decide.</summary>
public enum ReviewDecision
{
    /// <summary>An output is fit to deliver.</summary>
    Accepted,

    /// <summary>It is not.</summary>
    Rejected,

    /// <summary>It is not, and another attempt is made with edited controls.</summary>
    Edited,
}

/// <summary>What follows a rejection.</summary>
public enum AfterRejection
{
    /// <summary>Another attempt, if the cap allows one.</summary>
    WithinCap,

    /// <summary>Another attempt, beyond the cap if need be, as far as the routing table lets reviewers grant attempts.</summary>
    Granted,

    /// <summary>None: it ends here.</summary>
    Nothing,
}

/// <summary>One reviewer's decision in a review.</summary>
public sealed record ReviewRuling
{
    /// <summary>Place within the review, from 1.</summary>
    public required int Ordinal { get; init; }

    /// <summary>Who decided: the name of an API key, as the gateway knows it.</summary>
    public required string Reviewer { get; init; }

    /// <summary>What was decided.</summary>
    public required ReviewDecision Decision { get; init; }

    /// <summary>The attempt whose output was accepted or rejected.</summary>
    public required Guid AttemptId { get; init; }

    /// <summary>What was found wrong; empty when accepted.</summary>
    public IReadOnlyList<VerdictReason> Reasons { get; init; } = [];

    /// <summary>What follows, unless it was accepted.</summary>
    public AfterRejection Then { get; init; }

    /// <summary>The controls of the next attempt, when it is <see cref="ReviewDecision.Edited"/>.</summary>
    public ControlEdits? Edits { get; init; }

    /// <summary>Working time, as the reviewer told it or from lease to decision.</summary>
    public required TimeSpan Spent { get; init; }

    /// <summary>What that time cost; unpriced where nobody says what a reviewer's hour is worth.</summary>
    public required Cost Cost { get; init; }

    /// <summary>When.</summary>
    public required DateTimeOffset At { get; init; }
}
