using Atelier.Contracts;

namespace Atelier.Router.Saga;

/// <summary>What a requester sees of a deliverable.</summary>
internal static class Snapshot
{
    public static DeliverableStatus Of(DeliverableState state, DateTimeOffset now)
    {
        var costs = state.Stages.SelectMany(stage => stage.Attempts).SelectMany(attempt => attempt.Costs).ToList();
        return new DeliverableStatus
        {
            Phase = state.Phase,
            Held = state.Held,
            WaitsFor = state.Phase is DeliverablePhase.Waiting ? state.Waits?.For : null,
            Stage = state.StageSpec.Name,
            Stages = [.. state.Stages.Select((stage, index) => Of(stage, state.Spec.Stages[index]))],
            Failure = state.Failure,
            Revision = state.Revision,
            Reproductions = state.Reproductions,
            CostMicros = costs.Sum(cost => cost.Micros ?? 0),
            UnpricedCosts = costs.Count(cost => cost.Micros is null),
            AsOf = now,
        };
    }

    private static StageStatus Of(StageState stage, StageSpec spec) => new()
    {
        Name = spec.Name,
        Category = spec.Category,
        File = stage.File,
        Attempts = [.. stage.Attempts.Select(attempt => new AttemptStatus
        {
            AttemptId = attempt.Id, Ordinal = attempt.Ordinal, Decision = attempt.Decision, Seed = attempt.Parameters.Seed, Dropped = attempt.Parameters.Dropped, Outcome = attempt.Outcome, Failure = attempt.Failure,
            Detail = attempt.Detail, Verdict = attempt.Verdict, Output = attempt.Output, Cost = attempt.Cost, Latency = attempt.Latency,
        })],
    };
}
