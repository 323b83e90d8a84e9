using Atelier.Contracts;
using Atelier.Contracts.Catalog;

namespace Atelier.Router.Tests;

/// <summary>Control by control: what excludes a model, and what is dropped.</summary>
public sealed class When_a_model_is_held_against_a_stage
{
    private static readonly ModelCard Still = new() { Medium = Medium.Image, Seed = SeedSupport.Absent, Sizes = new SizeRule { MaxEdge = 1024 }, References = 2, ReferenceRoles = ["subject"] };

    private static readonly ModelCard Film = new()
    {
        Medium = Medium.Video, Seed = SeedSupport.Accepted, Sizes = new SizeRule { Only = ["1280x720", "720x720"] }, Durations = new DurationRule { Min = 2, Max = 8 },
        FirstFrame = InputRule.Optional, Motion = true, Guidance = new NumberRange { Min = 1, Max = 10 },
    };

    private static readonly ModelCard FromStill = Film with { FirstFrame = InputRule.Required, Durations = new DurationRule { Only = [5, 10] } };

    /// <summary>Model, what is asked, whether a still comes before, and what stands in the way.</summary>
    public static TheoryData<string, ModelCard, StageSpec, bool, string?> Cases() => new()
    {
        { "as it is", Still, Image(), false, null },
        { "another medium", Still, Clip(), false, "makes images" },
        { "another medium", Film, Image(), false, "makes clips" },
        { "no picture to start from", FromStill, Clip(), false, "needs a picture to start from" },
        { "an accepted still", FromStill, Clip(), true, null },
        { "a first frame of one's own", FromStill, Clip() with { References = [Reference("firstFrame")] }, false, null },
        { "a picture it cannot start from", Film with { FirstFrame = InputRule.Unsupported }, Clip(), true, "does not start from a picture" },
        { "a random seed", Still, Image(), false, null },
        { "a fixed seed", Still, Image() with { Seed = new SeedPolicy { Mode = SeedMode.Fixed, Value = 1 } }, false, "takes no seed" },
        { "a locked seed", Still, Image() with { Seed = new SeedPolicy { Mode = SeedMode.Locked } }, false, "takes no seed" },
        { "a locked seed that is taken", Film, Clip() with { Seed = new SeedPolicy { Mode = SeedMode.Locked } }, false, null },
        { "too large", Still, Image() with { Format = Format("1:1", 4096, 4096) }, false, "makes no 1:1 large enough" },
        { "a shape that is not listed", Film, Clip() with { Format = Format("9:16", 720, 1280) }, false, "makes no 9:16 large enough" },
        { "too long", Film, Clip() with { Duration = TimeSpan.FromSeconds(9) }, false, "makes clips of 2 to 8 s, not 9 s" },
        { "too short", Film, Clip() with { Duration = TimeSpan.FromSeconds(1) }, false, "makes clips of 2 to 8 s, not 1 s" },
        { "half a second", Film, Clip() with { Duration = TimeSpan.FromSeconds(2.5) }, false, "makes clips of whole seconds, not 2.5 s" },
        { "a listed time", FromStill, Clip() with { Duration = TimeSpan.FromSeconds(10) }, true, null },
        { "no listed time", FromStill, Clip() with { Duration = TimeSpan.FromSeconds(6) }, true, "makes clips of 5, 10 s, not 6 s" },
        { "references it takes", Still, Image() with { References = [Reference("subject"), Reference("subject")] }, false, null },
        { "too many references", Still, Image() with { References = [Reference("subject"), Reference("subject"), Reference("subject")] }, false, "takes 2 references, 3 are given" },
        { "references for something else", Still, Image() with { References = [Reference("style"), Reference("subject")] }, false, "takes references for subject, not for style" },
        { "no references at all", Film, Clip() with { References = [Reference("style")] }, false, "takes no references, 1 is given" },
        { "controls that may be dropped", Still, Image() with { NegativePrompt = "fog", Guidance = 5 }, false, null },
        { "a required negative prompt", Still, Image() with { NegativePrompt = "fog", Require = [StageControl.NegativePrompt] }, false, "takes no negative prompt" },
        { "required guidance", Still, Image() with { Guidance = 5, Require = [StageControl.Guidance] }, false, "takes no guidance" },
        { "required guidance out of range", Film, Clip() with { Guidance = 12, Require = [StageControl.Guidance] }, false, "takes guidance of 1 to 10, not 12" },
        { "required guidance within", Film, Clip() with { Guidance = 10, Require = [StageControl.Guidance] }, false, null },
        { "required motion", Film with { Motion = false }, Clip() with { Motion = new Motion { Strength = 1 }, Require = [StageControl.Motion] }, false, "takes no motion controls" },
        { "a requirement that asks for nothing", Still, Image() with { Require = [StageControl.Motion, StageControl.Guidance, StageControl.NegativePrompt] }, false, null },
        { "several things", Still, Image() with { Seed = new SeedPolicy { Mode = SeedMode.Locked }, References = [Reference("style")] }, false, "takes no seed and takes references for subject, not for style" },
    };

    [Theory, MemberData(nameof(Cases))]
    public void its_obstacle_is_told_in_words(string what, ModelCard card, StageSpec stage, bool afterStill, string? obstacle) =>
        Assert.Equal((what, obstacle), (what, Eligibility.Obstacle(card, stage, afterStill, scale: 1)));

    [Fact]
    public void what_is_dropped_is_told_and_what_is_kept_is_asked_for()
    {
        var fitted = ControlFit.Of(Film, Clip() with { NegativePrompt = "fog", Guidance = 0.5, Motion = new Motion { Camera = "pan left" } });
        Assert.Equal((null, 1.0, "pan left"), (fitted.NegativePrompt, fitted.Guidance, fitted.Motion?.Camera));
        Assert.Equal(["negativePrompt: the model takes none", "guidance: 0.5 is outside the model's 1 to 10, 1 is asked"], fitted.Dropped);
        Assert.Empty(ControlFit.Of(Still, Image()).Dropped);
    }

    private static StageSpec Image() => new()
    {
        Name = "still", Medium = Medium.Image, Category = "c", Prompt = new Prompt { Text = "a cup" }, Seed = new SeedPolicy { Mode = SeedMode.Random }, Format = Format("1:1", 1024, 1024),
    };

    private static StageSpec Clip() => Image() with { Name = "motion", Medium = Medium.Video, Duration = TimeSpan.FromSeconds(5), Format = Format("16:9", 1280, 720) };

    private static OutputFormat Format(string ratio, int width, int height) => new() { Name = "f", AspectRatio = ratio, Width = width, Height = height };

    private static Reference Reference(string role) => new() { Asset = new AssetRef { Sha256 = "", MediaType = "image/png", Bytes = 1 }, Role = role };
}
