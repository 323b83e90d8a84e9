using Atelier.Contracts;
using Atelier.Router.Budgets;

namespace Atelier.Router.Saga;

/// <summary>The steps that the table names. Each first makes sure that the message is about the attempt in hand.</summary>
internal static partial class DeliverableSaga
{
    /// <summary>How long the gate and the refiner may take before they are asked again; asking again is harmless.</summary>
    private static readonly TimeSpan StepPatience = TimeSpan.FromMinutes(2);

    /// <summary>The generator tells of a passed deadline itself; only when it does not, the router stops waiting.</summary>
    private static readonly TimeSpan GeneratorGrace = TimeSpan.FromSeconds(30);

    private const int MostReminders = 5;

    /// <summary>The state is there already when a wish about it came first.</summary>
    private static Transition Begin(DeliverableState? wished, IMessage message, Context context)
    {
        var requested = (DeliverableRequested)message;
        if (wished is { Known: true })
            return Transition.Ignored(wished);
        var state = (wished ?? DeliverableState.Unheard(requested)) with
        {
            Spec = requested.Spec, RequestedAt = requested.OccurredAt, TableHash = context.Policy.TableHash, Stages = [new StageState()],
        };
        return state.CancelledEarly ? Cancel(state, context) : Generate(state, context);
    }

    /// <summary>Its turn has come; a held one does not stand in the line.</summary>
    private static Transition LetGo(DeliverableState? state, IMessage message, Context context)
    {
        var granted = (SlotGranted)message;
        return !state!.Held && state.Waits == new Wait(WaitsFor.Slot, granted.Tier, granted.Since) ? Generate(state, context, granted.Tier) : Transition.Ignored(state);
    }

    /// <summary>Its turn at the account has come; what still does not fit keeps its place.</summary>
    private static Transition Afford(DeliverableState? state, IMessage message, Context context)
    {
        var freed = (FundsFreed)message;
        if (state!.WaitsForAccount != freed.Account || state.Waits!.Since != freed.Since)
            return Transition.Ignored(state);
        var afforded = Generate(state, context, called: true);
        return afforded.Fate is Fate.Moved && afforded.State!.WaitsForAccount == freed.Account ? Transition.Ignored(state) : afforded;
    }

    private static Transition LookAtIt(DeliverableState? state, IMessage message, Context context)
    {
        var completed = (GenerationCompleted)message;
        if (state!.LastAttempt is not { } attempt || attempt.Id != completed.AttemptId)
            return Otherwise(state, message, context);
        attempt = attempt with { Outcome = AttemptOutcome.Generated, Output = completed.Output, Cost = completed.Cost, Latency = completed.Latency };
        return Ask(state.WithLastAttempt(attempt) with { Phase = DeliverablePhase.Inspecting, Reminders = 0 }, context, Say.Inspect);
    }

    private static Transition TryElsewhere(DeliverableState? state, IMessage message, Context context)
    {
        var failed = (GenerationFailed)message;
        if (state!.LastAttempt is not { } attempt || attempt.Id != failed.AttemptId)
            return Otherwise(state, message, context);
        attempt = attempt with { Outcome = AttemptOutcome.Failed, Failure = failed.Failure, Detail = failed.Detail, Cost = failed.Cost, Latency = failed.Latency };
        return Generate(state.WithLastAttempt(attempt), context);
    }

    private static Transition GiveUpWaiting(DeliverableState? state, IMessage message, Context context)
    {
        if (Stale(state!, message))
            return Transition.Ignored(state);
        // Its cost stays open: the generator's word, when it comes after all, fills it in.
        var attempt = state!.LastAttempt! with { Outcome = AttemptOutcome.Failed, Failure = FailureKind.TimedOut, Detail = "the generator did not answer by the deadline" };
        return Generate(state.WithLastAttempt(attempt), context);
    }

