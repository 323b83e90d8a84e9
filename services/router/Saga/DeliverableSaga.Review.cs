using Atelier.Contracts;
using Atelier.Contracts.Catalog;
using Atelier.Router.Policy;

namespace Atelier.Router.Saga;

/// <summary>Where a person is asked. See docs/decisions/0024.</summary>
internal static partial class DeliverableSaga
{
    /// <summary>The gate has accepted: a person may have to look at it before anything more is spent on it.</summary>
    private static Transition GoOnAccepted(DeliverableState state, Context context) =>
        ReviewNeeds.For(state, context.Policy, ReviewCause.Accepted) is { } rule ? OpenReview(state, rule, ReviewCause.Accepted, null, context) : RefineIt(state, context);

    /// <summary>Nothing more may be tried: it fails, unless a person may still choose among what was made.</summary>
    private static Transition GiveUp(DeliverableState state, DeliverableFailure failure, Context context) =>
        failure.Kind is DeliverableFailureKind.CapReached or DeliverableFailureKind.NoCandidateLeft or DeliverableFailureKind.NotWorthIt && Choices(state).Any()
        && ReviewNeeds.For(state, context.Policy, ReviewCause.Cap) is { } rule
            ? OpenReview(state, rule, ReviewCause.Cap, failure, context)
            : Fail(state, failure, context);

    /// <summary>What a reviewer may accept at the cap after all: outputs that were rejected for how they look; of a reopened stage, those since then.</summary>
    internal static IEnumerable<AttemptState> Choices(DeliverableState state) =>
        state.Current.Attempts.Skip(state.Current.Reopening?.After ?? 0).Where(attempt => attempt is { Outcome: AttemptOutcome.Rejected, Output: not null, RefinementCost: null });

    private static Transition OpenReview(DeliverableState state, ReviewRule rule, ReviewCause cause, DeliverableFailure? failure, Context context)
    {
        var reviews = state.Current.Reviews ?? new StageReviews();
        var ifRejected = cause is ReviewCause.Accepted ? state.WithLastAttempt(state.LastAttempt! with { Outcome = AttemptOutcome.Rejected }) : state;
        var review = new ReviewState
        {
            Id = DeterministicId.OfReview(state.Id, state.Stage, reviews.All.Length + 1), Cause = cause, AttemptId = state.LastAttempt!.Id, OpenedAt = context.Now,
            FourEyes = rule.FourEyes, MayGoOn = Granted(ifRejected, context) is not null, Failure = failure,
        };
        state = state.WithStage(state.Current with { Reviews = reviews with { All = reviews.All.Add(review) } });
        state = state with { Phase = DeliverablePhase.Reviewing, Reminders = 0, Deadline = state.Held ? null : context.Now + rule.Deadline };
        return Transition.Moved(state, Say.AskForReview(state));
    }

    private static Transition TakeTheDecision(DeliverableState? state, IMessage message, Context context)
    {
        var decided = (ReviewDecided)message;
        return state!.OpenReview?.Id == decided.ReviewId && LateCosts.Keep(state, decided) is { } taken ? Settle(taken, context) : Otherwise(state, message, context);
    }

    /// <summary>While it is held a decision only waits: its release settles it.</summary>
    private static Transition Settle(DeliverableState state, Context context)
    {
        if (state.Held || state.OpenReview is not { Settled: { } ruling } review)
            return Transition.Moved(state);
        state = Close(state);
        return ruling.Decision is ReviewDecision.Accepted ? AcceptAfterAll(state, ruling, context) : RejectIt(state, review, ruling, context);
    }

    private static Transition AcceptAfterAll(DeliverableState state, ReviewRuling ruling, Context context)
    {
        var chosen = state.Current.Attempts.Select(attempt => attempt.Id).ToList().IndexOf(ruling.AttemptId);
        state = state.WithStage(state.Current with { Reviews = state.Current.Reviews! with { Chosen = chosen } });
        return RefineIt(state.WithLastAttempt(state.LastAttempt! with { Outcome = AttemptOutcome.Accepted, Detail = null, JudgedAt = context.Now }), context);
    }

