using Atelier.Contracts;
using Atelier.Router.Saga;
using Atelier.Router.Tests.Support;

namespace Atelier.Router.Tests;

public sealed class When_an_output_is_reproduced
{
    private static Play Asked() => Play.In(DeliverablePhase.Delivered).Send(Sample.Reproduce());

    private static GenerationCompleted Made(Play play, string output) => Sample.Completed(play.State!, micros: 1_500) with
    {
        AttemptId = play.State!.Reproductions[0].AttemptId, Output = Sample.Asset(output),
    };

    [Fact]
    public void the_accepted_attempt_is_run_again_with_the_same_model_seed_and_controls()
    {
        var play = Asked();
        var (again, accepted) = (play.Said<GenerateAttempt>(), play.State!.Stages[0].Accepted!);
        Assert.Equal((accepted.Decision.Model, Reproduction.Criterion), (again.Decision.Model, again.Decision.Criterion));
        Assert.Equal(accepted.Parameters, again.Parameters);
        Assert.NotEqual(accepted.Id, again.AttemptId);
        Assert.Equal((DeliverablePhase.Delivered, 1), (play.State.Phase, play.State.AttemptCount));
    }

    [Fact]
    public void the_same_bytes_match_without_a_look()
    {
        var play = Asked();
        play.Send(Made(play, "output"));
        var told = play.Said<OutputReproduced>().Reproduction;
        Assert.Equal((ReproductionMatch.Bytes, 1_500L), (told.Match, told.Cost!.Micros));
        Assert.DoesNotContain(play.Last!.Messages, outgoing => outgoing.Message is CompareOutputs);
    }

    [Theory]
    [InlineData(0.02, ReproductionMatch.Perceptual)]
    [InlineData(0.05, ReproductionMatch.Perceptual)]
    [InlineData(0.06, ReproductionMatch.Different)]
    [InlineData(null, ReproductionMatch.NotMade)]
    public void other_bytes_are_looked_at(double? distance, ReproductionMatch match)
    {
        var play = Asked();
        var asked = play.Send(Made(play, "other")).Said<CompareOutputs>();
        Assert.Equal(("output", "other"), (asked.Original.Sha256, asked.Again.Sha256));
        var told = play.Send(Sample.Compared(asked.AttemptId, distance)).Said<OutputReproduced>().Reproduction;
        Assert.Equal((match, distance), (told.Match, told.Distance));
    }

    [Fact]
    public void its_cost_is_no_part_of_what_the_deliverable_cost()
    {
        var play = Asked();
        var before = Snapshot.Of(play.State!, play.Now).CostMicros;
        var status = Snapshot.Of(play.Send(Made(play, "output")).State!, play.Now);
        Assert.Equal((before, 1_500L), (status.CostMicros, status.Reproductions[0].Cost!.Micros));
    }

    [Fact]
    public void nothing_to_compare_is_said_with_the_reason()
    {
        var play = Asked();
        var failed = Sample.GenerationFailed(play.State!, FailureKind.VendorError) with { AttemptId = play.State!.Reproductions[0].AttemptId, Detail = "the model is gone" };
        var told = play.Send(failed).Said<OutputReproduced>().Reproduction;
        Assert.Equal((ReproductionMatch.NotMade, "the model is gone"), (told.Match, told.Detail));
    }

    [Fact]
    public void what_is_told_twice_is_told_on_once()
    {
        var play = Asked();
        Assert.Equal(Fate.Ignored, play.Send(Sample.Reproduce()).Last!.Fate);
        var made = Made(play, "output");
        Assert.Equal(Fate.Ignored, play.Send(made).Send(made).Last!.Fate);
        Assert.Single(play.State!.Reproductions);
    }

    [Fact]
    public void it_goes_on_while_the_deliverable_is_made_again()
    {
        var play = Asked();
        var (reproduction, made) = (play.State!.Reproductions[0], Made(play, "output"));
        play.Send(Sample.Better(play.State)).Send(made);
        Assert.Equal((DeliverablePhase.Generating, ReproductionMatch.Bytes), (play.State!.Phase, play.State.Reproductions[0].Match));
        Assert.NotEqual(reproduction.AttemptId, play.Attempt.Id);
    }

    [Fact]
    public void a_stage_that_was_not_accepted_cannot_be_reproduced()
    {
        Assert.Equal(Fate.Ignored, Play.In(DeliverablePhase.Failed).Send(Sample.Reproduce()).Last!.Fate);
        Assert.Equal(Fate.Ignored, Play.In(DeliverablePhase.Delivered).Send(Sample.Reproduce(stage: 1)).Last!.Fate);
    }
}
