using Atelier.Contracts;
using Atelier.Router.Saga;
using Atelier.Router.Tests.Support;

namespace Atelier.Router.Tests;

/// <summary>Every pair of phase and message has a written fate: a line of the table, or being late.</summary>
public sealed class When_a_message_comes
{
    private static readonly Dictionary<string, Func<DeliverableState, IMessage>> Messages = new()
    {
        [nameof(DeliverableRequested)] = _ => Sample.Requested(),
        [nameof(GenerationCompleted)] = state => Sample.Completed(state),
        [nameof(GenerationFailed)] = state => Sample.GenerationFailed(state, FailureKind.VendorError),
        [nameof(SubmissionSettled)] = state => Sample.Settled(state, micros: 7_000),
        [nameof(AttemptInspected)] = state => Sample.Inspected(state, accepted: true),
        [nameof(ReviewDecided)] = state => Sample.Decided(state, Sample.Ruling(state, ReviewDecision.Accepted)),
        [nameof(ReviewAbandoned)] = Sample.LeaseLost,
        [nameof(RegenerationRequested)] = state => state.Phase is DeliverablePhase.Reviewing ? Sample.Regeneration(state) with { Source = RegenerationSource.Upstream } : Sample.Regeneration(state),
        [nameof(ReproduceOutput)] = _ => Sample.Reproduce(),
        [nameof(OutputsCompared)] = Sample.Compared,
        [nameof(AssetRefined)] = Sample.Refined,
        [nameof(RefinementFailed)] = Sample.NotRefined,
        [nameof(DeadlinePassed)] = Sample.TooLate,
        [nameof(SlotGranted)] = Sample.Granted,
        [nameof(FundsFreed)] = Sample.Freed,
        [nameof(HoldDeliverable)] = _ => Sample.Hold(),
        [nameof(ReleaseDeliverable)] = _ => Sample.Release(),
        [nameof(CancelDeliverable)] = _ => Sample.Cancel(),
    };

    public static TheoryData<DeliverablePhase, string> Pairs()
    {
        var pairs = new TheoryData<DeliverablePhase, string>();
        foreach (var phase in Enum.GetValues<DeliverablePhase>())
        {
            foreach (var message in Messages.Keys)
                pairs.Add(phase, message);
        }
        return pairs;
    }

    [Theory, MemberData(nameof(Pairs))]
    public void it_moves_the_deliverable_as_the_table_says_or_changes_nothing(DeliverablePhase phase, string message)
    {
        var play = Play.In(phase);
        var before = play.State;
        var known = before ?? Play.In(DeliverablePhase.Generating).State!;
        play.Send(Messages[message](known));
        var row = DeliverableSaga.Table.SingleOrDefault(row => row.In == phase && row.Message.Name == message);
        if (row is null && phase is DeliverablePhase.Cancelled && message == nameof(AttemptInspected))
        {
            Assert.Equal((Fate.Recorded, phase), (play.Last!.Fate, play.State!.Phase)); // the verdict was not waited for: its cost is kept
            Assert.DoesNotContain(play.Last.Messages, outgoing => outgoing.Message is ICommand);
        }
        else if (phase is DeliverablePhase.Reviewing && message == nameof(ReviewAbandoned))
        {
            Assert.Equal((Fate.Recorded, phase), (play.Last!.Fate, play.State!.Phase)); // it costs, and changes nothing else
            Assert.All(play.Last.Messages, outgoing => Assert.IsType<DeliverableProgressed>(outgoing.Message));
        }
        else if (row is null || message == nameof(FundsFreed) // it waits for a slot; one that waits for money: When_money_runs_out
            || (phase is DeliverablePhase.Refining && message is nameof(GenerationCompleted) or nameof(GenerationFailed))) // it is at the refiner; at an upscaler: When_a_recipe_has_an_upscaler
        {
            Assert.Equal(Fate.Ignored, play.Last!.Fate);
            Assert.Same(before, play.State);
            Assert.Empty(play.Last.Messages);
        }
        else
        {
            Assert.Equal(Fate.Moved, play.Last!.Fate);
            Assert.Contains(play.State!.Phase, row.Next);
            Assert.Equal((before?.Version ?? 0) + 1, play.State.Version);
        }
    }

    [Fact]
    public void the_table_knows_every_event_that_the_router_subscribes_to()
    {
        var subscribed = Subscriptions.ByEvent.Where(pair => pair.Value.Contains(Queues.Router)).Select(pair => pair.Key);
        subscribed = subscribed.Except([typeof(OutputsCompared), typeof(ReviewAbandoned), typeof(SubmissionSettled)]); // beside the course: When_an_output_is_reproduced, When_a_reviewer_is_not_heard_of_again, and below
        Assert.Superset(subscribed.ToHashSet(), DeliverableSaga.Table.Select(row => row.Message).ToHashSet());
    }

    [Fact]
    public void the_cost_of_an_attempt_that_was_given_up_on_is_kept_when_it_comes_after_all()
    {
        var play = new Play().Request();
        var lost = play.State!;
        play.Send(Sample.TooLate(lost)).Send(Sample.Completed(lost, micros: 7_000));
        Assert.Equal(Fate.Recorded, play.Last!.Fate);
        Assert.Equal(7_000, play.State!.Current.Attempts[0].Cost!.Micros);
        Assert.Equal(DeliverablePhase.Generating, play.State.Phase);
    }

    [Fact]
    public void what_an_unknown_submission_cost_after_all_is_kept_once_and_moves_nothing()
    {
        var play = new Play().Request();
        var unknown = play.State!;
        var early = Sample.Settled(unknown, micros: 7_000);
        Assert.Equal(Fate.Ignored, play.Send(early).Last!.Fate); // before the failure that it settles: the worst case stays set aside
        play.Send(Sample.GenerationFailed(unknown, FailureKind.SubmissionUnknown, Cost.Unknown("lost")));
        var phase = play.State!.Phase;
        Assert.Equal(Fate.Ignored, play.Send(Sample.Settled(unknown, micros: null)).Last!.Fate); // still unpriced: nothing new
        Assert.Equal(Fate.Recorded, play.Send(early).Last!.Fate);
        Assert.Equal((7_000L, phase), (play.State!.Stages[0].Attempts[0].Cost!.Micros, play.State.Phase));
        Assert.Equal(Fate.Ignored, play.Send(Sample.Settled(unknown, micros: 9_000)).Last!.Fate);
    }

    [Fact]
    public void a_deadline_that_was_moved_is_stale()
    {
        var play = new Play().Request();
        var stale = Sample.TooLate(play.State!);
        play.Complete().Send(stale);
        Assert.Equal(Fate.Ignored, play.Last!.Fate);
    }

    [Fact]
    public void a_result_of_an_earlier_attempt_does_not_stand_for_the_one_in_hand()
    {
        var play = new Play().Request();
        var first = play.State!;
        play.Send(Sample.TooLate(first)).Send(Sample.Completed(first)).Send(Sample.Inspected(first, accepted: true));
        Assert.Equal(DeliverablePhase.Generating, play.State!.Phase);
        Assert.Equal(2, play.Attempt.Ordinal);
    }
}
