using Atelier.Contracts;
using Atelier.Platform.Media;
using Atelier.Refiner.Refinement;
using Atelier.Refiner.Tests.Support;

namespace Atelier.Refiner.Tests.Refinement;

public sealed class When_an_output_is_refined(MediaBench bench) : IClassFixture<MediaBench>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("draft-image", 640, 360, MediaTypes.Jpeg)]
    [InlineData("web-image", 960, 540, MediaTypes.WebP)]
    [InlineData("master-image", 1280, 720, MediaTypes.Png)]
    [InlineData("master-image", 1281, 719, MediaTypes.Png)]
    [InlineData("web-image", 901, 531, MediaTypes.WebP)]
    public async Task a_picture_has_exactly_the_targets_size(string recipe, int width, int height, string mediaType)
    {
        var refined = await Refine(await bench.Picture("source.png"), recipe, Picture(width, height));

        Assert.Equal((mediaType, width, height), (refined.File.MediaType, refined.File.Width, refined.File.Height));
        var facts = MediaSniffer.TryRead(await Bytes(refined.File))!;
        Assert.Equal((mediaType, width, height), (facts.MediaType, facts.Width, facts.Height));
        Assert.True(refined.Cost.Micros > 0);
        Assert.Equal(64, refined.RecipeHash.Length);
    }

    [Fact]
    public async Task its_preview_is_a_small_jpeg_of_its_shape()
    {
        var refined = await Refine(await bench.Picture("source.png"), "web-image", Picture(960, 540));

        Assert.Equal((MediaTypes.Jpeg, 320, 180), (refined.Preview.MediaType, refined.Preview.Width, refined.Preview.Height));
        Assert.InRange(refined.Preview.Bytes, 500, 60_000);
    }

    [Fact]
    public async Task nothing_is_distorted()
    {
        // A white square on black, cropped a little on the way to another shape: still a square.
        var source = await bench.Make("square.png", "color=c=black:s=640x360,drawbox=x=270:y=130:w=100:h=100:c=white:t=fill", "-frames:v", "1");
        var refined = await Refine(source, "master-image", Picture(1200, 720));
        await using var local = await bench.Assets.Borrow(refined.File, Ct);
        var gray = (await bench.Ffmpeg.Run(local.Path, MediaTypes.Png, ["-f", "rawvideo", "-pix_fmt", "gray", "pipe:1"], maxOutputBytes: 1200 * 720, ct: Ct)).Output.ToArray();

        int across = Enumerable.Range(0, 1200).Count(x => gray[(360 * 1200) + x] > 128), down = Enumerable.Range(0, 720).Count(y => gray[(y * 1200) + 600] > 128);
        Assert.InRange(across, 198, 202);
        Assert.InRange(down, 198, 202);
    }

    [Fact]
    public async Task a_clip_is_h264_with_its_index_first_and_its_running_time_kept()
    {
        var refined = await Refine(await bench.Clip("source.mp4"), "social-clip", Clip(480, 270));
        await using var local = await bench.Assets.Borrow(refined.File, Ct);
        await using var file = File.OpenRead(local.Path);
        var probe = await bench.Ffprobe.Probe(local.Path, MediaTypes.Mp4, Ct);

        Assert.Equal(("h264", 480, 270, "yuv420p"), (probe.Codec, probe.Width, probe.Height, probe.PixelFormat));
        Assert.InRange(refined.File.Duration!.Value.TotalSeconds, 2 - (1 / 16.0), 2 + (1 / 16.0));
        Assert.True(Mp4Header.TryRead(file)!.IndexFirst);
        Assert.Equal((MediaTypes.Jpeg, 320, 180), (refined.Preview.MediaType, refined.Preview.Width, refined.Preview.Height));
    }

    [Fact]
    public async Task a_clip_that_runs_over_is_cut() =>
        Assert.InRange((await Refine(await bench.Clip("over.mp4", seconds: 3), "draft-clip", Clip(320, 180))).File.Duration!.Value.TotalSeconds, 1.93, 2.07);

    [Theory]
    [InlineData("draft-image")]
    [InlineData("web-image")]
    [InlineData("master-image")]
    [InlineData("draft-clip")]
    [InlineData("social-clip")]
    public async Task colours_stay_what_they_were_in_file_and_preview(string recipe)
    {
        var isClip = recipe.EndsWith("clip", StringComparison.Ordinal);
        var source = isClip
            ? await bench.Make("red.mp4", "color=c=0xc83250:s=320x180:r=16:d=2", "-pix_fmt", "yuv420p")
            : await bench.Make("red.png", "color=c=0xc83250:s=320x180", "-frames:v", "1");
        var refined = await Refine(source, recipe, isClip ? Clip(480, 270) : Picture(480, 270));

        foreach (var asset in new[] { refined.File, refined.Preview })
        {
            await using var local = await bench.Assets.Borrow(asset, Ct);
            var pixel = await bench.Ffmpeg.Run(local.Path, asset.MediaType, ["-frames:v", "1", "-vf", "format=rgb24,crop=1:1", "-f", "rawvideo", "pipe:1"], ct: Ct);
            var (expected, rgb) = (new byte[] { 0xc8, 0x32, 0x50 }, pixel.Output.ToArray());
            for (var i = 0; i < 3; i++) Assert.InRange(rgb[i], expected[i] - 6, expected[i] + 6);
        }
    }

    [Fact]
    public async Task metadata_is_stripped()
    {
        var picture = await bench.Make("tagged.png", "testsrc2=s=320x180", "-frames:v", "1", "-metadata", "comment=made by nobody");
        var clip = await bench.Make("tagged.mp4", "testsrc2=s=320x180:r=16:d=1", "-pix_fmt", "yuv420p", "-metadata", "title=made by nobody", "-metadata", "comment=seed 7");
        var expected = Clip(320, 180) with { Duration = TimeSpan.FromSeconds(1) };

        Assert.DoesNotContain("nobody", System.Text.Encoding.Latin1.GetString(await Bytes((await Refine(picture, "master-image", Picture(640, 360))).File)));
        var mp4 = System.Text.Encoding.Latin1.GetString(await Bytes((await Refine(clip, "draft-clip", expected)).File));
        Assert.All(["nobody", "seed 7", "x264", "Lavf", "Lavc"], word => Assert.DoesNotContain(word, mp4));
    }

    [Fact]
    public async Task the_same_source_and_recipe_give_the_same_bytes()
    {
        var source = await bench.Clip("twice.mp4", seconds: 1);
        var target = Clip(480, 270) with { Duration = TimeSpan.FromSeconds(1) };

        Assert.Equal((await Refine(source, "social-clip", target)).File.Sha256, (await Refine(source, "social-clip", target)).File.Sha256);
    }

    [Fact]
    public async Task no_scratch_is_left()
    {
        await Refine(await bench.Picture("tidy.png"), "draft-image", Picture(640, 360));

        Assert.DoesNotContain(Directory.EnumerateDirectories(bench.Folder), d => Path.GetFileName(d).StartsWith("atelier-refine-", StringComparison.Ordinal));
    }

    private static Expectation Picture(int width, int height) => new() { Medium = Medium.Image, Width = width, Height = height };

    private static Expectation Clip(int width, int height) => new() { Medium = Medium.Video, Width = width, Height = height, Duration = TimeSpan.FromSeconds(2) };

    private async Task<RefinementOutcome.Refined> Refine(string source, string recipe, Expectation target)
    {
        var outcome = await bench.Refinery().Refine(await bench.Keep(source), recipe, target, Ct);
        return outcome as RefinementOutcome.Refined ?? throw new Xunit.Sdk.XunitException(((RefinementOutcome.Failed)outcome).Detail);
    }

    private async Task<byte[]> Bytes(AssetRef asset)
    {
        await using var local = await bench.Assets.Borrow(asset, Ct);
        return await File.ReadAllBytesAsync(local.Path, Ct);
    }
}
