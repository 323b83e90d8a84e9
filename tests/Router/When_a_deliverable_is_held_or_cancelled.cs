using Atelier.Contracts;
using Atelier.Router.Saga;
using Atelier.Router.Tests.Support;

namespace Atelier.Router.Tests;

public sealed class When_a_deliverable_is_held_or_cancelled
{
    private static readonly Func<Play, IMessage>[] Anything =
    [
        _ => Sample.Requested(), play => Sample.Completed(play.State!), play => Sample.GenerationFailed(play.State!, FailureKind.VendorError), play => Sample.Inspected(play.State!, accepted: true),
        play => Sample.Inspected(play.State!, accepted: false), play => Sample.Regeneration(play.State!), play => Sample.Refined(play.State!), play => Sample.NotRefined(play.State!),
        play => Sample.TooLate(play.State!), play => Sample.Granted(play.State!), _ => Sample.Hold(7),
        play => Sample.Decided(play.State!, Sample.Ruling(play.State!, ReviewDecision.Rejected, then: AfterRejection.Nothing)),
    ];

    public static TheoryData<DeliverablePhase, int> Going()
    {
        var pairs = new TheoryData<DeliverablePhase, int>();
        foreach (var phase in new[] { DeliverablePhase.Waiting, DeliverablePhase.Generating, DeliverablePhase.Inspecting, DeliverablePhase.Reviewing, DeliverablePhase.Regenerating, DeliverablePhase.Refining })
        {
            for (var message = 0; message < Anything.Length; message++)
                pairs.Add(phase, message);
        }
        return pairs;
    }

    [Theory, MemberData(nameof(Going))]
    public void nothing_that_comes_while_it_is_held_spends_or_lets_it_fail(DeliverablePhase phase, int message)
    {
        var play = Play.In(phase).Send(Sample.Hold());
        Assert.All(Commands(play), command => Assert.True(command is CancelAttempt { OnlyBeforeSubmission: true }));
        play.Send(Anything[message](play));
        Assert.DoesNotContain(Commands(play), command => command is not CancelAttempt);
        Assert.NotEqual(DeliverablePhase.Failed, play.State!.Phase);
        Assert.Null(play.State.Deadline);
    }

    [Theory, MemberData(nameof(Going))]
    public void nothing_that_comes_after_it_was_cancelled_makes_it_issue_a_command(DeliverablePhase phase, int message)
    {
        var play = Play.In(phase).Send(Sample.Cancel());
        var cost = Snapshot.Of(play.State!, play.Now).CostMicros;
        play.Send(Anything[message](play));
        Assert.Empty(Commands(play));
        Assert.Equal(DeliverablePhase.Cancelled, play.State!.Phase);
        Assert.True(Snapshot.Of(play.State, play.Now).CostMicros >= cost);
    }

    [Fact]
    public void a_held_one_is_released_where_it_stopped_and_ends_as_it_would_have()
    {
        var play = new Play().Request().Send(Sample.Hold()).Complete();
        Assert.Equal((DeliverablePhase.Inspecting, true), (play.State!.Phase, play.Said<DeliverableProgressed>().Status.Held));
        Assert.Empty(Commands(play));
        Assert.Equal(play.Attempt.Id, play.Send(Sample.Release()).Said<InspectAttempt>().AttemptId);
        play.Send(Sample.Hold(3)).Accept();
        Assert.Equal("still", play.Send(Sample.Release(4)).Said<RefineAsset>().Recipe);
        Assert.Equal(1, play.Refine().Said<DeliverableDelivered>().Attempts);
    }

    [Fact]
    public void a_file_that_was_under_way_is_delivered_although_it_is_held()
    {
        var play = Play.In(DeliverablePhase.Refining).Send(Sample.Hold()).Refine();
        Assert.Equal((DeliverablePhase.Delivered, false), (play.State!.Phase, play.State.Held));
    }

    [Fact]
    public void the_next_stage_waits_for_its_release()
    {
        var play = new Play().Request(Sample.Requested(motion: true)).Complete().Accept().Send(Sample.Hold()).Refine();
        Assert.Empty(Commands(play));
        Assert.Equal((1, "v/film"), (play.Send(Sample.Release()).Said<GenerateAttempt>().Stage, play.Attempt.Decision.Model));
    }

