using System.Buffers.Binary;
using System.Text;

namespace Atelier.Platform.Media;

/// <summary>
/// What an MP4's index says about its picture track, read without a process. Fragmented files, whose index comes in pieces, have no
/// <see cref="Frames"/> and no <see cref="Duration"/> here: ask <see cref="Ffprobe"/> about those.
/// </summary>
public sealed record Mp4Header
{
    private const int LargestIndex = 16 * 1024 * 1024;

    /// <summary>The four letters of the sample format, as <c>avc1</c> for H.264.</summary>
    public required string Codec { get; init; }

    /// <summary>Width in pixels, as coded.</summary>
    public required int Width { get; init; }

    /// <summary>Height in pixels, as coded.</summary>
    public required int Height { get; init; }

    /// <summary>Running time of the picture track; null where the index does not say.</summary>
    public TimeSpan? Duration { get; init; }

    /// <summary>Frames in the picture track; null where the index does not say.</summary>
    public int? Frames { get; init; }

    /// <summary>Whether the index comes before the pictures, so that a player can begin before it has the whole file.</summary>
    public required bool IndexFirst { get; init; }

    /// <summary>Average frames a second; null where the index does not say.</summary>
    public double? FrameRate => Frames is { } frames && Duration is { TotalSeconds: > 0 } duration ? frames / duration.TotalSeconds : null;

    /// <summary>Reads the index; null when there is none that makes sense (the file is cut short, or is no MP4).</summary>
    /// <param name="file">At its start, and able to seek.</param>
    public static Mp4Header? TryRead(Stream file)
    {
        Span<byte> head = stackalloc byte[16];
        var sawMedia = false;
        while (file.ReadAtLeast(head[..8], 8, throwOnEndOfStream: false) == 8)
        {
            long size = BinaryPrimitives.ReadUInt32BigEndian(head), body = size - 8;
            var type = Encoding.Latin1.GetString(head[4..8]);
            if (size == 1)
            {
                if (file.ReadAtLeast(head[8..], 8, throwOnEndOfStream: false) != 8) return null;
                body = BinaryPrimitives.ReadInt64BigEndian(head[8..]) - 16;
            }

            if (size == 0) body = file.Length - file.Position; // the box goes on to the end
            if (body < 0 || body > file.Length - file.Position) return null;
            if (type == "moov")
            {
                if (body > LargestIndex) return null;
                var index = new byte[body];
                file.ReadExactly(index);
                return Track(index, indexFirst: !sawMedia);
            }

            sawMedia |= type == "mdat";
            file.Position += body;
        }

        return null;
    }

    private static Mp4Header? Track(ReadOnlySpan<byte> moov, bool indexFirst)
    {
        for (var at = 0; Next(moov, ref at, out var type, out var body);)
        {
            if (type != "trak") continue;
            var media = Child(moov[body], "mdia");
            var handler = Child(media, "hdlr");
            if (handler.Length >= 12 && handler[8..12].SequenceEqual("vide"u8)) return Picture(media, indexFirst);
        }

        return null;
    }

    private static Mp4Header? Picture(ReadOnlySpan<byte> media, bool indexFirst)
    {
        var table = Child(Child(media, "minf"), "stbl");
        var samples = Child(table, "stsd"); // 8 bytes of its own, then the entry: size, format, …, width at 32, height at 34
        if (samples.Length < 8 + 36) return null;
        var entry = samples[8..];
        int width = BinaryPrimitives.ReadUInt16BigEndian(entry[32..]), height = BinaryPrimitives.ReadUInt16BigEndian(entry[34..]);
        if (width == 0 || height == 0) return null;
        var sizes = Child(table, "stsz");
        var frames = sizes.Length >= 12 ? BinaryPrimitives.ReadUInt32BigEndian(sizes[8..]) : 0;
        return new Mp4Header
        {
            Codec = Encoding.Latin1.GetString(entry[4..8]),
            Width = width,
            Height = height,
            Duration = DurationOf(Child(media, "mdhd")),
            Frames = frames is > 0 and < int.MaxValue ? (int)frames : null,
            IndexFirst = indexFirst,
        };
    }

    private static TimeSpan? DurationOf(ReadOnlySpan<byte> header)
    {
        ulong scale, length;
        if (header.Length >= 32 && header[0] == 1) (scale, length) = (BinaryPrimitives.ReadUInt32BigEndian(header[20..]), BinaryPrimitives.ReadUInt64BigEndian(header[24..]));
        else if (header.Length >= 20) (scale, length) = (BinaryPrimitives.ReadUInt32BigEndian(header[12..]), BinaryPrimitives.ReadUInt32BigEndian(header[16..]));
        else return null;
        var seconds = scale == 0 ? 0 : (double)length / scale;
        return seconds is > 0 and < 1e7 ? TimeSpan.FromSeconds(seconds) : null;
    }

    private static ReadOnlySpan<byte> Child(ReadOnlySpan<byte> parent, string name)
    {
        for (var at = 0; Next(parent, ref at, out var type, out var body);)
        {
            if (type == name) return parent[body];
        }

        return default;
    }

    private static bool Next(ReadOnlySpan<byte> boxes, ref int at, out string type, out Range body)
    {
        (type, body) = ("", default);
        if (boxes.Length - at < 8) return false;
        var size = BinaryPrimitives.ReadUInt32BigEndian(boxes[at..]);
        if (size < 8 || size > boxes.Length - at) return false;
        type = Encoding.Latin1.GetString(boxes.Slice(at + 4, 4));
        body = (at + 8)..(at + (int)size);
        at += (int)size;
        return true;
    }
}
