using System.Buffers.Binary;
using System.Diagnostics;

namespace Atelier.Intake.Tests.Support;

/// <summary>A small real picture.</summary>
internal static class TestImage
{
    public static readonly byte[] Png = Make();

    /// <summary>The same picture with another size in its header.</summary>
    public static byte[] Claiming(int width, int height)
    {
        var png = Png.ToArray();
        BinaryPrimitives.WriteInt32BigEndian(png.AsSpan(16), width);
        BinaryPrimitives.WriteInt32BigEndian(png.AsSpan(20), height);
        return png;
    }

    private static byte[] Make()
    {
        using var ffmpeg = Process.Start(new ProcessStartInfo("ffmpeg", "-v error -f lavfi -i testsrc2=size=48x32 -frames:v 1 -c:v png -f image2pipe -") { RedirectStandardOutput = true })!;
        var png = new MemoryStream();
        ffmpeg.StandardOutput.BaseStream.CopyTo(png);
        ffmpeg.WaitForExit();
        return png.ToArray();
    }
}
