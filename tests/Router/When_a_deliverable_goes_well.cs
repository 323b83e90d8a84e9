using Atelier.Contracts;
using Atelier.Router.Policy;
using Atelier.Router.Saga;
using Atelier.Router.Tests.Support;

namespace Atelier.Router.Tests;

public sealed class When_a_deliverable_goes_well
{
    [Fact]
    public void an_image_is_generated_inspected_refined_and_delivered()
    {
        var play = new Play().Request();
        Assert.Equal("generate-best", play.Last!.Messages[0].Queue);
        Assert.Equal(play.Attempt.Id, play.Complete().Said<InspectAttempt>().AttemptId);
        Assert.Equal("still", play.Accept().Said<RefineAsset>().Recipe);
        var delivered = play.Refine().Said<DeliverableDelivered>();
        Assert.Equal(("refined", 1), (delivered.Files.Single().Asset.Sha256, delivered.Attempts));
        Assert.Equal(1000 + 10 + 20, play.Said<DeliverableProgressed>().Status.CostMicros);
    }

    [Fact]
    public void a_model_is_asked_for_the_size_that_times_the_recipes_scale_makes_the_target()
    {
        var play = new Play().Request();
        Assert.Equal((544, 544), (play.Attempt.Parameters.Width, play.Attempt.Parameters.Height)); // 1080 / 2 in steps of 8
        Assert.Equal((1080, 1080), (play.Complete().Accept().Said<RefineAsset>().Target.Width, play.Said<RefineAsset>().Target.Height));
    }

    [Fact]
    public void the_accepted_still_is_the_first_frame_of_the_motion()
    {
        var play = new Play().Request(Sample.Requested(motion: true)).Complete().Accept().Refine();
        var command = play.Said<GenerateAttempt>();
        Assert.Equal((1, "v/film"), (command.Stage, command.Decision.Model));
        var reference = Assert.Single(command.Parameters.References);
        Assert.Equal(("firstFrame", "output"), (reference.Role, reference.Asset.Sha256));
        Assert.Equal(["still", "motion"], play.Complete().Accept().Refine().Said<DeliverableDelivered>().Files.Select(file => file.Stage));
    }

    [Fact]
    public void a_locked_seed_can_be_recomputed_by_anyone()
    {
        var request = Sample.Requested().With(stage => stage with { Seed = new SeedPolicy { Mode = SeedMode.Locked } });
        // printf 'atelier-seed/1|42|hero-1|0|1' | sha256sum | cut -c1-8
        Assert.Equal(Convert.ToUInt32("9f15183b", 16), new Play().Request(request).Attempt.Parameters.Seed);
    }

    [Fact]
    public void a_fixed_seed_is_used_as_it_is_once()
    {
        var request = Sample.Requested().With(stage => stage with { Seed = new SeedPolicy { Mode = SeedMode.Fixed, Value = 7 } });
        var play = new Play().Request(request);
        Assert.Equal(7, play.Attempt.Parameters.Seed);
        Assert.Equal(Seeds.Derive("7", "hero-1", 0, 2), play.Reject().Regenerate().Attempt.Parameters.Seed);
    }

    [Fact]
    public void a_model_without_seeds_is_given_none_and_controls_it_lacks_are_recorded_as_dropped()
    {
        var request = Sample.Requested(category: "hero").With(stage => stage with { Category = "lonely", Guidance = 5, NegativePrompt = "fog" });
        var parameters = new Play().Request(request).Attempt.Parameters;
        Assert.Null(parameters.Seed);
        Assert.Equal(5, parameters.Guidance);
        Assert.Equal(["negativePrompt: the model takes none"], parameters.Dropped);
    }

    [Fact]
    public void guidance_beyond_the_models_range_is_kept_inside_it_and_recorded()
    {
        var parameters = new Play().Request(Sample.Requested().With(stage => stage with { Guidance = 30 })).Attempt.Parameters;
        Assert.Equal(10, parameters.Guidance);
        Assert.Contains("30", Assert.Single(parameters.Dropped));
    }

    [Fact]
    public void its_file_says_what_its_platform_leaves_uncovered()
    {
        var request = Sample.Requested().With(stage => stage with { Format = stage.Format with { SafeArea = new SafeArea { Bottom = 20 } } });
        Assert.Equal(20, new Play().Request(request).Complete().Accept().Refine().Said<DeliverableDelivered>().Files[0].SafeArea!.Bottom);
    }

    [Fact]
    public void what_was_mapped_is_recorded_on_the_attempt_and_told()
    {
        var play = new Play().Request(Sample.Requested().With(stage => stage with { GuidanceStrength = 0.5 }));
        Assert.Equal(5.5, play.Said<GenerateAttempt>().Parameters.Guidance);
        Assert.Equal(["guidance: strength 0.5 is 5.5 of the model's 1 to 10"], Snapshot.Of(play.State!, play.Now).Stages[0].Attempts[0].Mapped);
    }
}
