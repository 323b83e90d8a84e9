using Atelier.Platform.Media;

namespace Atelier.Platform.Tests.Media;

public sealed class When_media_is_told_by_its_signature(MediaBench bench) : IClassFixture<MediaBench>
{
    [Theory]
    [InlineData("a.png", MediaTypes.Png)]
    [InlineData("a.jpg", MediaTypes.Jpeg)]
    [InlineData("a.webp", MediaTypes.WebP)]
    public async Task a_picture_gives_its_type_and_size(string name, string mediaType)
    {
        await using var file = File.OpenRead(await bench.Picture(name, 322, 178));

        Assert.Equal(new MediaFacts { MediaType = mediaType, Width = 322, Height = 178 }, await MediaSniffer.TryRead(file, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task a_lossless_webp_gives_its_size()
    {
        var path = await bench.Make("lossless.webp", "testsrc2=s=322x178", "-frames:v", "1", "-lossless", "1");

        Assert.Equal(322, MediaSniffer.TryRead(await File.ReadAllBytesAsync(path, TestContext.Current.CancellationToken))!.Width);
    }

    [Fact]
    public async Task a_clip_gives_its_type_alone()
    {
        var head = await File.ReadAllBytesAsync(await bench.Clip("a.mp4"), TestContext.Current.CancellationToken);

        Assert.Equal(new MediaFacts { MediaType = MediaTypes.Mp4 }, MediaSniffer.TryRead(head));
    }

    [Theory]
    [InlineData("")]
    [InlineData("<html>")]
    [InlineData("#EXTM3U\nfile:///etc/passwd")]
    [InlineData("GIF89a..............................")]
    [InlineData("....ftypavif....................")]
    public void anything_else_is_nothing(string text) => Assert.Null(MediaSniffer.TryRead(System.Text.Encoding.ASCII.GetBytes(text)));

    [Theory]
    [InlineData("a.png")]
    [InlineData("a.jpg")]
    [InlineData("a.webp")]
    public async Task a_head_of_any_length_does_no_harm(string name)
    {
        var bytes = await File.ReadAllBytesAsync(await bench.Picture(name, 64, 64), TestContext.Current.CancellationToken);

        for (var length = 0; length < Math.Min(bytes.Length, 1000); length++)
            Assert.True(MediaSniffer.TryRead(bytes.AsSpan(0, length)) is null or { Width: null or 64 });
    }
}
