using System.Buffers.Binary;
using System.Diagnostics;
using Atelier.Simulator.Rendering;

namespace Atelier.Simulator.Tests;

/// <summary>A decoded picture and a few plain measures of it.</summary>
internal sealed record Pixels(byte[] Rgb, int Width, int Height)
{
    public static async Task<Pixels> Decode(byte[] png)
    {
        int width = BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(16)), height = BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(20));
        var rgb = await Ffmpeg.DecodeAsync(png, width, height, TestContext.Current.CancellationToken);
        Assert.NotNull(rgb);
        return new Pixels(rgb, width, height);
    }

    public int Range => Rgb.Where((_, i) => i % 3 == 1).Max() - Rgb.Where((_, i) => i % 3 == 1).Min();

    /// <summary>Mean second difference along rows: what blurring takes away.</summary>
    public double Detail
    {
        get
        {
            double sum = 0;
            for (var y = 0; y < Height; y++)
                for (var x = 1; x < Width - 1; x++) sum += Math.Abs(Green(x - 1, y) - 2 * Green(x, y) + Green(x + 1, y));
            return sum / (Width * Height);
        }
    }

    /// <summary>Mean RGB distance of the pixels to the nearest of these colours.</summary>
    public double DistanceTo(params string[] colours)
    {
        var references = colours.Select(c => Tones.Parse(c) * 255).ToArray();
        return Enumerable.Range(0, Rgb.Length / 3).Average(i => references.Min(r => System.Numerics.Vector3.Distance(r, new(Rgb[i * 3], Rgb[i * 3 + 1], Rgb[i * 3 + 2]))));
    }

    private int Green(int x, int y) => Rgb[(y * Width + x) * 3 + 1];
}

/// <summary>What ffprobe and ffmpeg's detectors say of a clip.</summary>
internal static class ClipProbe
{
    public static Task<string> Streams(byte[] mp4) => Run(mp4, "ffprobe", path =>
        ["-v", "error", "-show_entries", "stream=codec_name,pix_fmt,width,height,avg_frame_rate:format=duration", "-of", "compact", path]);

    public static async Task<double> Duration(byte[] mp4) => double.Parse(await Run(mp4, "ffprobe", path => ["-v", "error", "-show_entries", "format=duration", "-of", "csv=p=0", path]));

    public static Task<string> Detect(byte[] mp4) => Run(mp4, "ffmpeg", path =>
        ["-hide_banner", "-i", path, "-vf", "freezedetect=n=0.001:d=0.4,blackdetect=d=0.4:pix_th=0.1", "-f", "null", "-"]);

    private static async Task<string> Run(byte[] mp4, string program, Func<string, string[]> arguments)
    {
        var path = Path.GetTempFileName();
        try
        {
            await File.WriteAllBytesAsync(path, mp4, TestContext.Current.CancellationToken);
            using var process = Process.Start(new ProcessStartInfo(program, arguments(path)) { RedirectStandardOutput = true, RedirectStandardError = true })!;
            var errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
            return await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken) + await errors;
        }
        finally { File.Delete(path); }
    }
}
