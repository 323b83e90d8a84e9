using Atelier.Contracts;
using Atelier.Platform.Assets;
using Atelier.Platform.Media;
using Atelier.Refiner.Refinement;
using Atelier.Refiner.Tests.Support;

namespace Atelier.Refiner.Tests.Refinement;

public sealed class When_an_output_cannot_be_refined(MediaBench bench) : IClassFixture<MediaBench>
{
    private static readonly Expectation Picture = new() { Medium = Medium.Image, Width = 640, Height = 360 };
    private static readonly Expectation Clip = new() { Medium = Medium.Video, Width = 320, Height = 180, Duration = TimeSpan.FromSeconds(2) };

    [Fact]
    public async Task an_unknown_recipe_is_named() => Assert.Contains("'sepia'", await Failure(await bench.Picture("a.png"), "sepia", Picture));

    [Fact]
    public async Task a_recipe_of_the_other_medium_is_told() => Assert.Contains("draft-clip", await Failure(await bench.Picture("a.png"), "draft-clip", Picture));

    [Fact]
    public async Task a_source_of_the_other_medium_is_told() => Assert.Contains("video/mp4", await Failure(await bench.Clip("a.mp4"), "draft-image", Picture));

    [Fact]
    public async Task an_odd_edge_is_no_clip() => Assert.Contains("even", await Failure(await bench.Clip("a.mp4"), "draft-clip", Clip with { Width = 321 }));

    [Theory]
    [InlineData("cut.png", "draft-image")]
    [InlineData("cut.mp4", "draft-clip")]
    public async Task a_truncated_source_fails_with_what_trying_cost(string name, string recipe)
    {
        var path = recipe == "draft-clip"
            ? await bench.Make(name, "testsrc2=s=320x180:r=16:d=2", "-pix_fmt", "yuv420p", "-movflags", "+faststart")
            : await bench.Picture(name);
        var bytes = await File.ReadAllBytesAsync(path, TestContext.Current.CancellationToken);
        await File.WriteAllBytesAsync(path, bytes[..(bytes.Length * 8 / 10)], TestContext.Current.CancellationToken);

        var failed = Assert.IsType<RefinementOutcome.Failed>(await Refine(path, recipe, recipe == "draft-clip" ? Clip : Picture));
        Assert.True(failed.Cost.Micros > 0);
        Assert.DoesNotContain(bench.Folder, failed.Detail);
    }

    [Fact]
    public async Task a_missing_asset_is_worth_another_try()
    {
        var gone = new AssetRef { Sha256 = new string('0', 64), MediaType = MediaTypes.Png, Bytes = 1 };

        await Assert.ThrowsAsync<AssetNotFoundException>(() => bench.Refinery().Refine(gone, "draft-image", Picture, TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("png", 1280, 720, null, "the written file is h264, expected png")]
    [InlineData("h264", 1280, 718, null, "the written file is 1280x720, expected 1280x718")]
    [InlineData("h264", 1280, 720, 2.2, "within a frame")]
    [InlineData("h264", 1280, 720, 2.05, null)]
    public void what_was_written_is_compared_with_what_was_meant(string codec, int width, int height, double? seconds, string? wrong)
    {
        var probe = new MediaProbe { Codec = "h264", Width = 1280, Height = 720, PixelFormat = "yuv420p", Duration = TimeSpan.FromSeconds(2), FrameRate = 16, Elapsed = default };
        TimeSpan? duration = seconds is { } s ? TimeSpan.FromSeconds(s) : null;

        var found = FileCheck.Wrong(probe, new FileEncoder(MediaTypes.Mp4, codec, []), width, height, duration);

        if (wrong is null) Assert.Null(found);
        else Assert.Contains(wrong, found);
    }

    private async Task<RefinementOutcome> Refine(string path, string recipe, Expectation target) =>
        await bench.Refinery().Refine(await bench.Keep(path), recipe, target, TestContext.Current.CancellationToken);

    private async Task<string> Failure(string path, string recipe, Expectation target) =>
        Assert.IsType<RefinementOutcome.Failed>(await Refine(path, recipe, target)).Detail;
}
