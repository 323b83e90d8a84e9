using System.Buffers.Binary;
using System.IO.Compression;

namespace Atelier.Simulator.Rendering;

/// <summary>RGB pixels to a PNG file: header, one data chunk, end.</summary>
internal static class PngEncoder
{
    private static readonly uint[] CrcTable = MakeCrcTable();

    public static byte[] Encode(ReadOnlySpan<byte> rgb, int width, int height)
    {
        using var png = new MemoryStream(rgb.Length / 2 + 1024);
        png.Write([0x89, (byte)'P', (byte)'N', (byte)'G', 13, 10, 26, 10]);

        Span<byte> header = stackalloc byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header[4..], height);
        header[8] = 8; // bits a sample
        header[9] = 2; // RGB
        Chunk(png, "IHDR"u8, header);

        using var data = new MemoryStream(rgb.Length / 2);
        using (var zlib = new ZLibStream(data, CompressionLevel.Fastest, leaveOpen: true))
            WriteRows(zlib, rgb, width * 3, height);
        Chunk(png, "IDAT"u8, data.GetBuffer().AsSpan(0, (int)data.Length));
        Chunk(png, "IEND"u8, []);
        return png.ToArray();
    }

    // Filter 2 (difference to the row above): one pass, and close to the best on skies and grain.
    private static void WriteRows(Stream zlib, ReadOnlySpan<byte> rgb, int stride, int height)
    {
        var line = new byte[stride + 1];
        line[0] = 2;
        for (var y = 0; y < height; y++)
        {
            var row = rgb.Slice(y * stride, stride);
            if (y == 0) row.CopyTo(line.AsSpan(1));
            else
            {
                var above = rgb.Slice((y - 1) * stride, stride);
                for (var i = 0; i < stride; i++) line[i + 1] = (byte)(row[i] - above[i]);
            }
            zlib.Write(line);
        }
    }

    private static void Chunk(Stream png, ReadOnlySpan<byte> type, ReadOnlySpan<byte> data)
    {
        Span<byte> word = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(word, data.Length);
        png.Write(word);
        png.Write(type);
        png.Write(data);
        BinaryPrimitives.WriteUInt32BigEndian(word, ~Crc(data, Crc(type, uint.MaxValue)));
        png.Write(word);
    }

    private static uint Crc(ReadOnlySpan<byte> data, uint crc)
    {
        foreach (var value in data) crc = CrcTable[(crc ^ value) & 0xff] ^ (crc >> 8);
        return crc;
    }

    private static uint[] MakeCrcTable()
    {
        var table = new uint[256];
        for (var n = 0u; n < 256; n++)
        {
            var c = n;
            for (var k = 0; k < 8; k++) c = (c & 1) != 0 ? 0xedb88320u ^ (c >> 1) : c >> 1;
            table[n] = c;
        }
        return table;
    }
}
