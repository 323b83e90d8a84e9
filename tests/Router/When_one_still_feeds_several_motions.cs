using Atelier.Contracts;
using Atelier.Contracts.Catalog;
using Atelier.Router.Saga;
using Atelier.Router.Tests.Support;

namespace Atelier.Router.Tests;

public sealed class When_one_still_feeds_several_motions
{
    private static readonly DeliverableRequested Asked = Chain();

    private static DeliverableRequested Chain()
    {
        var request = Sample.Requested();
        return request with
        {
            Spec = request.Spec with
            {
                Stages = [Sample.Stage("still", Medium.Image), Sample.Stage("wide", Medium.Video) with { From = "still" }, Sample.Stage("close", Medium.Video) with { From = "still" }],
            },
        };
    }

    [Fact]
    public void every_motion_begins_with_the_accepted_still()
    {
        var play = new Play().Request(Asked).Complete().Accept().Refine();
        var still = play.State!.Stages[0].Accepted!.Output;
        for (var stage = 1; stage < 3; stage++)
        {
            Assert.Equal((stage, still), (play.State!.Stage, Assert.Single(play.Attempt.Parameters.References).Asset));
            play.Complete().Accept().Refine();
        }
        Assert.Equal(["still", "wide", "close"], play.Said<DeliverableDelivered>().Files.Select(file => file.Stage));
    }

    [Fact]
    public void each_stage_has_its_own_cap()
    {
        var play = new Play().Request(Asked).Reject().Regenerate().Reject().Regenerate().Reject().Regenerate().Complete().Accept().Refine();
        Assert.Equal((1, 1), (play.State!.Stage, play.Attempt.Ordinal));
    }

    [Theory]
    [InlineData(4, 1)]
    [InlineData(5, 2)]
    public void the_tables_cap_for_all_stages_ends_it_with_its_costs(int cap, int failsInStage)
    {
        var policy = Sample.Policy with { Table = Sample.Policy.Table with { DeliverableCap = new DeliverableCap { Draft = cap, Delivery = cap } } };
        var play = new Play(policy).Request(Asked).Reject().Regenerate().Complete().Accept().Refine(); // two attempts
        while (!play.State!.Ended)
        {
            if (play.State.Stage < failsInStage && play.State.Stage > 0)
                play.Complete().Accept().Refine();
            else if (!play.Reject().State!.Ended)
                play.Regenerate();
        }
        Assert.Equal((DeliverableFailureKind.CapReached, cap), (play.State.Failure!.Kind, play.State.AttemptCount));
        Assert.Contains("in all its stages", play.State.Failure.Detail);
        Assert.Equal(failsInStage, play.State.Stage);
    }

    [Fact]
    public void a_request_that_names_no_source_goes_from_stage_to_stage()
    {
        var spec = Sample.Requested(motion: true).Spec;
        Assert.Equal((null, 0), (spec.SourceOf(0), spec.SourceOf(1)));
        Assert.Equal([1, 2], Asked.Spec.DependentsOf(0));
        Assert.Empty(Asked.Spec.DependentsOf(1));
    }
}
