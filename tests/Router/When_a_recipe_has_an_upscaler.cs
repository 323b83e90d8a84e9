using Atelier.Contracts;
using Atelier.Contracts.Catalog;
using Atelier.Router.Policy;
using Atelier.Router.Saga;
using Atelier.Router.Tests.Support;

namespace Atelier.Router.Tests;

/// <summary>The accepted output goes to the upscaler of its recipe, as an attempt of its own kind, and then to the refiner.</summary>
public sealed class When_a_recipe_has_an_upscaler
{
    private static Play Accepted(RoutingPolicy? policy = null) => new Play(policy ?? Sample.Enlarged(Sample.Policy)).Request().Complete().Accept();

    private static GenerationCompleted Made(Play play, long micros = 300) => Sample.Completed(play.State!, micros) with { AttemptId = play.Attempt.Enlarging!.AttemptId, Output = Sample.Asset("enlarged") };

    private static GenerationFailed NotMade(Play play) => Sample.GenerationFailed(play.State!, FailureKind.VendorError, Cost.Of(70)) with { AttemptId = play.Attempt.Enlarging!.AttemptId };

    [Fact]
    public void the_output_goes_to_the_generator_and_counts_for_no_cap()
    {
        var play = Accepted();
        var asked = play.Said<GenerateAttempt>();
        Assert.Equal(("u/four", UpscaleStep.Criterion), (asked.Decision.Model, asked.Decision.Criterion));
        Assert.Equal(("output", Eligibility.FirstFrame), (asked.Parameters.References.Single().Asset.Sha256, asked.Parameters.References.Single().Role));
        Assert.Equal((play.Attempt.Parameters.Width * 4, play.Attempt.Parameters.Height * 4), (asked.Parameters.Width, asked.Parameters.Height));
        Assert.NotEqual(play.Attempt.Id, asked.AttemptId);
        Assert.Equal((DeliverablePhase.Refining, 1), (play.State!.Phase, play.State.AttemptCount));
    }

    [Fact]
    public void the_refiner_goes_on_with_what_it_made_and_both_are_paid()
    {
        var play = Accepted();
        Assert.Equal("enlarged", play.Send(Made(play)).Said<RefineAsset>().Source.Sha256);
        play.Refine();
        Assert.Equal(DeliverablePhase.Delivered, play.State!.Phase);
        Assert.Equal(1_000 + 10 + 300 + 20, Snapshot.Of(play.State, play.Now).CostMicros);
    }

    [Fact]
    public void when_it_fails_the_refiner_makes_all_of_it()
    {
        var play = Accepted();
        Assert.Equal("output", play.Send(NotMade(play)).Said<RefineAsset>().Source.Sha256);
        Assert.Equal(1_000 + 10 + 70, Snapshot.Of(play.State!, play.Now).CostMicros);
    }

    [Fact]
    public void when_it_fails_where_the_recipe_does_not_do_without_the_output_is_rejected()
    {
        var play = Accepted(Sample.Enlarged(Sample.Policy, WithoutUpscaler.Reject));
        play.Send(NotMade(play));
        Assert.Equal((DeliverablePhase.Regenerating, AttemptOutcome.Rejected), (play.State!.Phase, play.Attempt.Outcome));
        Assert.Contains("could not be enlarged", play.Said<RegenerationRequested>().Reasons.Single().Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void what_is_told_twice_or_late_changes_nothing_but_its_cost()
    {
        var play = Accepted();
        var made = Made(play);
        Assert.Equal(Fate.Ignored, play.Send(made).Send(made).Last!.Fate);
        Assert.Equal(Fate.Ignored, play.Send(NotMade(play)).Last!.Fate);

        var late = Accepted();
        var lost = Made(late);
        Assert.Equal("output", late.Send(Sample.TooLate(late.State!)).Said<RefineAsset>().Source.Sha256);
        Assert.Equal(Fate.Recorded, late.Send(lost).Last!.Fate);
        Assert.Equal((300L, null), (late.Attempt.Enlarging!.Cost!.Micros, late.Attempt.Enlarging.Output));
        Assert.Equal("output", late.Send(Sample.TooLate(late.State!)).Said<RefineAsset>().Source.Sha256); // a reminder says the same
    }

    [Theory]
    [InlineData(64, null)]
    [InlineData(null, 1_000L)]
    public void a_picture_that_it_does_not_take_goes_straight_to_the_refiner(int? edge, long? pixels)
    {
        var play = Accepted(Sample.Enlarged(Sample.Policy, rule: new UpscaleRule { Scale = 4, MaxInputEdge = edge, MaxInputPixels = pixels }));
        Assert.Equal("output", play.Said<RefineAsset>().Source.Sha256);
    }

    [Fact]
    public void one_that_makes_any_size_is_asked_for_the_target()
    {
        var asked = Accepted(Sample.Enlarged(Sample.Policy, rule: new UpscaleRule { Scale = 4, AnySize = true })).Said<GenerateAttempt>();
        var format = Sample.Requested().Spec.Stages[0].Format;
        Assert.Equal((format.Width, format.Height), (asked.Parameters.Width, asked.Parameters.Height));
    }

    [Fact]
    public void held_meanwhile_it_goes_on_when_it_is_released()
    {
        var play = Accepted();
        var made = Made(play);
        play.Send(Sample.Hold()).Send(made);
        Assert.DoesNotContain(play.Last!.Messages, outgoing => outgoing.Message is ICommand);
        Assert.Equal("enlarged", play.Send(Sample.Release()).Said<RefineAsset>().Source.Sha256);

        var waiting = Accepted();
        waiting.Send(Sample.Hold()).Send(Sample.Release());
        Assert.DoesNotContain(waiting.Last!.Messages, outgoing => outgoing.Message is ICommand);
        Assert.NotNull(waiting.State!.Deadline);
    }

    [Fact]
    public void cancelled_meanwhile_it_is_called_off_and_its_charge_is_kept()
    {
        var play = Accepted();
        var made = Made(play);
        Assert.Equal(play.Attempt.Enlarging!.AttemptId, play.Send(Sample.Cancel()).Said<CancelAttempt>().Attempt.AttemptId);
        Assert.Equal(Fate.Recorded, play.Send(made).Last!.Fate);
        Assert.Equal(300, play.Attempt.Enlarging!.Cost!.Micros);
    }
}
