using Atelier.Contracts;
using Atelier.Refiner.Store;
using MassTransit;

namespace Atelier.Refiner.Inspection;

/// <summary>
/// Judges an output once. A duplicate finds the job done and is silent. What is wrong with the media is a verdict; a missing tool, a full
/// disk, a missing asset or a run that took too long throws: tried again a few times, then the error queue keeps the command.
/// </summary>
internal sealed class InspectAttemptConsumer(IInspector inspector, Jobs jobs, TimeProvider time) : IConsumer<InspectAttempt>
{
    public async Task Consume(ConsumeContext<InspectAttempt> context)
    {
        var (command, ct) = (context.Message, context.CancellationToken);
        var job = JobId.Of(command);
        if (!inspector.IsQuick && await jobs.IsDone(job, ct)) return;
        var (verdict, cost) = await inspector.Inspect(command.Output, command.Expected, ct);
        await jobs.Finish(job, command.AttemptId, new AttemptInspected
        {
            TenantId = command.TenantId,
            DeliverableId = command.DeliverableId,
            OccurredAt = time.GetUtcNow(),
            AttemptId = command.AttemptId,
            Stage = command.Stage,
            Verdict = verdict,
            Cost = cost,
        }, ct);
    }
}
