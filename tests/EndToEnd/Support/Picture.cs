using System.Buffers.Binary;
using System.Diagnostics;

namespace Atelier.EndToEnd.Tests.Support;

/// <summary>A small real picture.</summary>
internal static class Picture
{
    public static async Task<byte[]> Png()
    {
        using var ffmpeg = Process.Start(new ProcessStartInfo("ffmpeg", "-v error -f lavfi -i testsrc2=size=48x32 -frames:v 1 -c:v png -f image2pipe -") { RedirectStandardOutput = true })!;
        var png = new MemoryStream();
        await ffmpeg.StandardOutput.BaseStream.CopyToAsync(png);
        await ffmpeg.WaitForExitAsync();
        return png.ToArray();
    }

    /// <summary>The same picture, which says that it is as large as a wall.</summary>
    public static async Task<byte[]> Bomb()
    {
        var png = await Png();
        BinaryPrimitives.WriteInt32BigEndian(png.AsSpan(16), 40_000);
        BinaryPrimitives.WriteInt32BigEndian(png.AsSpan(20), 40_000);
        return png;
    }
}
