using Atelier.Contracts;
using Atelier.Refiner.Tests.Support;

namespace Atelier.Refiner.Tests.Inspection;

public sealed class When_a_clip_is_inspected(MediaBench bench) : IClassFixture<MediaBench>
{
    private static readonly Expectation Asked = new() { Medium = Medium.Video, Width = 320, Height = 180, Duration = TimeSpan.FromSeconds(2) };

    [Fact]
    public async Task a_good_one_is_accepted() => Assert.Empty(await Defects(await bench.Clip("good.mp4")));

    [Fact]
    public async Task a_good_one_whose_index_is_in_pieces_is_accepted() =>
        Assert.Empty(await Defects(await bench.Make("pieces.mp4", "testsrc2=s=320x180:r=16:d=2", "-pix_fmt", "yuv420p", "-movflags", "+frag_keyframe+empty_moov")));

    [Fact]
    public async Task slow_motion_is_not_a_freeze() =>
        Assert.Empty(await Defects(await bench.Make("slow.mp4",
            "testsrc=s=1280x720:r=1:d=1,loop=31:1:0,setpts=N/16/TB,fps=16,zoompan=z=1+0.001*on:d=1:s=320x180:fps=16", "-pix_fmt", "yuv420p", "-t", "2")));

    [Fact]
    public async Task black_frames_are_told() =>
        Assert.Equal([Defect.BlackFrames], await Defects(await bench.Clip("black.mp4", ",drawbox=c=0x050505:t=fill:enable='between(t,0.5,1.2)'")));

    [Fact]
    public async Task frozen_frames_are_told() =>
        Assert.Equal([Defect.FrozenFrames], await Defects(await bench.Clip("frozen.mp4", ",loop=18:1:8,setpts=N/16/TB,trim=end_frame=32")));

    [Fact]
    public async Task another_running_time_is_told() => Assert.Equal([Defect.WrongDuration], await Defects(await bench.Clip("long.mp4", seconds: 3)));

    [Fact]
    public async Task a_blurred_one_is_told() => Assert.Contains(Defect.Blurred, await Defects(await bench.Clip("blurred.mp4", ",gblur=sigma=5")));

    [Fact]
    public async Task a_picture_is_another_medium() => Assert.Contains(Defect.WrongMedium, await Defects(await bench.Picture("still.png", width: 320, height: 180)));

    [Theory]
    [InlineData(true, 0.5)]
    [InlineData(true, 0.97)]
    [InlineData(false, 0.97)]
    public async Task a_truncated_one_is_unreadable_wherever_its_index_is(bool indexFirst, double share)
    {
        var path = await bench.Make($"cut-{indexFirst}.mp4", "testsrc2=s=320x180:r=16:d=2", "-pix_fmt", "yuv420p", "-movflags", indexFirst ? "+faststart" : "+write_colr");
        var bytes = await File.ReadAllBytesAsync(path, TestContext.Current.CancellationToken);
        await File.WriteAllBytesAsync(path, bytes[..(int)(bytes.Length * share)], TestContext.Current.CancellationToken);

        Assert.Contains(Defect.Unreadable, await Defects(path));
    }

    private async Task<Defect[]> Defects(string path) =>
        [.. (await bench.Gate.Judge(path, Asked, TestContext.Current.CancellationToken)).Verdict.Reasons.Select(r => r.Defect)];
}
