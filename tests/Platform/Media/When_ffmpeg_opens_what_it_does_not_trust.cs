using System.Buffers.Binary;
using System.IO.Compression;
using Atelier.Platform.Media;

namespace Atelier.Platform.Tests.Media;

public sealed class When_ffmpeg_opens_what_it_does_not_trust(MediaBench bench) : IClassFixture<MediaBench>
{
    private static readonly string[] DecodeOnly = ["-f", "null", "-"];

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("a.png", MediaTypes.Png)]
    [InlineData("a.jpg", MediaTypes.Jpeg)]
    [InlineData("a.webp", MediaTypes.WebP)]
    [InlineData("a.mp4", MediaTypes.Mp4)]
    public async Task a_whole_file_is_decoded_and_a_truncated_one_is_not(string name, string mediaType)
    {
        var path = mediaType == MediaTypes.Mp4 ? await bench.Clip(name) : await bench.Picture(name, 640, 360);
        var bytes = await File.ReadAllBytesAsync(path, Ct);
        var cut = Path.Combine(bench.Folder, "cut-" + name);
        await File.WriteAllBytesAsync(cut, bytes[..(bytes.Length * 9 / 10)], Ct);

        Assert.True((await bench.Ffmpeg.Run(path, mediaType, DecodeOnly, ct: Ct)).Succeeded);
        Assert.False((await bench.Ffmpeg.Run(cut, mediaType, DecodeOnly, ct: Ct)).Succeeded);
    }

    [Fact]
    public async Task a_decompression_bomb_is_not_decoded()
    {
        var path = Path.Combine(bench.Folder, "bomb.png");
        await File.WriteAllBytesAsync(path, PngOf(60_000, 60_000), Ct);

        Assert.Equal(60_000, MediaSniffer.TryRead(await File.ReadAllBytesAsync(path, Ct))!.Width);
        Assert.False((await bench.Ffmpeg.Run(path, MediaTypes.Png, DecodeOnly, ct: Ct)).Succeeded);
        await Assert.ThrowsAsync<MediaUnreadableException>(() => bench.Ffprobe.Probe(path, MediaTypes.Png, Ct));
    }

    [Fact]
    public async Task a_playlist_is_not_obeyed_whatever_it_is_called()
    {
        var secret = await bench.Clip("secret.mp4");
        var path = Path.Combine(bench.Folder, "list.mp4");
        await File.WriteAllTextAsync(path, $"ffconcat version 1.0\nfile '{secret}'\n", Ct);

        Assert.False((await bench.Ffmpeg.Run(path, MediaTypes.Mp4, DecodeOnly, ct: Ct)).Succeeded);
        await Assert.ThrowsAsync<MediaUnreadableException>(() => bench.Ffprobe.Probe(path, MediaTypes.Mp4, Ct));
    }

    [Fact]
    public async Task a_full_disk_is_not_the_medias_fault()
    {
        var path = await bench.Picture("fine.png", 320, 180);

        var e = await Assert.ThrowsAsync<MediaToolStarvedException>(() => bench.Ffmpeg.Run(path, MediaTypes.Png, ["-f", "rawvideo", "file:/dev/full"], ct: Ct));
        Assert.Contains("No space left", e.Message);
    }

    [Fact]
    public async Task an_encoder_that_is_not_there_is_not_the_medias_fault()
    {
        var path = await bench.Picture("fine.png", 320, 180);

        await Assert.ThrowsAsync<MediaToolStarvedException>(() => bench.Ffmpeg.Run(path, MediaTypes.Png, ["-c:v", "libnothing", "-f", "null", "-"], ct: Ct));
    }

    [Fact]
    public async Task a_clip_tells_its_facts()
    {
        var probe = await bench.Ffprobe.Probe(await bench.Clip("facts.mp4"), MediaTypes.Mp4, Ct);

        Assert.Equal(("h264", 320, 180, "yuv420p", TimeSpan.FromSeconds(2), 32, 16.0),
            (probe.Codec, probe.Width, probe.Height, probe.PixelFormat, probe.Duration, probe.Frames, probe.FrameRate));
    }

    [Fact]
    public async Task a_failure_is_told_in_one_line_without_local_paths()
    {
        var path = Path.Combine(bench.Folder, "text.png");
        await File.WriteAllTextAsync(path, "not a picture", Ct);

        var result = await bench.Ffmpeg.Run(path, MediaTypes.Png, DecodeOnly, ct: Ct);

        Assert.False(result.Succeeded);
        Assert.DoesNotContain(bench.Folder, result.Complaint);
        Assert.DoesNotContain('\n', result.Complaint);
    }

    // Rows of zeros: 60,000 x 60,000 pixels in a few megabytes at most; here cut short, the header alone must be enough to refuse.
    private static byte[] PngOf(int width, int height)
    {
        using var file = new MemoryStream();
        file.Write([0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A]);
        var header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), height);
        header[8] = 8;
        Chunk(file, "IHDR"u8, header);
        using var packed = new MemoryStream();
        using (var zip = new ZLibStream(packed, CompressionLevel.Fastest, leaveOpen: true)) zip.Write(new byte[10_000_000]);
        Chunk(file, "IDAT"u8, packed.ToArray());
        Chunk(file, "IEND"u8, []);
        return file.ToArray();
    }

    private static void Chunk(Stream file, ReadOnlySpan<byte> type, byte[] data)
    {
        Span<byte> number = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, data.Length);
        file.Write(number);
        byte[] body = [.. type, .. data];
        file.Write(body);
        BinaryPrimitives.WriteUInt32BigEndian(number, Crc(body));
        file.Write(number);
    }

    private static uint Crc(byte[] bytes)
    {
        var crc = uint.MaxValue;
        foreach (var b in bytes)
        {
            crc ^= b;
            for (var i = 0; i < 8; i++) crc = (crc & 1) == 1 ? 0xEDB88320 ^ (crc >> 1) : crc >> 1;
        }

        return ~crc;
    }
}
