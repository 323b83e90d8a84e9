using Atelier.Contracts;

namespace Atelier.Cli.Client;

/// <summary>A review as <c>/v1/reviews</c> shows it.</summary>
public sealed record Review
{
    /// <summary>Its id.</summary>
    public required Guid Id { get; init; }

    /// <summary><c>open</c>, <c>held</c>, <c>decided</c> or <c>over</c>.</summary>
    public required string Standing { get; init; }

    /// <summary>Why a person is asked.</summary>
    public required ReviewCause Cause { get; init; }

    /// <summary>The client's own key of the deliverable.</summary>
    public required string Key { get; init; }

    /// <summary>Its campaign.</summary>
    public required string Campaign { get; init; }

    /// <summary>The stage's name.</summary>
    public required string Stage { get; init; }

    /// <summary>Its category.</summary>
    public required string Category { get; init; }

    /// <summary>Whether two persons must accept.</summary>
    public required bool FourEyes { get; init; }

    /// <summary>Whose acceptance waits for a second person's.</summary>
    public string? AcceptedBy { get; init; }

    /// <summary>Whether a rejection can lead to another attempt.</summary>
    public required bool MayGoOn { get; init; }

    /// <summary>Since when.</summary>
    public required DateTimeOffset OpenedAt { get; init; }

    /// <summary>Who has it in hand.</summary>
    public string? LeasedBy { get; init; }

    /// <summary>What was asked for, as edited so far.</summary>
    public required StageSpec Asked { get; init; }

    /// <summary>The stage's attempts.</summary>
    public required IReadOnlyList<ReviewedAttempt> Attempts { get; init; }

    /// <summary>What was decided in it.</summary>
    public required IReadOnlyList<ReviewRuling> Rulings { get; init; }

    /// <summary>The whole deliverable so far, micro-dollars.</summary>
    public required long CostMicros { get; init; }

    /// <summary>Costs that are not known.</summary>
    public required int UnpricedCosts { get; init; }
}

/// <summary>An attempt in a review.</summary>
public sealed record ReviewedAttempt
{
    /// <summary>Place within the stage, from 1.</summary>
    public required int Ordinal { get; init; }

    /// <summary>The model.</summary>
    public required string Model { get; init; }

    /// <summary>What became of it.</summary>
    public required AttemptOutcome Outcome { get; init; }

    /// <summary>Whether its output can be accepted.</summary>
    public required bool Choice { get; init; }

    /// <summary>More on it, in words.</summary>
    public string? Detail { get; init; }

    /// <summary>The gate's verdict.</summary>
    public Verdict? Verdict { get; init; }

    /// <summary>What came back.</summary>
    public AssetRef? Output { get; init; }

    /// <summary>Where to fetch it.</summary>
    public string? OutputUrl { get; init; }
}

/// <summary>A review in hand.</summary>
/// <param name="Lease">What to decide with.</param>
/// <param name="Until">When anybody may take it again.</param>
/// <param name="Review">The review.</param>
public sealed record LeasedReview(Guid Lease, DateTimeOffset Until, Review Review);

internal sealed record ReviewPage(IReadOnlyList<Review> Items);
