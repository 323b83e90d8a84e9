using System.Buffers.Binary;

namespace Atelier.Platform.Media;

/// <summary>
/// Tells media by its signature, from its first bytes and without a process: for hot paths. It says what a file claims to be;
/// whether the rest of it is there and can be decoded is the gate's question.
/// </summary>
public static class MediaSniffer
{
    /// <summary>How many bytes to offer: enough for every signature, and for a JPEG's dimensions behind ordinary metadata.</summary>
    public const int HeadBytes = 64 * 1024;

    private static ReadOnlySpan<byte> PngSignature => [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A];

    /// <summary>
    /// Facts from the first bytes. Null when it is none of <see cref="MediaTypes"/>. Dimensions are null for MP4, and where the
    /// header was not within the bytes offered or declares no pixels.
    /// </summary>
    public static MediaFacts? TryRead(ReadOnlySpan<byte> head)
    {
        if (head.StartsWith(PngSignature)) return Facts(MediaTypes.Png, PngSize(head));
        if (head.StartsWith<byte>([0xFF, 0xD8, 0xFF])) return Facts(MediaTypes.Jpeg, JpegSize(head));
        if (head.Length >= 12 && head[..4].SequenceEqual("RIFF"u8) && head[8..12].SequenceEqual("WEBP"u8)) return Facts(MediaTypes.WebP, WebPSize(head));
        if (head.Length >= 12 && head[4..8].SequenceEqual("ftyp"u8) && !IsStillBrand(head[8..12])) return Facts(MediaTypes.Mp4, null);
        return null;
    }

    /// <summary>The same, from the start of a stream; reads at most <see cref="HeadBytes"/> and does not seek back.</summary>
    public static async Task<MediaFacts?> TryRead(Stream content, CancellationToken ct = default)
    {
        var head = new byte[HeadBytes];
        var read = await content.ReadAtLeastAsync(head, head.Length, throwOnEndOfStream: false, ct).ConfigureAwait(false);
        return TryRead(head.AsSpan(0, read));
    }

    private static MediaFacts Facts(string mediaType, (int Width, int Height)? size) =>
        size is { Width: > 0, Height: > 0 } s
            ? new MediaFacts { MediaType = mediaType, Width = s.Width, Height = s.Height }
            : new MediaFacts { MediaType = mediaType };

    // HEIF and AVIF share MP4's box format.
    private static bool IsStillBrand(ReadOnlySpan<byte> brand) =>
        brand.SequenceEqual("heic"u8) || brand.SequenceEqual("mif1"u8) || brand.SequenceEqual("avif"u8);

    private static (int, int)? PngSize(ReadOnlySpan<byte> head) =>
        head.Length >= 24 && head[12..16].SequenceEqual("IHDR"u8)
            ? (BinaryPrimitives.ReadInt32BigEndian(head[16..]), BinaryPrimitives.ReadInt32BigEndian(head[20..]))
            : null;

    private static (int, int)? JpegSize(ReadOnlySpan<byte> head)
    {
        var at = 2;
        while (at + 9 < head.Length)
        {
            if (head[at] != 0xFF) return null;
            var marker = head[at + 1];
            if (marker == 0xFF) { at++; continue; } // fill byte
            if (marker is 0x01 or (>= 0xD0 and <= 0xD8)) { at += 2; continue; } // markers without a segment
            var isFrame = marker is >= 0xC0 and <= 0xCF and not (0xC4 or 0xC8 or 0xCC);
            if (isFrame) return (BinaryPrimitives.ReadUInt16BigEndian(head[(at + 7)..]), BinaryPrimitives.ReadUInt16BigEndian(head[(at + 5)..]));
            at += 2 + BinaryPrimitives.ReadUInt16BigEndian(head[(at + 2)..]);
        }

        return null;
    }

    private static (int, int)? WebPSize(ReadOnlySpan<byte> head)
    {
        if (head.Length < 30) return null;
        var chunk = head[12..16];
        if (chunk.SequenceEqual("VP8X"u8)) return (1 + UInt24(head[24..]), 1 + UInt24(head[27..]));
        if (chunk.SequenceEqual("VP8 "u8))
            return (BinaryPrimitives.ReadUInt16LittleEndian(head[26..]) & 0x3FFF, BinaryPrimitives.ReadUInt16LittleEndian(head[28..]) & 0x3FFF);
        if (!chunk.SequenceEqual("VP8L"u8)) return null;
        var bits = BinaryPrimitives.ReadUInt32LittleEndian(head[21..]);
        return (1 + (int)(bits & 0x3FFF), 1 + (int)((bits >> 14) & 0x3FFF));
    }

    private static int UInt24(ReadOnlySpan<byte> bytes) => bytes[0] | (bytes[1] << 8) | (bytes[2] << 16);
}
