using Atelier.Simulator.Fleets;

namespace Atelier.Simulator.Tests;

public sealed class When_a_picture_is_bad
{
    private static readonly Renderer Renderer = new(Fleet.Default);
    private static readonly string[] Prompts = ["a mountain lake", "a city at night", "three balls on a table", "portrait of a man"];
    private static readonly string[] Colours = ["#1d3557", "#e63946", "#f1faee"];

    public static TheoryData<int> Scenes => [0, 1, 2, 3];

    private static Task<Rendered> Render(int scene, Defect defect) => Renderer.RenderAsync(
        new RenderRequest { Model = "kiln/swift-xl", Prompt = Prompts[scene], Seed = scene + 11, Width = 384, Height = 256, Palette = Colours, Forced = defect }, TestContext.Current.CancellationToken);

    [Theory, MemberData(nameof(Scenes))]
    public async Task a_blank_one_is_nearly_flat_and_a_good_one_is_not(int scene)
    {
        Assert.True((await Pixels.Decode((await Render(scene, Defect.Blank)).Bytes)).Range <= 9);
        Assert.True((await Pixels.Decode((await Render(scene, Defect.None)).Bytes)).Range > 60);
    }

    [Theory, MemberData(nameof(Scenes))]
    public async Task a_blurred_one_has_lost_its_detail(int scene)
    {
        var good = await Pixels.Decode((await Render(scene, Defect.None)).Bytes);
        var bad = await Pixels.Decode((await Render(scene, Defect.Blurred)).Bytes);
        Assert.True(bad.Detail < good.Detail / 5, $"{bad.Detail} against {good.Detail}");
    }

    [Theory, MemberData(nameof(Scenes))]
    public async Task one_of_the_wrong_aspect_has_another_shape(int scene)
    {
        var bad = await Pixels.Decode((await Render(scene, Defect.WrongAspect)).Bytes);
        var off = (double)bad.Width / bad.Height / (384.0 / 256);
        Assert.True(Math.Max(off, 1 / off) > 1.22);
    }

    [Theory, MemberData(nameof(Scenes))]
    public async Task one_off_the_palette_is_far_from_it_and_a_good_one_near(int scene)
    {
        var good = await Pixels.Decode((await Render(scene, Defect.None)).Bytes);
        var bad = await Pixels.Decode((await Render(scene, Defect.OffPalette)).Bytes);
        Assert.True(good.DistanceTo(Colours) < 60);
        Assert.True(bad.DistanceTo(Colours) > 90);
    }
}

public sealed class When_a_clip_is_bad
{
    private static readonly Renderer Renderer = new(Fleet.Default);

    private static async Task<byte[]> Render(Defect defect) => (await Renderer.RenderAsync(new RenderRequest
    {
        Model = "kiln/drift-t2v", Prompt = "a city at dusk", Seed = 5, Width = 160, Height = 90, Duration = TimeSpan.FromSeconds(2), FramesPerSecond = 12, Forced = defect,
    }, TestContext.Current.CancellationToken)).Bytes;

    [Fact]
    public async Task a_good_one_neither_freezes_nor_goes_black() => Assert.DoesNotMatch("freeze_start|black_start", await ClipProbe.Detect(await Render(Defect.None)));

    [Fact]
    public async Task black_frames_are_black() => Assert.Contains("black_start", await ClipProbe.Detect(await Render(Defect.BlackFrames)));

    [Fact]
    public async Task frozen_frames_stand_still() => Assert.Contains("freeze_start", await ClipProbe.Detect(await Render(Defect.FrozenFrames)));

    [Fact]
    public async Task the_wrong_duration_is_off_by_a_quarter_at_least() => Assert.False(await ClipProbe.Duration(await Render(Defect.WrongDuration)) is > 1.5 and < 2.5);
}

public sealed class When_the_failure_table_is_drawn_from
{
    [Fact]
    public void outputs_fail_as_often_as_it_says()
    {
        var fleet = Fleet.Default;
        var table = fleet.Failures(fleet.Model("kiln/swift-lite"));
        var failed = Enumerable.Range(0, 20_000).Count(i =>
        {
            var draws = Draws.From("table " + i);
            return table.Draw("position", 1, offPalette: true, ref draws) != Defect.None;
        });
        Assert.Equal(0.762, failed / 20_000.0, 0.02);
    }

    [Fact]
    public void without_reference_colours_none_is_off_the_palette()
    {
        var table = Fleet.Default.Failures(Fleet.Default.Model("kiln/swift-lite"));
        Assert.DoesNotContain(Enumerable.Range(0, 2_000), i =>
        {
            var draws = Draws.From("table " + i);
            return table.Draw("position", 1, offPalette: false, ref draws) == Defect.OffPalette;
        });
    }

    [Theory]
    [InlineData("a watch", "single_object")]
    [InlineData("a watch and a shoe", "two_object")]
    [InlineData("three watches", "counting")]
    [InlineData("a red watch", "colors")]
    [InlineData("a red watch, blue background", "color_attr")]
    [InlineData("two red shoes on top of a blue box", "position")]
    public void the_prompts_words_tell_its_class(string prompt, string expected) => Assert.Equal(expected, Fleet.Default.ClassOf(prompt));

    [Fact]
    public void every_model_of_every_vendor_can_fail_in_some_way()
    {
        Assert.Equal(12, Fleet.Default.Models.Count);
        Assert.All(Fleet.Default.Models, m => Assert.All(Fleet.Default.Failures(m).ByClass.Values, rates => Assert.InRange(rates.Values.Sum(), 0.001, 1)));
    }

    [Fact]
    public void a_broken_fleet_document_is_refused_with_its_place()
    {
        var path = Path.GetTempFileName();
        File.WriteAllText(path, "models:\n  - { name: x, makes: sculpture }\n");
        var refused = Assert.Throws<InvalidDataException>(() => Fleet.Read(path));
        File.Delete(path);
        Assert.Contains("(2,", refused.Message);
    }
}
