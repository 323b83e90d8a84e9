using Atelier.Contracts;
using Atelier.Refiner.Inspection;
using Atelier.Refiner.Inspection.Probes;

namespace Atelier.Refiner.Tests.Inspection;

public sealed class When_a_verdict_is_given
{
    private static readonly QualityPolicy Policy = new()
    {
        Image = new MediumPolicy
        {
            Aspect = new() { MaxFactor = 1.1 }, Size = new() { MinScale = 0.7 }, Blank = new() { MinSpread = 14 }, Blur = new() { MinSharpness = 0.4 },
            Block = new() { MaxGrid = 2 }, Colour = new() { MaxDrift = 0.1 },
        },
        Video = new MediumPolicy
        {
            Duration = new() { MaxOffShare = 0.15, MaxOff = TimeSpan.FromSeconds(0.25) }, Black = new() { MaxShare = 0.1, MaxRun = TimeSpan.FromSeconds(0.3) },
            Frozen = new() { MaxRun = TimeSpan.FromSeconds(0.5), MaxShare = 0.2 },
        },
    };

    private static readonly Expectation Picture = new() { Medium = Medium.Image, Width = 800, Height = 400, Palette = ["#ff0000"] };
    private static readonly Expectation Clip = new() { Medium = Medium.Video, Width = 800, Height = 400, Duration = TimeSpan.FromSeconds(4) };

    [Theory]
    [InlineData(AspectProbe.Ratio, 2.0, null)]
    [InlineData(AspectProbe.Ratio, 2.19, null)]
    [InlineData(AspectProbe.Ratio, 2.21, Defect.WrongAspect)]
    [InlineData(AspectProbe.Ratio, 1.83, null)]
    [InlineData(AspectProbe.Ratio, 1.8, Defect.WrongAspect)]
    [InlineData(BlankProbe.Spread, 14, null)]
    [InlineData(BlankProbe.Spread, 13.9, Defect.Blank)]
    [InlineData(BlurProbe.Sharpness, 0.4, null)]
    [InlineData(BlurProbe.Sharpness, 0.39, Defect.Blurred)]
    [InlineData(BlockProbe.Grid, 2, null)]
    [InlineData(BlockProbe.Grid, 2.1, Defect.Blocky)]
    [InlineData(ColourProbe.Drift, 0.1, null)]
    [InlineData(ColourProbe.Drift, 0.11, Defect.ColourDrift)]
    public void a_picture_is_judged_by_one_limit(string measurement, double value, Defect? expected) =>
        Assert.Equal(expected, Judge(Picture, (measurement, value)).Reasons.SingleOrDefault()?.Defect);

    [Theory]
    [InlineData(560, 280, null)]
    [InlineData(559, 280, Defect.TooSmall)]
    [InlineData(1600, 800, null)]
    public void a_picture_is_judged_by_its_size(int width, int height, Defect? expected) =>
        Assert.Equal(expected, Judge(Picture, (SizeProbe.Width, width), (SizeProbe.Height, height)).Reasons.SingleOrDefault()?.Defect);

    [Theory]
    [InlineData(4.2, null)]   // off by little, in time
    [InlineData(4.59, null)]  // and by little, as a share
    [InlineData(4.61, Defect.WrongDuration)]
    [InlineData(3.41, null)]
    [InlineData(3.39, Defect.WrongDuration)]
    public void a_clip_is_judged_by_its_running_time(double seconds, Defect? expected) =>
        Assert.Equal(expected, Judge(Clip, (DurationProbe.Seconds, seconds)).Reasons.SingleOrDefault()?.Defect);

    [Fact]
    public void a_short_clip_may_be_a_few_frames_off() =>
        Assert.Empty(Judge(Clip with { Duration = TimeSpan.FromSeconds(1) }, (DurationProbe.Seconds, 1.25)).Reasons);

    [Theory]
    [InlineData(0.1, 0.3, null)]
    [InlineData(0.11, 0.1, Defect.BlackFrames)] // flashes of black, all over it
    [InlineData(0.05, 0.4, Defect.BlackFrames)] // a stretch in a long clip
    public void a_clip_is_judged_by_how_much_and_how_long_it_is_black(double share, double run, Defect? expected) =>
        Assert.Equal(expected, Judge(Clip, (BlackProbe.Share, share), (BlackProbe.Run, run)).Reasons.SingleOrDefault()?.Defect);

    [Theory]
    [InlineData(0.5, 0.9, null)]
    [InlineData(0.9, 0.2, null)]
    [InlineData(0.6, 0.21, Defect.FrozenFrames)]
    public void a_clip_is_judged_by_how_long_it_stands_still(double run, double share, Defect? expected) =>
        Assert.Equal(expected, Judge(Clip, (FrozenProbe.Run, run), (FrozenProbe.Share, share)).Reasons.SingleOrDefault()?.Defect);

    [Fact]
    public void every_reason_is_told_with_value_and_limit()
    {
        var verdict = Judge(Picture, (AspectProbe.Ratio, 1), (BlankProbe.Spread, 3), (BlurProbe.Sharpness, 0.12));

        Assert.False(verdict.Accepted);
        Assert.Equal([Defect.WrongAspect, Defect.Blank, Defect.Blurred], verdict.Reasons.Select(r => r.Defect));
        Assert.Contains("0.12", verdict.Reasons[2].Detail);
        Assert.Contains("0.4", verdict.Reasons[2].Detail);
    }

    [Fact]
    public void nothing_wrong_is_accepted_and_says_by_what_policy()
    {
        var verdict = Judge(Picture, (AspectProbe.Ratio, 2), (BlankProbe.Spread, 200));

        Assert.True(verdict.Accepted);
        Assert.Equal(("gate", "hash", 200.0), (verdict.Judge, verdict.PolicyHash, verdict.Measurements[BlankProbe.Spread]));
    }

    [Fact]
    public void what_cannot_be_decoded_is_unreadable_whatever_the_policy() =>
        Assert.Equal(Defect.Unreadable, Judge(Findings([], "chunk too big"), Picture).Reasons.Single().Defect);

    [Fact]
    public void another_medium_is_told_as_such() =>
        Assert.Equal(Defect.WrongMedium, Judge(Findings([], null, Medium.Video), Picture).Reasons.Single().Defect);

    [Fact]
    public void a_limit_that_is_left_out_does_not_judge() =>
        Assert.Empty(Judge(Clip, (BlankProbe.Spread, 0), (AspectProbe.Ratio, 9)).Reasons);

    private static Verdict Judge(Expectation expected, params (string, double)[] values) => Judge(Findings(values, null, expected.Medium), expected);

    private static Verdict Judge(Findings findings, Expectation expected) => Gate.Judge(findings, expected, Policy, "hash");

    private static Findings Findings((string Name, double Value)[] values, string? complaint, Medium medium = Medium.Image) =>
        new() { Values = values.ToDictionary(v => v.Name, v => v.Value), Complaint = complaint, Medium = medium };
}
