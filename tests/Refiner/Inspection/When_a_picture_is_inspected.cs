using Atelier.Contracts;
using Atelier.Refiner.Tests.Support;

namespace Atelier.Refiner.Tests.Inspection;

public sealed class When_a_picture_is_inspected(MediaBench bench) : IClassFixture<MediaBench>
{
    private static readonly Expectation Asked = new() { Medium = Medium.Image, Width = 640, Height = 360 };

    [Theory]
    [InlineData("good.png")]
    [InlineData("good.jpg")]
    [InlineData("good.webp")]
    public async Task a_good_one_is_accepted(string name)
    {
        var verdict = await Judge(await bench.Picture(name));

        Assert.True(verdict.Accepted, string.Join("; ", verdict.Reasons.Select(r => r.Detail)));
        Assert.Equal(1, verdict.Measurements["decoded"]);
    }

    [Fact]
    public async Task a_blank_one_is_blank() =>
        Assert.Equal([Defect.Blank], await Defects(await bench.Make("blank.png", "color=c=0x7090b0:s=640x360,noise=alls=2", "-frames:v", "1")));

    [Fact]
    public async Task a_blurred_one_is_blurred() => Assert.Equal([Defect.Blurred], await Defects(await bench.Picture("blurred.png", ",gblur=sigma=6")));

    [Fact]
    public async Task a_sharp_subject_before_a_blurred_background_is_sharp() =>
        Assert.Empty(await Defects(await bench.Picture("bokeh.png", ",split[a][b];[a]gblur=sigma=8[c];[b]crop=260:260[d];[c][d]overlay=190:50")));

    [Fact]
    public async Task a_blocky_one_is_blocky() =>
        Assert.Equal([Defect.Blocky], await Defects(await bench.Picture("blocky.png", ",gblur=sigma=1,format=yuv420p,scale=80:45:flags=area,scale=640:360:flags=neighbor")));

    [Fact]
    public async Task another_shape_is_told() => Assert.Equal([Defect.WrongAspect], await Defects(await bench.Picture("square.png", width: 480, height: 480)));

    [Fact]
    public async Task one_far_too_small_is_told() => Assert.Equal([Defect.TooSmall], await Defects(await bench.Picture("small.png", width: 256, height: 144)));

    [Fact]
    public async Task a_clip_is_another_medium() => Assert.Contains(Defect.WrongMedium, await Defects(await bench.Clip("clip.mp4", width: 640, height: 360)));

    [Theory]
    [InlineData("#1f77b4", "#103a5a", true)]
    [InlineData("#d62728", "#ff9896", false)]
    public async Task colours_are_judged_against_the_palette(string one, string other, bool accepted)
    {
        var path = await bench.Make("blue.png", "mandelbrot=s=640x360,format=gray,format=rgb24,lutrgb=r=16+val*15/255:g=58+val*61/255:b=90+val*90/255", "-frames:v", "1");

        Assert.Equal(accepted ? [] : [Defect.ColourDrift], await Defects(path, Asked with { Palette = [one, other] }));
    }

    [Theory]
    [InlineData("cut.png", 0.95)]
    [InlineData("cut.jpg", 0.9)]
    [InlineData("cut.webp", 0.7)]
    [InlineData("cut.png", 0.0005)]
    public async Task a_truncated_one_is_unreadable(string name, double share)
    {
        var bytes = await File.ReadAllBytesAsync(await bench.Picture(name), TestContext.Current.CancellationToken);
        var path = Path.Combine(bench.Folder, $"short-{name}");
        await File.WriteAllBytesAsync(path, bytes[..(int)(bytes.Length * share)], TestContext.Current.CancellationToken);

        Assert.Contains(Defect.Unreadable, await Defects(path));
    }

    [Fact]
    public async Task a_corrupt_one_is_unreadable()
    {
        var path = await bench.Picture("corrupt.png");
        var bytes = await File.ReadAllBytesAsync(path, TestContext.Current.CancellationToken);
        for (var i = bytes.Length / 2; i < (bytes.Length / 2) + 40; i++) bytes[i] ^= 0x5A;
        await File.WriteAllBytesAsync(path, bytes, TestContext.Current.CancellationToken);

        Assert.Contains(Defect.Unreadable, await Defects(path));
    }

    [Fact]
    public async Task a_decompression_bomb_is_unreadable_without_being_unpacked()
    {
        var path = await bench.Picture("bomb.png");
        var bytes = await File.ReadAllBytesAsync(path, TestContext.Current.CancellationToken);
        byte[] huge = [0, 0, 0x9C, 0x40, 0, 0, 0x9C, 0x40]; // 40,000 x 40,000
        huge.CopyTo(bytes, 16);
        await File.WriteAllBytesAsync(path, bytes, TestContext.Current.CancellationToken);

        Assert.Contains(Defect.Unreadable, await Defects(path, Asked with { Width = 40_000, Height = 40_000 }));
    }

    [Fact]
    public async Task text_is_unreadable()
    {
        var path = Path.Combine(bench.Folder, "text.png");
        await File.WriteAllTextAsync(path, "<html>502 Bad Gateway</html>", TestContext.Current.CancellationToken);

        Assert.Equal([Defect.Unreadable], await Defects(path));
    }

    private async Task<Verdict> Judge(string path, Expectation? expected = null) => (await bench.Gate.Judge(path, expected ?? Asked, TestContext.Current.CancellationToken)).Verdict;

    private async Task<Defect[]> Defects(string path, Expectation? expected = null) => [.. (await Judge(path, expected)).Reasons.Select(r => r.Defect)];
}
