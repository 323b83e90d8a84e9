using Atelier.Contracts;
using Atelier.Platform.Stores;
using Atelier.Router.Policy;
using Atelier.Router.Progress;
using Atelier.Router.Store;
using Microsoft.Extensions.Logging;

namespace Atelier.Router.Saga;

/// <summary>Runs the saga on a deliverable's row: the state and the messages it sends are committed together.</summary>
internal sealed class SagaRunner(GroupCommit<RouterDb> commits, RoutingPolicy policy, ProgressTeller progress, TimeProvider time, ILogger<SagaRunner> log)
{
    public async Task Handle(IMessage message, CancellationToken ct)
    {
        var now = time.GetUtcNow().Kept(); // a deadline must come back out of the store as it went in
        var (fate, state) = await commits.Commit([RowKey.Of<DeliverableRow>(message.DeliverableId)], scope => Apply(scope, message, now), ct);
        if (fate is Fate.Moved && state!.Known)
            progress.Offer(state);
        if (fate is not Fate.Moved)
            log.LogInformation("{Message} for {DeliverableId} was {Fate}", message.GetType().Name, message.DeliverableId, fate);
    }

    private (Fate, DeliverableState?) Apply(CommitScope scope, IMessage message, DateTimeOffset now)
    {
        var row = scope.Find<DeliverableRow>(message.DeliverableId);
        var transition = DeliverableSaga.Handle(row?.Read(), message, policy, now);
        if (transition.Fate is Fate.Ignored)
            return (transition.Fate, transition.State);
        if (row is null)
            scope.Add(DeliverableRow.Of(transition.State!));
        else
            row.Write(transition.State!);
        foreach (var outgoing in transition.Messages)
            scope.Enqueue(outgoing.MessageId, outgoing.Message, outgoing.Queue);
        return (transition.Fate, transition.State);
    }
}
