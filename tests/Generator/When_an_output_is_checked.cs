using System.Buffers.Binary;
using Atelier.Contracts;
using Atelier.Generator.Running;
using Atelier.Generator.Tests.Support;

namespace Atelier.Generator.Tests;

public sealed class When_an_output_is_checked
{
    private static readonly byte[] Jpeg = [0xFF, 0xD8, 0xFF, 0xC0, 0, 11, 8, 0, 2, 0, 3, 1, 1, 0x11, 0, 0xFF, 0xD9];

    [Fact]
    public void a_whole_one_gives_its_facts()
    {
        Assert.Equal("image/png", Check(Given.Png).Facts!.MediaType);
        Assert.Equal("image/jpeg", Check(Jpeg).Facts!.MediaType);
        Assert.Equal("video/mp4", Check(Mp4(), Medium.Video).Facts!.MediaType);
    }

    [Fact]
    public void a_cut_one_is_found_wherever_it_was_cut()
    {
        Assert.All(Enumerable.Range(0, Given.Png.Length), length => Assert.Null(Check(Given.Png[..length]).Facts));
        Assert.All(Enumerable.Range(0, Jpeg.Length - 1), length => Assert.Null(Check(Jpeg[..length]).Facts));
        var mp4 = Mp4();
        Assert.All(Enumerable.Range(0, mp4.Length), length => Assert.Null(Check(mp4[..length], Medium.Video).Facts));
    }

    [Fact]
    public void a_clip_is_no_image_and_an_image_no_clip()
    {
        Assert.Contains("not an image", Check(Mp4()).Fault);
        Assert.Contains("not a clip", Check(Given.Png, Medium.Video).Fault);
    }

    [Fact]
    public void an_mp4_whose_box_claims_more_than_there_is_is_no_endless_loop()
    {
        var mp4 = Mp4();
        BinaryPrimitives.WriteUInt32BigEndian(mp4.AsSpan(16), 1);
        Assert.Null(Check(mp4, Medium.Video).Facts);
    }

    private static (Platform.Media.MediaFacts? Facts, string? Fault) Check(byte[] bytes, Medium medium = Medium.Image) => OutputCheck.Read(new MemoryStream(bytes), medium);

    private static byte[] Mp4() => [.. Box("ftyp", "isom\0\0\0\0"u8), .. Box("moov", "abcd"u8), .. Box("mdat", "efgh"u8)];

    private static byte[] Box(string type, ReadOnlySpan<byte> content)
    {
        var box = new byte[8 + content.Length];
        BinaryPrimitives.WriteInt32BigEndian(box, box.Length);
        System.Text.Encoding.ASCII.GetBytes(type, box.AsSpan(4));
        content.CopyTo(box.AsSpan(8));
        return box;
    }
}
