using Atelier.Contracts;
using Atelier.Router.Policy;

namespace Atelier.Router.Saga;

/// <summary>What its requester wishes of a deliverable: hold, release, cancel. See docs/decisions/0015.</summary>
internal static partial class DeliverableSaga
{
    /// <summary>No step that spends is begun from now on; an attempt that no vendor has taken yet is taken back.</summary>
    private static Transition Hold(DeliverableState? state, IMessage message, Context context)
    {
        var hold = (HoldDeliverable)message;
        if (state?.WishOrdinal >= hold.Ordinal)
            return Transition.Ignored(state);
        var held = (state ?? DeliverableState.Unheard(hold)) with { Held = true, WishOrdinal = hold.Ordinal, Deadline = null };
        return AtVendor(held) ? Transition.Moved(held, Say.CallOff(held, onlyBeforeSubmission: true)) : Transition.Moved(held);
    }

    private static Transition Release(DeliverableState? state, IMessage message, Context context)
    {
        var release = (ReleaseDeliverable)message;
        if (state?.WishOrdinal >= release.Ordinal)
            return Transition.Ignored(state);
        var released = (state ?? DeliverableState.Unheard(release)) with { Held = false, WishOrdinal = release.Ordinal };
        return state is { Held: true, Known: true } ? GoOn(released, context) : Transition.Moved(released);
    }

    private static Transition Cancel(DeliverableState? state, IMessage message, Context context)
    {
        if (state is not { Known: true })
            return state is { CancelledEarly: true } ? Transition.Ignored(state) : Transition.Moved((state ?? DeliverableState.Unheard(message)) with { CancelledEarly = true });
        return Cancel(state, context);
    }

    private static Transition Cancel(DeliverableState state, Context context)
    {
        if (state.Revision > 0)
            return Withdraw(state, context);
        var cancelled = state with { Phase = DeliverablePhase.Cancelled, Held = false, Deadline = null };
        var told = Say.Cancelled(cancelled, context.Now);
        return Transition.Moved(cancelled, [.. NoMoreOf(state), told]);
    }

    /// <summary>The step that the hold kept from being begun, or that was under way; to ask for it twice is harmless.</summary>
    private static Transition GoOn(DeliverableState state, Context context)
    {
        switch (state.Phase)
        {
            case DeliverablePhase.Inspecting:
                return Ask(state with { Reminders = 0 }, context, Say.Inspect);
            case DeliverablePhase.Reviewing:
                return Settle(state with { Deadline = context.Now + ReviewNeeds.Terms(state, context.Policy).Deadline }, context);
            case DeliverablePhase.Regenerating:
                return CallForAnother(state, context);
            case DeliverablePhase.Refining:
                return RefineIt(state, context);
            case DeliverablePhase.Generating when AtVendor(state):
                var deadline = state.LastAttempt!.Deadline;
                return Transition.Moved(state with { Deadline = (deadline > context.Now ? deadline : context.Now) + GeneratorGrace });
            default:
                return Generate(state, context);
        }
    }

    /// <summary>What is at a vendor, the attempt in hand or its upscaler, is called off.</summary>
    private static IEnumerable<Outgoing> NoMoreOf(DeliverableState state) =>
        AtVendor(state) ? [Say.CallOff(state, onlyBeforeSubmission: false)] : state.LastAttempt?.Enlarging is { Underway: true } ? [Say.CallOffUpscaler(state)] : [];

    /// <summary>Whether an attempt's outcome is still to be told.</summary>
    private static bool AtVendor(DeliverableState state) => state.LastAttempt is { Outcome: AttemptOutcome.Running };
}
