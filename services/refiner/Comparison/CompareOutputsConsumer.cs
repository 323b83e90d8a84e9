using Atelier.Contracts;
using Atelier.Refiner.Store;
using MassTransit;

namespace Atelier.Refiner.Comparison;

/// <summary>Compares once; a duplicate finds the job done and is silent.</summary>
internal sealed class CompareOutputsConsumer(IOutputComparer comparer, Jobs jobs, TimeProvider time) : IConsumer<CompareOutputs>
{
    public async Task Consume(ConsumeContext<CompareOutputs> context)
    {
        var (command, ct) = (context.Message, context.CancellationToken);
        var job = JobId.Of(command);
        if (await jobs.IsDone(job, ct)) return;
        var (distance, detail) = await comparer.Compare(command.Original, command.Again, ct);
        await jobs.Finish(job, command.AttemptId, new OutputsCompared
        {
            TenantId = command.TenantId,
            DeliverableId = command.DeliverableId,
            OccurredAt = time.GetUtcNow(),
            AttemptId = command.AttemptId,
            Distance = distance,
            Detail = detail,
        }, ct);
    }
}
