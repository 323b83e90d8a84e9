using System.Buffers.Binary;
using Atelier.Contracts;
using Atelier.Platform.Media;

namespace Atelier.Generator.Running;

/// <summary>Whether an output is media of the right kind and all there, from its container alone: cheap, without decoding.</summary>
internal static class OutputCheck
{
    private const int TailBytes = 64;

    private static ReadOnlySpan<byte> PngEnd => [(byte)'I', (byte)'E', (byte)'N', (byte)'D', 0xAE, 0x42, 0x60, 0x82];

    /// <summary>The facts, or what is wrong.</summary>
    public static (MediaFacts? Facts, string? Fault) Read(Stream content, Medium expected)
    {
        var head = new byte[Math.Min(MediaSniffer.HeadBytes, content.Length)];
        content.Position = 0;
        content.ReadExactly(head);
        if (MediaSniffer.TryRead(head) is not { } facts) return (null, $"the output is not media that is known ({content.Length} bytes)");
        var isVideo = facts.MediaType == MediaTypes.Mp4;
        if (isVideo != (expected == Medium.Video)) return (null, $"the output is {facts.MediaType}, not {(expected == Medium.Video ? "a clip" : "an image")}");
        var whole = facts.MediaType switch
        {
            MediaTypes.Png => Tail(content).EndsWith(PngEnd),
            MediaTypes.Jpeg => Tail(content).LastIndexOf<byte>([0xFF, 0xD9]) >= 0,
            MediaTypes.WebP => BinaryPrimitives.ReadUInt32LittleEndian(head.AsSpan(4)) + 8L <= content.Length,
            _ => HasWholeBoxes(content),
        };
        content.Position = 0;
        return whole ? (facts, null) : (null, $"the output ({facts.MediaType}, {content.Length} bytes) ends early");
    }

    private static ReadOnlySpan<byte> Tail(Stream content)
    {
        var tail = new byte[Math.Min(TailBytes, content.Length)];
        content.Position = content.Length - tail.Length;
        content.ReadExactly(tail);
        return tail;
    }

    /// <summary>MP4 is a row of boxes: they must fill the file, and hold the index and the frames.</summary>
    private static bool HasWholeBoxes(Stream content)
    {
        var (hasIndex, hasFrames) = (false, false);
        Span<byte> header = stackalloc byte[16];
        for (long at = 0; at < content.Length;)
        {
            content.Position = at;
            if (content.ReadAtLeast(header, 8, throwOnEndOfStream: false) is var read && read < 8) return false;
            long size = BinaryPrimitives.ReadUInt32BigEndian(header);
            if (size == 0) size = content.Length - at; // to the end
            if (size == 1) size = read < 16 ? 0 : (long)BinaryPrimitives.ReadUInt64BigEndian(header[8..]);
            if (size < 8 || size > content.Length - at) return false;
            hasIndex |= header[4..8].SequenceEqual("moov"u8);
            hasFrames |= header[4..8].SequenceEqual("mdat"u8);
            at += size;
        }

        return hasIndex && hasFrames;
    }
}
