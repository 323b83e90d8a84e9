using Atelier.Contracts;
using Atelier.Platform.Assets;
using Atelier.Platform.Catalog;
using Atelier.Platform.Media;
using Atelier.Refiner.Inspection;
using Atelier.Refiner.Media;
using Atelier.Refiner.Refinement;
using Microsoft.Extensions.Options;

namespace Atelier.Refiner.Tests.Support;

/// <summary>The real tools, the real catalog and real media made by ffmpeg, in a folder that goes away with the test.</summary>
public sealed class MediaBench : IDisposable
{
    public static readonly CatalogFolder Catalog = new(Path.Combine(AppContext.BaseDirectory, "catalog"));

    private readonly ToolRunner _runner;

    public MediaBench()
    {
        var tools = Options.Create(new MediaToolOptions());
        _runner = new ToolRunner(tools, TimeProvider.System);
        Ffmpeg = new Ffmpeg(_runner, tools);
        Ffprobe = new Ffprobe(_runner, tools);
        Gate = QualityGate.Open(Catalog, Ffmpeg, Ffprobe);
        Assets = AssetStores.Open(Path.Combine(Folder, "assets"), TimeProvider.System);
    }

    public string Folder { get; } = Directory.CreateTempSubdirectory("atelier-refiner-").FullName;

    public Ffmpeg Ffmpeg { get; }

    public Ffprobe Ffprobe { get; }

    public QualityGate Gate { get; }

    public IAssetStore Assets { get; }

    internal IRefinery Refinery() => new MediaRefinery(
        Assets, Ffmpeg, new ClipReader(Ffprobe), new FileCheck(Ffmpeg, Ffprobe), Recipes.Load(Catalog.File("recipes.yaml")),
        WorkPrices.Load(Catalog.File("prices.yaml")), new Scratch(Options.Create(new RefinerOptions { Scratch = Folder })));

    /// <summary>Media from an ffmpeg source, as <c>testsrc2=s=640x360</c>.</summary>
    public async Task<string> Make(string name, string source, params string[] encode)
    {
        var path = Path.Combine(Folder, name);
        var made = await _runner.Run("ffmpeg", ["-v", "error", "-y", "-f", "lavfi", "-i", source, .. encode, path], 1024, default);
        Assert.True(made.Succeeded, made.Errors);
        return path;
    }

    public Task<string> Picture(string name, string filters = "", int width = 640, int height = 360) =>
        Make(name, $"mandelbrot=s={width}x{height}{filters}", "-frames:v", "1");

    public Task<string> Clip(string name, string filters = "", int seconds = 2, int width = 320, int height = 180) =>
        Make(name, $"testsrc2=s={width}x{height}:r=16:d={seconds}{filters}", "-pix_fmt", "yuv420p", "-preset", "ultrafast", "-crf", "20");

    public async Task<AssetRef> Keep(string path)
    {
        await using var file = File.OpenRead(path);
        var facts = await MediaSniffer.TryRead(file) ?? new MediaFacts { MediaType = "application/octet-stream" };
        return await Assets.PutFile(path, facts);
    }

    public void Dispose()
    {
        _runner.Dispose();
        Directory.Delete(Folder, recursive: true);
    }
}
