using Atelier.Contracts;
using Atelier.Router.Policy;
using Atelier.Router.Saga;

namespace Atelier.Router.Tests.Support;

/// <summary>Plays a deliverable message by message.</summary>
internal sealed class Play(RoutingPolicy? policy = null)
{
    public DeliverableState? State { get; private set; }
    public Transition? Last { get; private set; }
    public DateTimeOffset Now { get; set; } = Sample.Noon;
    public Situation Situation { get; private set; } = Situation.Clear;

    public Play Send(IMessage message)
    {
        Last = DeliverableSaga.Handle(State, message, policy ?? Sample.Policy, Now, Situation);
        State = Last.State;
        return this;
    }

    public Play Request(DeliverableRequested? request = null) => Send(request ?? Sample.Requested());

    public Play Complete(long micros = 1000) => Send(Sample.Completed(State!, micros));

    public Play Fail(FailureKind kind, Cost? cost = null) => Send(Sample.GenerationFailed(State!, kind, cost));

    public Play Accept() => Send(Sample.Inspected(State!, accepted: true));

    public Play Reject() => Complete().Send(Sample.Inspected(State!, accepted: false));

    public Play Regenerate() => Send(Sample.Regeneration(State!));

    public Play Decide(ReviewRuling ruling, bool settles = true) => Send(Sample.Decided(State!, ruling, settles));

    public Play Refine() => Send(Sample.Refined(State!));

    public Play In(Situation situation)
    {
        Situation = situation;
        return this;
    }

    public AttemptState Attempt => State!.LastAttempt!;

    public T Said<T>() where T : IMessage => Last!.Messages.Select(outgoing => outgoing.Message).OfType<T>().Single();

    /// <summary>A play that stands in that phase.</summary>
    public static Play In(DeliverablePhase phase) => phase switch
    {
        DeliverablePhase.Accepted => new Play(),
        DeliverablePhase.Waiting => new Play().Request().Reject().In(Sample.Busy).Regenerate(),
        DeliverablePhase.Generating => new Play().Request(),
        DeliverablePhase.Inspecting => new Play().Request().Complete(),
        DeliverablePhase.Reviewing => new Play(Sample.Reviewed()).Request().Complete().Accept(),
        DeliverablePhase.Regenerating => new Play().Request().Reject(),
        DeliverablePhase.Refining => new Play().Request().Complete().Accept(),
        DeliverablePhase.Delivered => new Play().Request().Complete().Accept().Refine(),
        DeliverablePhase.Failed => Exhausted(),
        DeliverablePhase.Cancelled => new Play().Request().Complete().Send(Sample.Cancel()),
        _ => throw new ArgumentOutOfRangeException(nameof(phase)),
    };

    private static Play Exhausted()
    {
        var play = new Play().Request();
        while (!play.State!.Ended)
        {
            play.Reject();
            if (!play.State.Ended)
                play.Regenerate();
        }
        return play;
    }
}
