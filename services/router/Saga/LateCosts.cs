using Atelier.Contracts;

namespace Atelier.Router.Saga;

/// <summary>
/// What is still told of attempts that no longer matter: one that was given up on or cancelled, or whose verdict or file was not waited
/// for. It cannot change the course; what it cost belongs to the deliverable all the same, once.
/// </summary>
internal static class LateCosts
{
    /// <summary>The state with the cost in it; null when the message tells none that is not known.</summary>
    public static DeliverableState? Keep(DeliverableState state, IMessage message) => message switch
    {
        GenerationCompleted it => Change(state, it.AttemptId, attempt => attempt.Cost is null, attempt => attempt.Outcome is AttemptOutcome.Running
            ? attempt with { Outcome = AttemptOutcome.Generated, Output = it.Output, Cost = it.Cost, Latency = it.Latency }
            : attempt with { Cost = it.Cost }) ?? Enlarged(state, it.AttemptId, it.Cost),
        GenerationFailed it => Change(state, it.AttemptId, attempt => attempt.Cost is null, attempt => attempt.Outcome is AttemptOutcome.Running
            ? attempt with { Outcome = AttemptOutcome.Failed, Failure = it.Failure, Detail = it.Detail, Cost = it.Cost, Latency = it.Latency }
            : attempt with { Cost = it.Cost }) ?? Enlarged(state, it.AttemptId, it.Cost),
        AttemptInspected it when state.Ended => Change(state, it.AttemptId, attempt => attempt is { Output: not null, InspectionCost: null }, attempt => attempt with { InspectionCost = it.Cost }),
        AssetRefined it when state.Ended => Change(state, it.AttemptId, WasAccepted, attempt => attempt with { RefinementCost = it.Cost }),
        RefinementFailed it when state.Ended => Change(state, it.AttemptId, WasAccepted, attempt => attempt with { RefinementCost = it.Cost }),
        ReviewDecided it => Decide(state, it),
        ReviewAbandoned it => Review(state, it.Stage, it.ReviewId, review => review.LostLeases?.Any(known => known.Lease == it.Lost.Lease) is true ? null : review with { LostLeases = [.. review.LostLeases ?? [], it.Lost] }),
        _ => null,
    };

    /// <summary>A decision that is not known yet takes its place among those of its review.</summary>
    private static DeliverableState? Decide(DeliverableState state, ReviewDecided it) => Review(state, it.Stage, it.ReviewId, review =>
        review.Rulings.Any(ruling => ruling.Ordinal == it.Ruling.Ordinal) ? null : review with { Rulings = [.. review.Rulings.Add(it.Ruling).OrderBy(ruling => ruling.Ordinal)] });

    private static DeliverableState? Review(DeliverableState state, int stage, Guid reviewId, Func<ReviewState, ReviewState?> change)
    {
        if (stage >= state.Stages.Length || state.Stages[stage].Reviews is not { } reviews)
            return null;
        var place = reviews.All.Select(review => review.Id).ToList().IndexOf(reviewId);
        return place < 0 || change(reviews.All[place]) is not { } changed ? null
            : state with { Stages = state.Stages.SetItem(stage, state.Stages[stage] with { Reviews = reviews with { All = reviews.All.SetItem(place, changed) } }) };
    }

    private static bool WasAccepted(AttemptState attempt) => attempt is { Outcome: AttemptOutcome.Accepted, RefinementCost: null };

    /// <summary>An upscaler's charge; it is over, whatever comes of it.</summary>
    private static DeliverableState? Enlarged(DeliverableState state, Guid attemptId, Cost cost) => ChangeWhere(
        state, attempt => attempt.Enlarging is { Cost: null } enlarging && enlarging.AttemptId == attemptId,
        attempt => attempt with { Enlarging = attempt.Enlarging! with { Cost = cost, Failure = attempt.Enlarging.Failure ?? "it was no longer waited for" } });

    private static DeliverableState? Change(DeliverableState state, Guid attemptId, Func<AttemptState, bool> isOpen, Func<AttemptState, AttemptState> change) =>
        ChangeWhere(state, attempt => attempt.Id == attemptId && isOpen(attempt), change);

    private static DeliverableState? ChangeWhere(DeliverableState state, Func<AttemptState, bool> isIt, Func<AttemptState, AttemptState> change)
    {
        for (var s = 0; s < state.Stages.Length; s++)
        {
            var attempts = state.Stages[s].Attempts;
            for (var a = 0; a < attempts.Length; a++)
            {
                if (isIt(attempts[a]))
                    return state with { Stages = state.Stages.SetItem(s, state.Stages[s] with { Attempts = attempts.SetItem(a, change(attempts[a])) }) };
            }
        }
        return null;
    }
}