    [Fact]
    public void an_attempt_that_was_called_off_is_no_try()
    {
        var play = new Play().Request(Sample.Requested(Grade.Draft));
        for (var ordinal = 1; ordinal < 9; ordinal += 2) // more often than the cap of two
        {
            play.Send(Sample.Hold(ordinal)).Fail(FailureKind.Cancelled).Send(Sample.Release(ordinal + 1));
            Assert.Equal("best:v/one:first", $"{play.Attempt.Decision.Tier}:{play.Attempt.Decision.Model}:{play.Attempt.Decision.Criterion}");
        }
        Assert.Equal(DeliverablePhase.Delivered, play.Complete().Accept().Refine().State!.Phase);
    }

    [Fact]
    public void an_attempt_that_could_not_be_called_off_is_waited_for_after_the_release()
    {
        var play = new Play().Request().Send(Sample.Hold());
        play.Now += TimeSpan.FromHours(1);
        play.Send(Sample.Release());
        Assert.Equal((DeliverablePhase.Generating, true), (play.State!.Phase, play.State.Deadline > play.Now));
        Assert.Equal(DeliverablePhase.Inspecting, play.Complete().State!.Phase);
    }

    [Fact]
    public void of_a_hold_and_its_release_the_later_one_stands_in_whatever_order_they_come()
    {
        var play = new Play().Request().Send(Sample.Release(2)).Send(Sample.Hold(1));
        Assert.Equal((Fate.Ignored, false), (play.Last!.Fate, play.State!.Held));
        Assert.Equal(Fate.Ignored, play.Send(Sample.Hold(3)).Send(Sample.Hold(3)).Last!.Fate);
        Assert.True(play.State.Held);
    }

    [Fact]
    public void a_wish_may_come_before_the_request()
    {
        var held = new Play().Send(Sample.Hold()).Request();
        Assert.Equal((DeliverablePhase.Accepted, true), (held.State!.Phase, held.Said<DeliverableProgressed>().Status.Held));
        Assert.Empty(Commands(held));
        Assert.Equal(Fate.Ignored, held.Request().Last!.Fate);
        Assert.Equal("best", held.Send(Sample.Release()).Said<GenerateAttempt>().Decision.Tier);

        var cancelled = new Play().Send(Sample.Cancel()).Send(Sample.Cancel()).Request();
        Assert.Equal((DeliverablePhase.Cancelled, 0), (cancelled.State!.Phase, cancelled.Said<DeliverableCancelled>().Attempts));
        Assert.Empty(Commands(cancelled));
    }

    [Fact]
    public void the_attempt_in_hand_is_cancelled_and_its_cost_is_kept_and_told()
    {
        var play = new Play().Request().Reject().Regenerate();
        var second = play.State!;
        var called = play.Send(Sample.Cancel()).Said<CancelAttempt>();
        Assert.Equal((second.LastAttempt!.Id, false), (called.Attempt.AttemptId, called.OnlyBeforeSubmission));
        Assert.Equal((2, 1010L), (play.Said<DeliverableCancelled>().Attempts, play.Said<DeliverableProgressed>().Status.CostMicros));
        var told = play.Send(Sample.GenerationFailed(second, FailureKind.Cancelled, Cost.Of(500))).Said<DeliverableProgressed>();
        Assert.Equal((DeliverablePhase.Cancelled, 1510L), (told.Status.Phase, told.Status.CostMicros));
        Assert.Equal((AttemptOutcome.Failed, FailureKind.Cancelled), (play.Attempt.Outcome, play.Attempt.Failure));
        Assert.Equal(Fate.Ignored, play.Send(Sample.GenerationFailed(second, FailureKind.Cancelled, Cost.Of(500))).Last!.Fate);
    }

    [Fact]
    public void a_held_one_can_be_cancelled()
    {
        var play = new Play().Request().Send(Sample.Hold());
        var held = play.Said<CancelAttempt>();
        var cancelled = play.Send(Sample.Cancel()).Said<CancelAttempt>();
        Assert.Equal((true, false), (held.OnlyBeforeSubmission, cancelled.OnlyBeforeSubmission));
        Assert.Equal((DeliverablePhase.Cancelled, false), (play.State!.Phase, play.State.Held));
    }

    private static IEnumerable<IMessage> Commands(Play play) => play.Last!.Messages.Select(outgoing => outgoing.Message).Where(message => message is ICommand);
}
