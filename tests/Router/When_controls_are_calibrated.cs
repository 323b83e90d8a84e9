using Atelier.Contracts;
using Atelier.Contracts.Catalog;
using FsCheck;
using FsCheck.Fluent;

namespace Atelier.Router.Tests;

/// <summary>From what means the same everywhere to a model's own values.</summary>
public sealed class When_controls_are_calibrated
{
    private static readonly ModelCard Film = new()
    {
        Medium = Medium.Video, Seed = SeedSupport.Accepted, Sizes = new SizeRule(), Durations = new DurationRule(), Motion = true, References = 2,
        Guidance = Range(1, 12, (0.5, 5)), MotionStrength = Range(0, 255), CameraMoves = ["dolly-in", "pan-left", "pan-right"],
    };

    [Theory]
    [InlineData(0, 1)]
    [InlineData(0.25, 3)]
    [InlineData(0.5, 5)]
    [InlineData(0.75, 8.5)]
    [InlineData(1, 12)]
    [InlineData(-3, 1)]
    [InlineData(7, 12)]
    public void a_strength_lies_on_the_line_between_its_points(double strength, double value) => Assert.Equal(value, Calibration.Of(Film.Guidance!, strength), 9);

    [Fact]
    public void more_strength_is_never_less_and_always_within_the_range() => Prop.ForAll<int>(seed =>
    {
        var random = new System.Random(seed);
        var (min, max) = (random.NextDouble() * 10, 10 + (random.NextDouble() * 90));
        var at = Enumerable.Range(0, random.Next(6)).Select(_ => random.NextDouble()).Where(one => one > 0).Distinct().Order().ToList();
        var values = at.Select(_ => min + (random.NextDouble() * (max - min))).Order().ToList();
        var range = Range(min, max, [.. at.Zip(values)]);
        Assert.Null(Calibration.Fault(range));
        var mapped = Enumerable.Range(0, 101).Select(i => Calibration.Of(range, i / 100.0)).ToList();
        Assert.Equal((min, max), (mapped[0], mapped[^1]));
        Assert.All(mapped, value => Assert.InRange(value, min, max));
        Assert.Equal(mapped.Order(), mapped);
    }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData(5, 1, 0, 0, "max")]
    [InlineData(1, 5, 1, 3, "strength[0].at")]
    [InlineData(1, 5, 0, 3, "strength[0].at")]
    [InlineData(1, 5, 0.5, 6, "strength[0].is")]
    [InlineData(1, 5, 0.5, 0.5, "strength[0].is")]
    public void a_calibration_that_is_none_is_told(double min, double max, double at, double value, string field) =>
        Assert.Equal(field, Calibration.Fault(Range(min, max, (at, value)))?.Field);

    [Theory]
    [InlineData("dolly-in", "dolly-in")]
    [InlineData("slow push-in", "dolly-in")]
    [InlineData("Slow Push In", "dolly-in")]
    [InlineData("pan left, then tilt up", "pan-left, tilt-up")]
    [InlineData("tilt up and pan_left", "tilt-up, pan-left")]
    [InlineData("pull back", "dolly-out")]
    [InlineData("orbit", "orbit-right")]
    [InlineData("orbit left", "orbit-left")]
    [InlineData("push in, push in", "dolly-in")]
    [InlineData("a swirl", "")]
    [InlineData("panleft", "")]
    public void camera_words_are_moves_by_the_names_of_the_field(string words, string moves) => Assert.Equal(moves, string.Join(", ", CameraMoves.Of(words)));

    [Fact]
    public void every_move_is_understood_by_its_own_name() => Assert.All(CameraMoves.All, move => Assert.Equal([move], CameraMoves.Of(move)));

    [Fact]
    public void what_was_mapped_and_what_was_dropped_is_told()
    {
        var fitted = ControlFit.Of(Film, Clip(new Motion { Strength = 0.4, Camera = "slow push-in, then tilt up" }) with { GuidanceStrength = 0.25, References = [Reference(0.5)] });
        Assert.Equal((3, 102, "dolly-in"), (fitted.Guidance, fitted.Motion!.Strength, fitted.Motion.Camera));
        Assert.Equal(
        [
            "guidance: strength 0.25 is 3 of the model's 1 to 12", "motion.strength: 0.4 is 102 of the model's 0 to 255", "motion.camera: \"slow push-in, then tilt up\" is dolly-in",
        ], fitted.Mapped);
        Assert.Equal(["motion.camera: the model takes no tilt-up", "references.weight: the model takes none, each counts in full"], fitted.Dropped);
    }

    [Fact]
    public void what_is_the_models_own_already_is_not_mapped()
    {
        var fitted = ControlFit.Of(Film with { MotionStrength = null, ReferenceWeights = true }, Clip(new Motion { Strength = 0.4, Camera = "pan-left" }) with { Guidance = 7, GuidanceStrength = 0.1, References = [Reference(0.5)] });
        Assert.Equal((7, 0.4, "pan-left"), (fitted.Guidance, fitted.Motion!.Strength, fitted.Motion.Camera));
        Assert.Empty(fitted.Mapped);
        Assert.Empty(fitted.Dropped);
    }

    [Fact]
    public void a_model_that_does_not_say_which_moves_it_takes_is_given_the_words() =>
        Assert.Equal("a swirl", ControlFit.Of(Film with { CameraMoves = null }, Clip(new Motion { Camera = "a swirl" })).Motion!.Camera);

    [Theory]
    [InlineData("pan left", null)]
    [InlineData("pan left, tilt up", "takes no tilt-up")]
    [InlineData("a swirl", "takes no camera move \"a swirl\"")]
    public void a_move_that_is_required_excludes_a_model_that_lacks_it(string camera, string? lack) =>
        Assert.Equal(lack, ControlFit.Lack(Film, Clip(new Motion { Camera = camera }), StageControl.Motion));

    [Fact]
    public void guidance_that_is_required_as_a_strength_needs_a_model_that_takes_guidance()
    {
        var stage = Clip(null) with { GuidanceStrength = 0.5 };
        Assert.Null(ControlFit.Lack(Film, stage, StageControl.Guidance));
        Assert.Equal("takes no guidance", ControlFit.Lack(Film with { Guidance = null }, stage, StageControl.Guidance));
        Assert.Equal(["guidance: the model takes none"], ControlFit.Of(Film with { Guidance = null }, stage).Dropped);
    }

    private static NumberRange Range(double min, double max, params (double At, double Is)[] points) =>
        new() { Min = min, Max = max, Strength = points.Length == 0 ? null : [.. points.Select(point => new StrengthPoint { At = point.At, Is = point.Is })] };

    private static StageSpec Clip(Motion? motion) => new()
    {
        Name = "motion", Medium = Medium.Video, Category = "c", Prompt = new Prompt { Text = "a cup" }, Seed = new SeedPolicy { Mode = SeedMode.Random }, Motion = motion,
        Format = new OutputFormat { Name = "f", AspectRatio = "1:1", Width = 64, Height = 64 },
    };

    private static Reference Reference(double weight) => new() { Asset = new AssetRef { Sha256 = "", MediaType = "image/png", Bytes = 1 }, Role = "style", Weight = weight };
}
