using Atelier.Contracts;

namespace Atelier.Router.Saga;

/// <summary>What a requester sees of a deliverable.</summary>
internal static class Snapshot
{
    public static DeliverableStatus Of(DeliverableState state, DateTimeOffset now)
    {
        var costs = state.Costs.ToList();
        return new DeliverableStatus
        {
            Phase = state.Phase,
            Held = state.Held,
            WaitsFor = state.Phase is DeliverablePhase.Waiting ? state.Waits?.For : null,
            Stage = state.StageSpec.Name,
            Stages = [.. state.Stages.Select((stage, index) => Of(stage, state.Spec.Stages[index], state.OpenReview))],
            Failure = state.Failure,
            Revision = state.Revision,
            Reproductions = state.Reproductions,
            CostMicros = costs.Sum(cost => cost.Micros ?? 0),
            UnpricedCosts = costs.Count(cost => cost.Micros is null),
            AsOf = now,
        };
    }

    private static StageStatus Of(StageState stage, StageSpec spec, ReviewState? open) => new()
    {
        Name = spec.Name,
        Category = spec.Category,
        File = stage.File,
        FileOf = stage.FileOf,
        Attempts = [.. stage.Attempts.Select(attempt => new AttemptStatus
        {
            AttemptId = attempt.Id, Ordinal = attempt.Ordinal, Decision = attempt.Decision, Seed = attempt.Parameters.Seed, Dropped = attempt.Parameters.Dropped, Mapped = attempt.Parameters.Mapped, Outcome = attempt.Outcome, Failure = attempt.Failure,
            Detail = attempt.Detail, Verdict = attempt.Verdict, Output = attempt.Output, Cost = attempt.Cost, Settlement = attempt.Settlement, Latency = attempt.Latency,
            Edits = attempt.Edits, Granted = attempt.Granted,
        })],
        Reviews = stage.Reviews is null ? null : [.. stage.Reviews.All.Select(review => new ReviewStatus
        {
            ReviewId = review.Id, Cause = review.Cause, OpenedAt = review.OpenedAt, FourEyes = review.FourEyes, Open = review.Id == open?.Id, Rulings = review.Rulings, LostLeases = review.LostLeases,
        })],
    };
}
