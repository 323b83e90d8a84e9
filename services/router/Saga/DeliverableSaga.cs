using Atelier.Contracts;
using Atelier.Router.Budgets;
using Atelier.Router.Health;
using Atelier.Router.Policy;
using static Atelier.Contracts.DeliverablePhase;

namespace Atelier.Router.Saga;

/// <summary>
/// The life of a deliverable, as a pure function: state and message in, state and messages out. The table says what happens in which
/// phase; a pair that is not in it has the fate of <see cref="Otherwise"/>. One that was delivered before never fails: where the table
/// says that it is failed or cancelled, it is delivered as it was. The README's diagram is drawn from it.
/// </summary>
internal static partial class DeliverableSaga
{
    public static readonly IReadOnlyList<Row> Table =
    [
        //  in            comes                          then                   and it is
        new(Accepted,     typeof(DeliverableRequested),  Begin,                 [Generating, Waiting, Accepted, Failed, Cancelled]),

        new(Waiting,      typeof(SlotGranted),           LetGo,                 [Generating, Waiting, Reviewing, Failed]),
        new(Waiting,      typeof(FundsFreed),            Afford,                [Generating, Waiting, Reviewing, Failed]),

        new(Generating,   typeof(GenerationCompleted),   LookAtIt,              [Inspecting]),
        new(Generating,   typeof(GenerationFailed),      TryElsewhere,          [Generating, Waiting, Reviewing, Failed]),
        new(Generating,   typeof(DeadlinePassed),        GiveUpWaiting,         [Generating, Waiting, Reviewing, Failed]),

        new(Inspecting,   typeof(AttemptInspected),      TakeTheVerdict,        [Refining, Reviewing, Regenerating, Failed]),
        new(Inspecting,   typeof(DeadlinePassed),        RemindTheGate,         [Inspecting, Failed]),

        // where the table or the request asks for a person: at what the gate has accepted, and when nothing more may be tried
        new(Reviewing,    typeof(ReviewDecided),         TakeTheDecision,       [Reviewing, Refining, Regenerating, Failed]),
        new(Reviewing,    typeof(DeadlinePassed),        DecideWithoutThem,     [Refining, Regenerating, Reviewing, Failed]),
        new(Reviewing,    typeof(RegenerationRequested), TakeItBack,            [Generating, Waiting, Failed]),

        new(Regenerating, typeof(RegenerationRequested), TryAgain,              [Generating, Waiting, Reviewing, Failed]),
        new(Regenerating, typeof(DeadlinePassed),        CallForItAgain,        [Regenerating]),

        new(Refining,     typeof(AssetRefined),          NextStageOrDeliver,    [Generating, Waiting, Delivered, Failed]),
        new(Refining,     typeof(RefinementFailed),      CountItAsRejected,     [Regenerating, Reviewing, Failed]),
        new(Refining,     typeof(DeadlinePassed),        RemindTheRefiner,      [Refining, Regenerating, Reviewing, Failed]),
        new(Refining,     typeof(GenerationCompleted),   RefineTheEnlarged,     [Refining]),
        new(Refining,     typeof(GenerationFailed),      RefineUnenlarged,      [Refining, Regenerating, Reviewing, Failed]),

        // a reviewer, or the system that asked for it, wants it better; or wants to see it come out again
        new(Delivered,    typeof(RegenerationRequested), Reopen,                [Generating, Waiting, Delivered]),
        new(Delivered,    typeof(ReproduceOutput),       Reproduce,             [Delivered]),

        // what its requester wishes, which may come before the request does
        new(Accepted,     typeof(HoldDeliverable),       Hold,                  [Accepted]),
        new(Waiting,      typeof(HoldDeliverable),       Hold,                  [Waiting]),
        new(Generating,   typeof(HoldDeliverable),       Hold,                  [Generating]),
        new(Inspecting,   typeof(HoldDeliverable),       Hold,                  [Inspecting]),
        new(Reviewing,    typeof(HoldDeliverable),       Hold,                  [Reviewing]),
        new(Regenerating, typeof(HoldDeliverable),       Hold,                  [Regenerating]),
        new(Refining,     typeof(HoldDeliverable),       Hold,                  [Refining]),

        new(Accepted,     typeof(ReleaseDeliverable),    Release,               [Accepted, Generating, Waiting, Failed]),
        new(Waiting,      typeof(ReleaseDeliverable),    Release,               [Generating, Waiting, Reviewing, Failed]),
        new(Generating,   typeof(ReleaseDeliverable),    Release,               [Generating, Waiting, Reviewing, Failed]),
        new(Inspecting,   typeof(ReleaseDeliverable),    Release,               [Inspecting]),
        new(Reviewing,    typeof(ReleaseDeliverable),    Release,               [Reviewing, Refining, Regenerating, Failed]),
        new(Regenerating, typeof(ReleaseDeliverable),    Release,               [Regenerating, Reviewing, Failed]),
        new(Refining,     typeof(ReleaseDeliverable),    Release,               [Refining, Regenerating, Reviewing, Failed]),

        new(Accepted,     typeof(CancelDeliverable),     Cancel,                [Accepted, Cancelled]),
        new(Waiting,      typeof(CancelDeliverable),     Cancel,                [Cancelled]),
        new(Generating,   typeof(CancelDeliverable),     Cancel,                [Cancelled]),
        new(Inspecting,   typeof(CancelDeliverable),     Cancel,                [Cancelled]),
        new(Reviewing,    typeof(CancelDeliverable),     Cancel,                [Cancelled]),
        new(Regenerating, typeof(CancelDeliverable),     Cancel,                [Cancelled]),
        new(Refining,     typeof(CancelDeliverable),     Cancel,                [Cancelled]),
    ];

