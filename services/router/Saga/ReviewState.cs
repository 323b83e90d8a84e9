using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Atelier.Contracts;

namespace Atelier.Router.Saga;

/// <summary>What persons were asked about a stage, and what their decisions have changed for it.</summary>
internal sealed record StageReviews
{
    public ImmutableArray<ReviewState> All { get; init; } = [];

    /// <summary>Attempts that reviewers have granted beyond the cap, made or not.</summary>
    public int Granted { get; init; }

    /// <summary>The controls as reviewers edited them.</summary>
    public ControlEdits? Edits { get; init; }

    /// <summary>The ordinal of the first attempt with the edited seed.</summary>
    public int EditedFrom { get; init; }

    /// <summary>Place of the attempt that a reviewer accepted although it is not the last one.</summary>
    public int? Chosen { get; init; }

    [JsonIgnore]
    public IEnumerable<Cost> Costs => All.SelectMany(review => review.Rulings.Select(ruling => ruling.Cost).Concat((review.LostLeases ?? []).Select(lost => lost.Cost)));
    [JsonIgnore]
    public ReviewState? Last => All.IsEmpty ? null : All[^1];
    [JsonIgnore]
    public ReviewState? Open => Last is { Over: false } open ? open : null;
}

/// <summary>One review.</summary>
internal sealed record ReviewState
{
    public required Guid Id { get; init; }
    public required ReviewCause Cause { get; init; }

    /// <summary>The attempt that was in hand when it was opened.</summary>
    public required Guid AttemptId { get; init; }
    public required DateTimeOffset OpenedAt { get; init; }
    public bool FourEyes { get; init; }

    /// <summary>Whether a rejection can lead to another attempt, granted or not.</summary>
    public bool MayGoOn { get; init; }

    /// <summary>At the cap: what the stage fails with if nobody helps it.</summary>
    public DeliverableFailure? Failure { get; init; }

    /// <summary>What was decided, in the order of the rulings' ordinals.</summary>
    public ImmutableArray<ReviewRuling> Rulings { get; init; } = [];

    /// <summary>Who had it in hand and decided nothing, as far as that is counted; null for nobody.</summary>
    public IReadOnlyList<LostLease>? LostLeases { get; init; }

    /// <summary>The deliverable has gone on; what is still told of it changes nothing but costs.</summary>
    public bool Over { get; init; }

    /// <summary>The ruling that settles it; null while more are needed.</summary>
    [JsonIgnore]
    public ReviewRuling? Settled => ReviewOutcome.Of(FourEyes, Rulings);
}

/// <summary>What rulings come to. The queue and the saga both ask here, so they cannot disagree.</summary>
internal static class ReviewOutcome
{
    /// <summary>
    /// Any one rejection settles it. An acceptance does, or where four eyes are asked for the second one in a row of the same output by
    /// another person: who picks another output than the person before starts anew.
    /// </summary>
    public static ReviewRuling? Of(bool fourEyes, IReadOnlyList<ReviewRuling> rulings)
    {
        ReviewRuling? first = null;
        for (var i = 0; i < rulings.Count && rulings[i].Ordinal == i + 1; i++) // one that is missing is still under way
        {
            var ruling = rulings[i];
            if (!fourEyes || ruling.Decision is not ReviewDecision.Accepted || (first is not null && first.Reviewer != ruling.Reviewer && first.AttemptId == ruling.AttemptId))
                return ruling;
            first = first?.Reviewer == ruling.Reviewer ? first : ruling;
        }
        return null;
    }

    /// <summary>Who has accepted so far, where a second person must; null for nobody.</summary>
    public static ReviewRuling? First(IReadOnlyList<ReviewRuling> rulings) => rulings.LastOrDefault(ruling => ruling.Decision is ReviewDecision.Accepted);
}

internal static class EditedControls
{
    /// <summary>Earlier edits hold as long as no later ones say otherwise.</summary>
    public static ControlEdits After(this ControlEdits edits, ControlEdits? earlier) => earlier is null ? edits : new ControlEdits
    {
        Prompt = edits.Prompt ?? earlier.Prompt,
        NegativePrompt = edits.NegativePrompt ?? earlier.NegativePrompt,
        Guidance = edits.Guidance ?? (edits.GuidanceStrength is null ? earlier.Guidance : null),
        GuidanceStrength = edits.GuidanceStrength ?? (edits.Guidance is null ? earlier.GuidanceStrength : null),
        Motion = edits.Motion ?? earlier.Motion,
        Seed = edits.Seed ?? earlier.Seed,
    };
}
