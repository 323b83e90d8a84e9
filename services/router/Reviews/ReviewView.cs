using Atelier.Contracts;
using Atelier.Router.Saga;
using Atelier.Router.Store;

namespace Atelier.Router.Reviews;

/// <summary>An item as reviewers see it, with all they decide by.</summary>
internal sealed record ReviewView
{
    public required Guid Id { get; init; }

    public required ReviewStanding Standing { get; init; }

    public required ReviewCause Cause { get; init; }

    public required Guid DeliverableId { get; init; }

    /// <summary>The client's own key.</summary>
    public required string Key { get; init; }

    public required string Campaign { get; init; }

    public required Grade Grade { get; init; }

    public required string Stage { get; init; }

    public required string Category { get; init; }

    public required bool FourEyes { get; init; }

    /// <summary>Whose acceptance waits for a second person's.</summary>
    public string? AcceptedBy { get; init; }

    /// <summary>Whether a rejection can lead to another attempt.</summary>
    public required bool MayGoOn { get; init; }

    public required Priority Priority { get; init; }

    public required DateTimeOffset OpenedAt { get; init; }

    public DateTimeOffset? Deadline { get; init; }

    /// <summary>Who has it in hand, and until when.</summary>
    public string? LeasedBy { get; init; }

    public DateTimeOffset? LeasedUntil { get; init; }

    /// <summary>What was asked for, as reviewers have edited it so far.</summary>
    public required StageSpec Asked { get; init; }

    public required IReadOnlyList<ReviewedAttempt> Attempts { get; init; }

    public required IReadOnlyList<ReviewRuling> Rulings { get; init; }

    /// <summary>The whole deliverable so far, micro-dollars.</summary>
    public required long CostMicros { get; init; }

    public required int UnpricedCosts { get; init; }

    public required object Links { get; init; }

    public static ReviewView Of(ReviewRow row, DeliverableRow deliverable, DateTimeOffset now)
    {
        var state = deliverable.Read();
        var stage = state.Stages[row.Stage];
        var choices = row.Standing is not ReviewStanding.Over && state.OpenReview?.Id == row.Id
            ? row.Cause is ReviewCause.Cap ? [.. DeliverableSaga.Choices(state).Select(attempt => attempt.Id)] : new[] { state.LastAttempt!.Id } : [];
        var costs = state.Costs.ToList();
        return new ReviewView
        {
            Id = row.Id, Standing = row.Standing, Cause = row.Cause, DeliverableId = row.DeliverableId, Key = state.Spec.Key, Campaign = state.Spec.Campaign.CampaignId, Grade = state.Spec.Grade,
            Stage = state.Spec.Stages[row.Stage].Name, Category = state.Spec.Stages[row.Stage].Category, FourEyes = row.FourEyes, AcceptedBy = row.AcceptedBy, MayGoOn = row.MayGoOn,
            Priority = (Priority)row.Priority, OpenedAt = row.OpenedAt, Deadline = row.DeadlineAt, LeasedBy = row.IsLeased(now) ? row.LeasedBy : null, LeasedUntil = row.IsLeased(now) ? row.LeasedUntil : null,
            Asked = stage.Reviews?.Edits is { } edits ? edits.Over(state.Spec.Stages[row.Stage]) : state.Spec.Stages[row.Stage],
            Attempts = [.. stage.Attempts.Select(attempt => ReviewedAttempt.Of(attempt, choices.Contains(attempt.Id)))],
            Rulings = [.. row.ReadRulings().Select(known => known.Ruling)],
            CostMicros = costs.Sum(cost => cost.Micros ?? 0), UnpricedCosts = costs.Count(cost => cost.Micros is null),
            Links = new { Self = $"/v1/reviews/{row.Id}", Deliverable = $"/v1/deliverables/{row.DeliverableId}", Accept = $"/v1/reviews/{row.Id}/accept", Reject = $"/v1/reviews/{row.Id}/reject", Edit = $"/v1/reviews/{row.Id}/accept-with-edits" },
        };
    }
}

/// <summary>An attempt of the stage, with a link to its output.</summary>
internal sealed record ReviewedAttempt
{
    public required int Ordinal { get; init; }

    public required Guid AttemptId { get; init; }

    public required string Model { get; init; }

    public required AttemptOutcome Outcome { get; init; }

    /// <summary>Whether its output can be accepted in this review.</summary>
    public required bool Choice { get; init; }

    public FailureKind? Failure { get; init; }

    public string? Detail { get; init; }

    public Verdict? Verdict { get; init; }

    public required EffectiveParameters Parameters { get; init; }

    public ControlEdits? Edits { get; init; }

    public Cost? Cost { get; init; }

    public AssetRef? Output { get; init; }

    /// <summary>Where to fetch the output.</summary>
    public string? OutputUrl { get; init; }

    public static ReviewedAttempt Of(AttemptState attempt, bool choice) => new()
    {
        Ordinal = attempt.Ordinal, AttemptId = attempt.Id, Model = attempt.Decision.Model, Outcome = attempt.Outcome, Choice = choice, Failure = attempt.Failure, Detail = attempt.Detail,
        Verdict = attempt.Verdict, Parameters = attempt.Parameters, Edits = attempt.Edits, Cost = attempt.Cost, Output = attempt.Output,
        OutputUrl = attempt.Output is { } output ? $"/v1/assets/{output.Sha256}" : null,
    };
}

/// <summary>An item that was taken.</summary>
/// <param name="Lease">What to decide with.</param>
/// <param name="Until">When anybody may take it again.</param>
/// <param name="Review">The item.</param>
internal sealed record LeasedReview(Guid Lease, DateTimeOffset Until, ReviewView Review);

/// <summary>A page of the queue, by priority and then age.</summary>
/// <param name="Items">The items.</param>
/// <param name="Next">Ask again with <c>skip</c> this for the next page; missing on the last.</param>
internal sealed record ReviewPage(IReadOnlyList<ReviewView> Items, int? Next);