    private static readonly Dictionary<(DeliverablePhase, Type), Row> Rows = Table.ToDictionary(row => (row.In, row.Message));

    /// <summary>What a message does to a deliverable.</summary>
    /// <param name="state">Null when nothing is known of the deliverable yet.</param>
    /// <param name="message">One of the messages in <see cref="Table"/>.</param>
    /// <param name="policy">The documents to decide by.</param>
    /// <param name="now">The time of the decision.</param>
    /// <param name="situation">What this process knows of the world beside it.</param>
    public static Transition Handle(DeliverableState? state, IMessage message, RoutingPolicy policy, DateTimeOffset now, Situation situation)
    {
        var handle = Rows.TryGetValue((state?.Phase ?? Accepted, message.GetType()), out var row) ? row.Handle : Otherwise;
        var transition = handle(state, message, new Context(policy, now, situation));
        return transition.Fate is Fate.Ignored or Fate.Unfunded ? transition : Announce(transition, now) with { Outcome = Outcome.Between(state, transition.State!, policy) };
    }

    /// <summary>
    /// Late, duplicate, or for something that is over. What an attempt cost is kept whenever it is told; all else changes nothing:
    /// DeliverableRequested again, a verdict or refinement of an earlier attempt, a decision in an earlier review or one that came before, a
    /// stale deadline, grant, call to the account or wish, a regeneration that is already under way, a wish about what has ended, and anything
    /// but a request or a wish about a deliverable that is not known. An operator's word on a charge that nobody told is kept as a late cost is. What is told of a reproduction goes on with that, in any phase: it is no
    /// part of the deliverable's course.
    /// </summary>
    private static Transition Otherwise(DeliverableState? state, IMessage message, Context context) =>
        state is not { Known: true } ? Transition.Ignored(state)
        : GoOnReproducing(state, message, context) is { } reproducing ? reproducing
        : message is SubmissionSettled told ? Settling.Of(state, told, context.Now) ?? Transition.Ignored(state)
        : message is SettleCharge settling ? Settling.Of(state, settling, context.Now) ?? Transition.Ignored(state)
        : LateCosts.Keep(state, message) is { } kept ? Transition.Recorded(kept)
        : Transition.Ignored(state);

    /// <summary>
    /// Every change is a new version. That it ended, what its end cost after all, and that it stands still until somebody does something about it, is told
    /// to whoever waits for certain; how it goes otherwise is told from the state, as time allows.
    /// </summary>
    private static Transition Announce(Transition transition, DateTimeOffset now)
    {
        var state = transition.State! with { Version = transition.State.Version + 1 };
        return transition with { State = state, Messages = state.ToldWithItsCommit ? [.. transition.Messages, Say.Progress(state, now)] : transition.Messages };
    }

    internal sealed record Context(RoutingPolicy Policy, DateTimeOffset Now, Situation Situation);

    internal delegate Transition Handler(DeliverableState? state, IMessage message, Context context);

    /// <summary>One line of the table.</summary>
    internal sealed record Row(DeliverablePhase In, Type Message, Handler Handle, IReadOnlyList<DeliverablePhase> Next);
}