    private static Transition TakeTheVerdict(DeliverableState? state, IMessage message, Context context)
    {
        var inspected = (AttemptInspected)message;
        if (state!.LastAttempt is not { } attempt || attempt.Id != inspected.AttemptId)
            return Transition.Ignored(state);
        attempt = attempt with
        {
            Outcome = inspected.Verdict.Accepted ? AttemptOutcome.Accepted : AttemptOutcome.Rejected,
            Verdict = inspected.Verdict, InspectionCost = inspected.Cost, JudgedAt = context.Now,
        };
        state = state.WithLastAttempt(attempt);
        return inspected.Verdict.Accepted
            ? GoOnAccepted(state, context)
            : CallForAnother(state, context);
    }

    private static Transition RemindTheGate(DeliverableState? state, IMessage message, Context context) =>
        Remind(state!, message, context, Say.Inspect, DeliverableFailureKind.InspectionFailed, "the gate gave no verdict");

    private static Transition TryAgain(DeliverableState? state, IMessage message, Context context)
    {
        var regeneration = (RegenerationRequested)message;
        return state!.LastAttempt?.Id == regeneration.AttemptId && !state.Held ? Generate(state, context) : Transition.Ignored(state);
    }

    private static Transition CallForItAgain(DeliverableState? state, IMessage message, Context context) =>
        Stale(state!, message) ? Transition.Ignored(state) : Ask(state! with { Reminders = state.Reminders + 1 }, context, Say.Regenerate);

    private static Transition NextStageOrDeliver(DeliverableState? state, IMessage message, Context context)
    {
        var refined = (AssetRefined)message;
        if (state!.LastAttempt is not { } attempt || attempt.Id != refined.AttemptId)
            return Transition.Ignored(state);
        state = state.WithLastAttempt(attempt with { RefinementCost = refined.Cost });
        state = state.WithStage(state.Current with { FileOf = attempt.Id, File = new DeliveredFile { Stage = state.StageSpec.Name, Asset = refined.Refined, Preview = refined.Preview, SafeArea = state.StageSpec.Format.SafeArea } });
        state = state with { Redo = state.Redo.Remove(state.Stage) };
        if (state.NextStage is { } next)
            return Generate(state with { Stage = next, Stages = next < state.Stages.Length ? state.Stages : state.Stages.Add(new StageState()) }, context);
        var delivered = state with { Phase = DeliverablePhase.Delivered, Failure = null, Held = false, Deadline = null };
        return Transition.Moved(delivered, Say.Delivered(delivered, context.Now));
    }

    private static Transition CountItAsRejected(DeliverableState? state, IMessage message, Context context)
    {
        var failed = (RefinementFailed)message;
        if (state!.LastAttempt is not { } attempt || attempt.Id != failed.AttemptId)
            return Transition.Ignored(state);
        attempt = attempt with { Outcome = AttemptOutcome.Rejected, Detail = $"could not be refined: {failed.Detail}", RefinementCost = failed.Cost, JudgedAt = context.Now };
        return CallForAnother(state.WithLastAttempt(attempt), context);
    }

    /// <summary>Another attempt goes out or waits its turn, or the deliverable fails with its costs kept; while it is held, nothing.</summary>
    /// <param name="state">The deliverable.</param>
    /// <param name="context">What to decide by.</param>
    /// <param name="granted">The tier that it has a slot of; null when it has none yet.</param>
    /// <param name="called">It has waited for money, and its turn has come.</param>
    private static Transition Generate(DeliverableState state, Context context, string? granted = null, bool called = false)
    {
        if (state.Held)
            return Transition.Moved(state with { Phase = state.AttemptCount == 0 ? DeliverablePhase.Accepted : DeliverablePhase.Generating, Deadline = null });
        var route = Routing.Next(state, context.Policy, context.Situation);
        if (route.Failure is { } failure)
            return GiveUp(state, failure, context);
        var ordinal = state.Current.Attempts.Length + 1;
        var id = DeterministicId.OfAttempt(state.Id, state.Stage, ordinal);
        if (context.Situation.Funds is not { } funds)
            return Start(state, route, id, ordinal, granted, context);
        if (funds.Accounts is not { } accounts)
            return Transition.Unfunded(state);
        var payment = Payment.Of(state, route, context.Policy, context.Situation, accounts, id, called || granted is not null);
        var next = payment.Failure is { } exhausted ? Fail(state, exhausted, context)
            : payment.WaitFor is { } account ? Wait(state, new Wait(WaitsFor.Budget, route.Decision!.Tier, context.Now, account, payment.Micros))
            : Start(state, payment.Route!, id, ordinal, granted, context, payment.Reserved);
        return next with { Short = payment.Short };
    }

