using Atelier.Contracts;
using Atelier.Refiner.Store;
using MassTransit;

namespace Atelier.Refiner.Refinement;

/// <summary>
/// Refines an accepted output once. A duplicate finds the job done and is silent. A source that cannot be refined is an event; a missing
/// tool, a full disk, a missing asset or a run that took too long throws: tried again a few times, then the error queue keeps the command.
/// </summary>
internal sealed class RefineAssetConsumer(IRefinery refinery, Jobs jobs, TimeProvider time) : IConsumer<RefineAsset>
{
    public async Task Consume(ConsumeContext<RefineAsset> context)
    {
        var (command, ct) = (context.Message, context.CancellationToken);
        var job = JobId.Of(command);
        if (!refinery.IsQuick && await jobs.IsDone(job, ct)) return;
        switch (await refinery.Refine(command.Source, command.Recipe, command.Target, ct))
        {
            case RefinementOutcome.Refined refined:
                await jobs.Finish(job, command.AttemptId, Event(command, refined), ct);
                break;
            case RefinementOutcome.Failed failed:
                await jobs.Finish(job, command.AttemptId, Event(command, failed), ct);
                break;
        }
    }

    private AssetRefined Event(RefineAsset command, RefinementOutcome.Refined refined) => new()
    {
        TenantId = command.TenantId,
        DeliverableId = command.DeliverableId,
        OccurredAt = time.GetUtcNow(),
        AttemptId = command.AttemptId,
        Stage = command.Stage,
        Refined = refined.File,
        Preview = refined.Preview,
        Recipe = command.Recipe,
        RecipeHash = refined.RecipeHash,
        Cost = refined.Cost,
    };

    private RefinementFailed Event(RefineAsset command, RefinementOutcome.Failed failed) => new()
    {
        TenantId = command.TenantId,
        DeliverableId = command.DeliverableId,
        OccurredAt = time.GetUtcNow(),
        AttemptId = command.AttemptId,
        Stage = command.Stage,
        Recipe = command.Recipe,
        Detail = failed.Detail,
        Cost = failed.Cost,
    };
}
