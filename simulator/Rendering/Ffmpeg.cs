using System.Diagnostics;
using System.Globalization;

namespace Atelier.Simulator.Rendering;

/// <summary>The system's ffmpeg: raw frames to H.264, and a reference image to raw pixels.</summary>
internal static class Ffmpeg
{
    /// <summary>The same frames give the same bytes: one thread, no dates, no encoder versions.</summary>
    public static async Task<byte[]> EncodeAsync(IEnumerable<byte[]> frames, int width, int height, int framesPerSecond, CancellationToken stop)
    {
        var path = Path.Combine(Path.GetTempPath(), $"atelier-sim-{Guid.NewGuid():n}.mp4"); // faststart needs a file to seek in
        try
        {
            using var process = Start([
                "-f", "rawvideo", "-pix_fmt", "rgb24", "-s", $"{width}x{height}", "-r", framesPerSecond.ToString(CultureInfo.InvariantCulture), "-i", "-",
                "-c:v", "libx264", "-preset", "ultrafast", "-crf", "23", "-pix_fmt", "yuv420p", "-threads", "1",
                "-fflags", "+bitexact", "-flags:v", "+bitexact", "-map_metadata", "-1", "-movflags", "+faststart", "-y", path]);
            var errors = process.StandardError.ReadToEndAsync(stop);
            try
            {
                foreach (var frame in frames) await process.StandardInput.BaseStream.WriteAsync(frame, stop);
                process.StandardInput.Close();
                await process.WaitForExitAsync(stop);
            }
            catch (OperationCanceledException) { process.Kill(); throw; }
            if (process.ExitCode != 0) throw new InvalidOperationException("ffmpeg could not encode a clip: " + await errors);
            return await File.ReadAllBytesAsync(path, stop);
        }
        finally { File.Delete(path); }
    }

    /// <summary>The picture filling <paramref name="width"/> × <paramref name="height"/>, cropped to its middle; null when ffmpeg cannot read it.</summary>
    public static async Task<byte[]?> DecodeAsync(byte[] image, int width, int height, CancellationToken stop)
    {
        using var process = Start(["-i", "-", "-frames:v", "1", "-vf", $"scale={width}:{height}:force_original_aspect_ratio=increase,crop={width}:{height}",
            "-f", "rawvideo", "-pix_fmt", "rgb24", "-"]);
        var errors = process.StandardError.ReadToEndAsync(stop);
        var feed = Feed(process, image, stop);
        using var pixels = new MemoryStream(width * height * 3);
        try
        {
            await process.StandardOutput.BaseStream.CopyToAsync(pixels, stop);
            await process.WaitForExitAsync(stop);
        }
        catch (OperationCanceledException) { process.Kill(); throw; }
        await feed;
        await errors;
        return pixels.Length == (long)width * height * 3 ? pixels.ToArray() : null;
    }

    private static async Task Feed(Process process, byte[] image, CancellationToken stop)
    {
        try
        {
            await process.StandardInput.BaseStream.WriteAsync(image, stop);
            process.StandardInput.Close();
        }
        catch (IOException) { } // ffmpeg had read enough and closed its end
    }

    private static Process Start(string[] arguments)
    {
        var start = new ProcessStartInfo("ffmpeg", ["-hide_banner", "-loglevel", "error", .. arguments])
        {
            RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false,
        };
        return Process.Start(start) ?? throw new InvalidOperationException("ffmpeg did not start");
    }
}