    /// <summary>The way and the money are there; what is put aside is put aside only when it goes.</summary>
    private static Transition Start(DeliverableState state, Route route, Guid id, int ordinal, string? granted, Context context, Reservation? reserved = null)
    {
        var tier = route.Decision!.Tier;
        var counted = context.Situation.Slots.TryGetValue(tier, out var free);
        if (counted && !free && tier != granted)
            return Wait(state, new Wait(WaitsFor.Slot, tier, context.Now));
        var attempt = new AttemptState
        {
            Id = id,
            Ordinal = ordinal,
            Decision = route.Decision,
            Parameters = Planning.For(state, route, ordinal),
            Outcome = AttemptOutcome.Running,
            Deadline = context.Now + route.Deadline,
            LetInBy = context.Now + route.LetIn,
            Edits = state.Current.Reviews?.Edits,
            Granted = route.Granted,
        };
        state = state.WithStage(state.Current with { Attempts = state.Current.Attempts.Add(attempt), Reviews = state.Current.Reviews is { } reviews ? reviews with { Chosen = null } : null });
        state = state with { Phase = DeliverablePhase.Generating, Deadline = attempt.Deadline + GeneratorGrace, Reminders = 0, Waits = null, Slot = counted ? tier : null, Reservations = reserved is null ? state.Reservations : [.. state.Reservations ?? [], reserved] };
        return route.From is { } from ? Transition.Moved(state, Say.Generate(state), Say.Switched(state, from, context.Now)) : Transition.Moved(state, Say.Generate(state));
    }

    /// <summary>The attempt is made when it is let go: until then nothing of it is decided, and no deadline runs.</summary>
    private static Transition Wait(DeliverableState state, Wait what) =>
        Transition.Moved(state with { Phase = DeliverablePhase.Waiting, Waits = what, Deadline = null, Reminders = 0 });

    /// <summary>The gate's rejection takes the same way in as a reviewer's or an upstream system's: <see cref="RegenerationRequested"/>.</summary>
    private static Transition CallForAnother(DeliverableState state, Context context) =>
        !state.Held && Routing.Next(state, context.Policy, context.Situation).Failure is { } failure
            ? GiveUp(state, failure, context)
            : Ask(state with { Phase = DeliverablePhase.Regenerating, Reminders = 0 }, context, Say.Regenerate);

    /// <summary>While it is held nothing is asked for: its release asks.</summary>
    private static Transition Ask(DeliverableState state, Context context, Func<DeliverableState, Outgoing> say)
    {
        if (state.Held)
            return Transition.Moved(state with { Deadline = null });
        state = state with { Deadline = context.Now + StepPatience };
        return Transition.Moved(state, say(state));
    }

    private static Transition Remind(DeliverableState state, IMessage message, Context context, Func<DeliverableState, Outgoing> say, DeliverableFailureKind otherwise, string detail) =>
        Stale(state, message) ? Transition.Ignored(state)
        : state.Reminders < MostReminders ? Ask(state with { Reminders = state.Reminders + 1 }, context, say)
        : Fail(state, new DeliverableFailure { Kind = otherwise, Detail = $"{detail}, {MostReminders} reminders notwithstanding" }, context);

    private static Transition Fail(DeliverableState state, DeliverableFailure failure, Context context)
    {
        if (state.Revision > 0)
            return KeepWhatWasDelivered(state, failure, context);
        var failed = state with { Phase = DeliverablePhase.Failed, Failure = failure, Held = false, Deadline = null };
        return Transition.Moved(failed, Say.Failed(failed, context.Now));
    }

    private static bool Stale(DeliverableState state, IMessage message) => ((DeadlinePassed)message).Deadline != state.Deadline || state.Held;
}
