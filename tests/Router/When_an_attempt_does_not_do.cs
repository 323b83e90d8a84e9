using Atelier.Contracts;
using Atelier.Contracts.Catalog;
using Atelier.Router.Saga;
using Atelier.Router.Tests.Support;

namespace Atelier.Router.Tests;

public sealed class When_an_attempt_does_not_do
{
    private static string Where(Play play) => $"{play.Attempt.Decision.Tier}:{play.Attempt.Decision.Model}:{play.Attempt.Decision.Criterion}";

    [Fact]
    public void a_rejection_is_tried_again_on_the_same_model_until_the_switch_rule()
    {
        var play = new Play().Request();
        var route = new List<string> { Where(play) };
        while (!play.Reject().State!.Ended)
            route.Add(Where(play.Regenerate()));
        Assert.Equal(
        [
            "best:v/one:first", "best:v/one:retry:rejected", "best:v/two:switch:rejections", "best:v/two:retry:rejected",
            "plain:w/seedless:fallback:cap", "plain:w/seedless:retry:rejected",
        ], route);
        Assert.Equal(DeliverableFailureKind.CapReached, play.State!.Failure!.Kind);
    }

    [Fact]
    public void at_the_end_of_the_cap_the_deliverable_fails_with_its_costs()
    {
        var play = Play.In(DeliverablePhase.Failed);
        var failed = play.Said<DeliverableFailed>();
        Assert.Equal(6, failed.Attempts);
        Assert.Equal(6 * (1000 + 10), play.Said<DeliverableProgressed>().Status.CostMicros);
        Assert.Contains("v/one rejected", failed.Failure.Detail);
    }

    [Theory]
    [InlineData(Grade.Draft, "plain:w/seedless:first")]
    [InlineData(Grade.Delivery, "best:v/one:first")]
    public void drafts_may_have_a_tier_of_their_own(Grade grade, string where)
    {
        var policy = Sample.Policy with { Table = Sample.Policy.Table with { Categories = new Dictionary<string, CategoryRoute> { ["hero"] = new() { Tier = "best", Draft = "plain" } } } };
        Assert.Equal(where, Where(new Play(policy).Request(Sample.Requested(grade))));
    }

    [Fact]
    public void a_draft_has_its_own_cap()
    {
        var play = new Play().Request(Sample.Requested(Grade.Draft)).Reject().Regenerate().Reject().Regenerate();
        Assert.Equal("plain:w/seedless:fallback:cap", Where(play));
    }

    [Fact]
    public void a_refusal_is_never_asked_again_of_the_same_model()
    {
        var play = new Play().Request().Fail(FailureKind.Refused);
        Assert.Equal("best:v/two:switch:refused", Where(play));
        play.Fail(FailureKind.Refused);
        Assert.Equal("plain:w/seedless:fallback:refused", Where(play));
        play.Fail(FailureKind.Refused);
        Assert.Equal((DeliverablePhase.Failed, DeliverableFailureKind.NoCandidateLeft), (play.State!.Phase, play.State.Failure!.Kind));
    }

    [Fact]
    public void a_failure_follows_the_tables_rule_for_its_kind()
    {
        Assert.Equal("best:v/one:retry:timedOut", Where(new Play().Request().Fail(FailureKind.TimedOut)));
        Assert.Equal("best:v/two:switch:saturated", Where(new Play().Request().Fail(FailureKind.Saturated)));
        Assert.Equal("best:v/two:switch:submissionUnknown", Where(new Play().Request().Fail(FailureKind.SubmissionUnknown, Cost.Unknown("no answer"))));
    }

    [Fact]
    public void an_unknown_cost_is_counted_as_unpriced_and_not_as_zero()
    {
        var play = new Play().Request().Fail(FailureKind.SubmissionUnknown, Cost.Unknown("no answer"));
        var status = Snapshot.Of(play.State!, play.Now);
        Assert.Equal((0, 1), (status.CostMicros, status.UnpricedCosts));
    }

    [Fact]
    public void the_gates_rejection_is_told_to_everyone_with_its_reasons()
    {
        var said = new Play().Request().Reject().Said<RegenerationRequested>();
        Assert.Equal((RegenerationSource.Gate, Defect.Blurred), (said.Source, said.Reasons.Single().Defect));
    }

    [Fact]
    public void what_cannot_be_refined_is_generated_again()
    {
        var play = new Play().Request().Complete().Accept();
        play.Send(Sample.NotRefined(play.State!));
        Assert.Equal(DeliverablePhase.Regenerating, play.State!.Phase);
        Assert.Contains("broken", play.Said<RegenerationRequested>().Reasons.Single().Detail);
    }

    [Fact]
    public void a_category_without_an_eligible_model_fails_at_once_and_says_why()
    {
        var request = Sample.Requested(seed: SeedMode.Locked).With(stage => stage with { Category = "lonely", Seed = new SeedPolicy { Mode = SeedMode.Locked } });
        var failed = new Play().Request(request).Said<DeliverableFailed>();
        Assert.Equal(DeliverableFailureKind.NoCandidateLeft, failed.Failure.Kind);
        Assert.Contains("w/seedless takes no seed", failed.Failure.Detail);
    }

    [Fact]
    public void a_silent_gate_is_reminded_and_in_the_end_given_up_on()
    {
        var play = new Play().Request().Complete();
        for (var i = 0; i < 5; i++)
            Assert.Equal(play.Attempt.Id, play.Send(Sample.TooLate(play.State!)).Said<InspectAttempt>().AttemptId);
        Assert.Equal(DeliverableFailureKind.InspectionFailed, play.Send(Sample.TooLate(play.State!)).Said<DeliverableFailed>().Failure.Kind);
    }
}