    /// <summary>Another attempt is called for as the gate would, with what was edited; or there is none to be had.</summary>
    private static Transition RejectIt(DeliverableState state, ReviewState review, ReviewRuling ruling, Context context)
    {
        if (review.Cause is ReviewCause.Accepted)
            state = state.WithLastAttempt(state.LastAttempt! with { Outcome = AttemptOutcome.Rejected, Detail = $"rejected by {ruling.Reviewer}", JudgedAt = ruling.At });
        if (ruling.Edits is { } edits)
        {
            var reviews = state.Current.Reviews!;
            state = state.WithStage(state.Current with
            {
                Reviews = reviews with { Edits = edits.After(reviews.Edits), EditedFrom = edits.Seed is null ? reviews.EditedFrom : state.Current.Attempts.Length + 1 },
            });
        }
        if (ruling.Then is not AfterRejection.Nothing && Routing.Next(state, context.Policy, context.Situation).Failure is null)
            return Ask(state with { Phase = DeliverablePhase.Regenerating, Reminders = 0 }, context, Say.Regenerate);
        if (ruling.Then is AfterRejection.Granted && Granted(state, context) is { } granted)
            return Ask(granted with { Phase = DeliverablePhase.Regenerating, Reminders = 0 }, context, Say.Regenerate);
        var words = string.Join("; ", ruling.Reasons.Select(reason => reason.Detail));
        var failure = new DeliverableFailure { Kind = DeliverableFailureKind.ReviewRejected, Detail = $"rejected by {ruling.Reviewer}: {words}{(review.Failure is { } before ? $"; {before.Detail}" : "")}" };
        return ruling.Then is not AfterRejection.Nothing && review.Cause is not ReviewCause.Cap && ReviewNeeds.For(state, context.Policy, ReviewCause.Cap) is { } rule
            ? OpenReview(state, rule, ReviewCause.Cap, failure, context)
            : Fail(state, failure, context);
    }

    /// <summary>
    /// The system that asked for it does not want the output that a person is to look at: they need not. Where no further attempt is to be had, theirs is
    /// the last word all the same; the gate's and reviewers' own calls have had their effect before.
    /// </summary>
    private static Transition TakeItBack(DeliverableState? state, IMessage message, Context context)
    {
        var regeneration = (RegenerationRequested)message;
        if (regeneration.Source is not RegenerationSource.Upstream || state!.OpenReview!.AttemptId != regeneration.AttemptId || state.Held)
            return Transition.Ignored(state);
        var closed = Close(state);
        if (state.OpenReview.Cause is ReviewCause.Accepted)
            closed = closed.WithLastAttempt(closed.LastAttempt! with { Outcome = AttemptOutcome.Rejected, Detail = "rejected by the system that asked for it", JudgedAt = regeneration.OccurredAt });
        return Routing.Next(closed, context.Policy, context.Situation).Failure is null ? Generate(closed, context) : Transition.Ignored(state);
    }

    private static Transition DecideWithoutThem(DeliverableState? state, IMessage message, Context context)
    {
        if (Stale(state!, message))
            return Transition.Ignored(state);
        var (review, terms) = (state!.OpenReview!, ReviewNeeds.Terms(state, context.Policy));
        if (review.Cause is ReviewCause.Accepted && terms.OnDeadline is OverdueRule.Gate)
            return RefineIt(Close(state), context);
        return Fail(Close(state), new DeliverableFailure
        {
            Kind = DeliverableFailureKind.ReviewOverdue, Detail = $"no reviewer decided within {terms.Deadline}{(review.Failure is { } before ? $"; {before.Detail}" : "")}",
        }, context);
    }

    private static DeliverableState Close(DeliverableState state)
    {
        var reviews = state.Current.Reviews!;
        return state.WithStage(state.Current with { Reviews = reviews with { All = reviews.All.SetItem(reviews.All.Length - 1, reviews.Last! with { Over = true }) } });
    }

    /// <summary>The state with one more attempt granted, if it needs that to go on; null when no more can be granted, or it would not help.</summary>
    private static DeliverableState? Granted(DeliverableState state, Context context)
    {
        if (Routing.Next(state, context.Policy, context.Situation).Failure is null)
            return state;
        var reviews = state.Current.Reviews ?? new StageReviews();
        var granted = state.WithStage(state.Current with { Reviews = reviews with { Granted = reviews.Granted + 1 } });
        return reviews.Granted < ReviewNeeds.Terms(state, context.Policy).Grants && Routing.Next(granted, context.Policy, context.Situation).Failure is null ? granted : null;
    }
}
