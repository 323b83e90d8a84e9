using Atelier.Platform.Media;

namespace Atelier.Platform.Tests.Media;

public sealed class When_an_mp4_index_is_read(MediaBench bench) : IClassFixture<MediaBench>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task it_agrees_with_ffprobe(bool indexFirst)
    {
        var path = await bench.Make($"index-{indexFirst}.mp4", "testsrc2=s=320x180:r=16:d=2", "-pix_fmt", "yuv420p", "-movflags", indexFirst ? "+faststart" : "+write_colr");
        await using var file = File.OpenRead(path);
        var header = Mp4Header.TryRead(file)!;
        var probe = await bench.Ffprobe.Probe(path, MediaTypes.Mp4, Ct);

        Assert.Equal((probe.Width, probe.Height, probe.Duration, probe.Frames, probe.FrameRate), (header.Width, header.Height, header.Duration, header.Frames, header.FrameRate));
        Assert.Equal(("avc1", indexFirst), (header.Codec, header.IndexFirst));
    }

    [Fact]
    public async Task a_fragmented_file_does_not_say_how_long_it_is()
    {
        var path = await bench.Make("fragmented.mp4", "testsrc2=s=320x180:r=16:d=2", "-pix_fmt", "yuv420p", "-movflags", "+frag_keyframe+empty_moov");
        await using var file = File.OpenRead(path);

        Assert.Equal((320, null, null), Mp4Header.TryRead(file) is { } h ? (h.Width, h.Frames, h.Duration) : default);
    }

    [Fact]
    public async Task an_index_cut_anywhere_or_damaged_anywhere_does_no_harm()
    {
        var whole = await File.ReadAllBytesAsync(await bench.Clip("damaged.mp4"), Ct);
        var random = new Random(1);
        for (var i = 0; i < 2000; i++)
        {
            var bytes = whole[..random.Next(2000)];
            for (var k = 0; k < 4 && bytes.Length > 0; k++) bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            Mp4Header.TryRead(new MemoryStream(bytes));
        }

        Assert.Null(Mp4Header.TryRead(new MemoryStream(whole[..200])));
    }
}
