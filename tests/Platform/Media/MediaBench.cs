using Atelier.Platform.Media;
using Microsoft.Extensions.Options;

namespace Atelier.Platform.Tests.Media;

/// <summary>Real tools and a folder of real media that goes away with the test.</summary>
public sealed class MediaBench : IDisposable
{
    public MediaBench() : this(new MediaToolOptions())
    {
    }

    internal MediaBench(MediaToolOptions options)
    {
        Runner = new ToolRunner(Options.Create(options), TimeProvider.System);
        Ffmpeg = new Ffmpeg(Runner, Options.Create(options));
        Ffprobe = new Ffprobe(Runner, Options.Create(options));
    }

    public ToolRunner Runner { get; }

    public Ffmpeg Ffmpeg { get; }

    public Ffprobe Ffprobe { get; }

    public string Folder { get; } = Directory.CreateTempSubdirectory("atelier-media-").FullName;

    public async Task<string> Make(string name, string source, params string[] encode)
    {
        var path = Path.Combine(Folder, name);
        var made = await Runner.Run("ffmpeg", ["-v", "error", "-y", "-f", "lavfi", "-i", source, .. encode, path], 1024, default);
        Assert.True(made.Succeeded, made.Errors);
        return path;
    }

    public Task<string> Picture(string name, int width, int height) => Make(name, $"testsrc2=s={width}x{height}", "-frames:v", "1");

    public Task<string> Clip(string name) => Make(name, "testsrc2=s=320x180:r=16:d=2", "-pix_fmt", "yuv420p", "-movflags", "+faststart");

    public void Dispose()
    {
        Runner.Dispose();
        Directory.Delete(Folder, recursive: true);
    }
}
