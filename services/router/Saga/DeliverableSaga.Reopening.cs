using Atelier.Contracts;

namespace Atelier.Router.Saga;

/// <summary>A delivered deliverable is opened again, because someone wants it better. See docs/decisions/0019.</summary>
internal static partial class DeliverableSaga
{
    /// <summary>The stage is made again, and those that begin with its output only where that is asked for: what was accepted is not paid twice.</summary>
    private static Transition Reopen(DeliverableState? state, IMessage message, Context context)
    {
        var regeneration = (RegenerationRequested)message;
        if (regeneration.Stage < 0 || regeneration.Stage >= state!.Stages.Length || state.Stages[regeneration.Stage].Accepted?.Id != regeneration.AttemptId)
            return Transition.Ignored(state); // of an attempt that was replaced meanwhile
        var reopened = Open(state with { Stage = regeneration.Stage, Revision = state.Revision + 1, ReopenedAt = regeneration.OccurredAt, Failure = null }, regeneration.Stage, regeneration.Source);
        if (regeneration.WithDependents is true)
            reopened = state.Spec.DependentsOf(regeneration.Stage).Aggregate(reopened, (it, stage) => Open(it, stage, by: null));
        return Generate(reopened, context);
    }

    private static DeliverableState Open(DeliverableState state, int index, RegenerationSource? by)
    {
        var stage = state.Stages[index];
        var reopening = new Reopening(by, state.Revision, stage.Attempts.Length, stage.Reopening?.FirstAfter ?? stage.Attempts.Length);
        return state with { Redo = state.Redo.Add(index), Stages = state.Stages.SetItem(index, stage with { Reopening = reopening }) };
    }

    /// <summary>Nothing better was accepted: the files of before are still its files, but for a stage that was replaced on the way.</summary>
    private static Transition KeepWhatWasDelivered(DeliverableState state, DeliverableFailure failure, Context context)
    {
        var kept = state with { Phase = DeliverablePhase.Delivered, Failure = failure, Redo = [], Held = false, Deadline = null };
        var replaced = kept.Stages.Any(stage => stage.Reopening is { } opened && opened.Revision == kept.Revision && stage.Accepted!.Ordinal > opened.After);
        return Transition.Moved(kept, replaced ? Say.Delivered(kept, context.Now) : Say.RegenerationFailed(kept, context.Now));
    }

    /// <summary>To cancel a reopened deliverable is to cancel its regeneration.</summary>
    private static Transition Withdraw(DeliverableState state, Context context)
    {
        var kept = KeepWhatWasDelivered(state, new DeliverableFailure { Kind = DeliverableFailureKind.Withdrawn, Detail = "its requester called the regeneration off; what was delivered before stands" }, context);
        return kept with { Messages = [.. NoMoreOf(state), .. kept.Messages] };
    }
}
