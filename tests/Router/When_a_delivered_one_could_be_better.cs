using Atelier.Contracts;
using Atelier.Contracts.Catalog;
using Atelier.Router.Policy;
using Atelier.Router.Saga;
using Atelier.Router.Tests.Support;

namespace Atelier.Router.Tests;

public sealed class When_a_delivered_one_could_be_better
{
    private static Play Again(Play play) => play.Complete().Accept().Refine();

    [Fact]
    public void it_is_made_again_and_delivered_with_a_higher_revision()
    {
        var play = Play.In(DeliverablePhase.Delivered);
        var (first, file) = (play.Last!.Messages[0].MessageId, play.State!.Stages[0].File);
        play.Send(Sample.Better(play.State));
        Assert.Equal((DeliverablePhase.Generating, "regenerate:upstream", 2), (play.State!.Phase, play.Attempt.Decision.Criterion, play.Attempt.Ordinal));
        Assert.Equal(file, play.State.Stages[0].File);
        Again(play);
        Assert.Equal((1, 2), (play.Said<DeliverableDelivered>().Revision, play.Said<DeliverableDelivered>().Attempts));
        Assert.NotEqual(first, play.Last!.Messages[0].MessageId);
        Assert.Equal(2, play.State!.Stages[0].Accepted!.Ordinal);
    }

    [Fact]
    public void the_model_that_was_not_good_enough_is_left_where_one_rejection_is_enough()
    {
        var policy = With(Sample.Policy, tier => tier with { Switch = new SwitchRule { AfterRejections = 1 } });
        var play = Again(new Play(policy).Request());
        play.Send(Sample.Better(play.State!));
        Assert.Equal("v/two:switch:rejections", $"{play.Attempt.Decision.Model}:{play.Attempt.Decision.Criterion}");
    }

    [Fact]
    public void what_was_delivered_stands_when_nothing_better_is_accepted_within_its_own_cap()
    {
        var play = Play.In(DeliverablePhase.Delivered);
        var file = play.State!.Stages[0].File;
        play.Send(Sample.Better(play.State)).Reject().Regenerate().Reject();
        var failed = play.Said<RegenerationFailed>();
        Assert.Equal((1, DeliverableFailureKind.CapReached, 3), (failed.Revision, failed.Failure.Kind, failed.Attempts));
        Assert.Equal((DeliverablePhase.Delivered, file, 1), (play.State!.Phase, play.State.Stages[0].File, play.State.Stages[0].Accepted!.Ordinal));
        Assert.DoesNotContain(play.Last!.Messages, outgoing => outgoing.Message is DeliverableFailed or DeliverableDelivered);
        play.Send(Sample.Better(play.State));
        Assert.Equal((DeliverablePhase.Delivered, DeliverableFailureKind.CapReached), (play.State!.Phase, play.Said<RegenerationFailed>().Failure.Kind)); // all its reopenings share one cap
    }

    [Fact]
    public void a_regeneration_can_be_called_off_and_what_was_delivered_stands()
    {
        var play = Play.In(DeliverablePhase.Delivered);
        play.Send(Sample.Better(play.State!)).Send(Sample.Cancel());
        Assert.Equal((DeliverablePhase.Delivered, DeliverableFailureKind.Withdrawn), (play.State!.Phase, play.Said<RegenerationFailed>().Failure.Kind));
        Assert.False(play.Said<CancelAttempt>().OnlyBeforeSubmission);
    }

    [Fact]
    public void an_accepted_output_that_was_not_refined_yet_replaces_nothing_when_it_is_called_off()
    {
        var play = Play.In(DeliverablePhase.Delivered);
        play.Send(Sample.Better(play.State!)).Complete().Accept().Send(Sample.Cancel());
        Assert.Equal(1, play.State!.Stages[0].Accepted!.Ordinal);
    }

    [Fact]
    public void an_attempt_that_was_replaced_is_not_regenerated()
    {
        var play = Play.In(DeliverablePhase.Delivered);
        var stale = Sample.Better(play.State!);
        Again(play.Send(stale)).Send(stale);
        Assert.Equal((Fate.Ignored, 2), (play.Last!.Fate, play.State!.AttemptCount));
    }

    [Fact]
    public void a_stills_regeneration_leaves_the_motions_that_were_accepted_as_they_are()
    {
        var play = Again(Again(new Play().Request(Sample.Requested(motion: true))));
        var clip = play.State!.Stages[1];
        Again(play.Send(Sample.Better(play.State)));
        Assert.Equal(DeliverablePhase.Delivered, play.State!.Phase);
        Assert.Equal(clip, play.State.Stages[1]);
        Assert.Equal(3, play.Said<DeliverableDelivered>().Attempts);
    }

    [Fact]
    public void its_motions_are_made_again_from_the_new_still_where_that_is_asked_for()
    {
        var play = Again(Again(new Play().Request(Sample.Requested(motion: true))));
        Again(play.Send(Sample.Better(play.State!, withDependents: true)));
        Assert.Equal((DeliverablePhase.Generating, 1, "regenerate:source"), (play.State!.Phase, play.State.Stage, play.Attempt.Decision.Criterion));
        Assert.Equal(play.State.Stages[0].Accepted!.Output, Assert.Single(play.Attempt.Parameters.References).Asset);
        Again(play);
        Assert.Equal((1, 4), (play.Said<DeliverableDelivered>().Revision, play.State!.AttemptCount));
    }

    [Fact]
    public void a_still_that_was_replaced_is_delivered_although_its_motion_could_not_be_made_again()
    {
        var play = Again(Again(new Play().Request(Sample.Requested(motion: true))));
        var clip = play.State!.Stages[1].File;
        Again(play.Send(Sample.Better(play.State, withDependents: true))).Reject().Regenerate().Reject();
        Assert.Equal((1, clip), (play.Said<DeliverableDelivered>().Revision, play.Said<DeliverableDelivered>().Files[1]));
        Assert.Equal(DeliverableFailureKind.CapReached, play.Said<DeliverableProgressed>().Status.Failure!.Kind);
        Assert.DoesNotContain(play.Last!.Messages, outgoing => outgoing.Message is RegenerationFailed); // one word a revision
    }

    [Fact]
    public void a_motion_alone_is_made_again_from_the_still_there_is()
    {
        var play = Again(Again(new Play().Request(Sample.Requested(motion: true))));
        play.Send(Sample.Better(play.State!, stage: 1));
        Assert.Equal((1, 2), (play.State!.Stage, play.Attempt.Ordinal));
        Again(play);
        Assert.Equal(3, play.State!.AttemptCount);
    }

    private static RoutingPolicy With(RoutingPolicy policy, Func<Tier, Tier> change) =>
        policy with { Table = policy.Table with { Tiers = policy.Table.Tiers.ToDictionary(tier => tier.Key, tier => change(tier.Value)) } };
}
