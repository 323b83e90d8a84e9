using Atelier.Contracts;
using Atelier.Platform.Catalog;
using Atelier.Platform.Media;
using Atelier.Refiner.Inspection;
using Atelier.Simulator;
using Atelier.Simulator.Fleets;
using Microsoft.Extensions.Options;

namespace Atelier.Bench.Gate;

/// <summary>One output with the truth about it and the gate's verdict.</summary>
internal sealed record GateTrial(GateSample Sample, Simulator.Defect Truth, Verdict Verdict)
{
    public bool IsBad => Truth != Simulator.Defect.None;

    public bool IsRejected => !Verdict.Accepted;

    /// <summary>Whether the gate's reasons include the defect that is there.</summary>
    public bool IsNamed => Verdict.Reasons.Any(r => r.Defect == Named(Truth));

    private static Contracts.Defect? Named(Simulator.Defect truth) => truth switch
    {
        Simulator.Defect.Blank => Contracts.Defect.Blank,
        Simulator.Defect.Blurred => Contracts.Defect.Blurred,
        Simulator.Defect.WrongAspect => Contracts.Defect.WrongAspect,
        Simulator.Defect.OffPalette => Contracts.Defect.ColourDrift,
        Simulator.Defect.BlackFrames => Contracts.Defect.BlackFrames,
        Simulator.Defect.FrozenFrames => Contracts.Defect.FrozenFrames,
        Simulator.Defect.WrongDuration => Contracts.Defect.WrongDuration,
        Simulator.Defect.Truncated => Contracts.Defect.Unreadable,
        _ => null,
    };
}

/// <summary>Renders samples and puts their bytes, and nothing else, before the refiner's own gate.</summary>
internal sealed class GateTrials : IDisposable
{
    private readonly Renderer _renderer = new(Fleet.Default);
    private readonly ToolRunner _runner;
    private readonly string _folder;

    public GateTrials(string catalog, string folder)
    {
        var tools = Options.Create(new MediaToolOptions());
        (_folder, _runner) = (folder, new ToolRunner(tools, TimeProvider.System));
        Gate = QualityGate.Open(new CatalogFolder(catalog), new Ffmpeg(_runner, tools), new Ffprobe(_runner, tools));
    }

    public QualityGate Gate { get; }

    /// <summary>A file as a vendor would send it, and the truth about it.</summary>
    public async Task<(string Path, Simulator.Defect Truth)> Render(GateSample sample, CancellationToken ct)
    {
        var first = sample.FirstImage is { } still ? (await _renderer.RenderAsync(still, ct)).Bytes : null;
        var made = await _renderer.RenderAsync(sample.Request with { FirstImage = first }, ct);
        var path = Path.Combine(_folder, made.Sha256);
        var bytes = sample.CutAt is { } share ? made.Bytes[..(int)(made.Bytes.Length * share)] : made.Bytes;
        await File.WriteAllBytesAsync(path, bytes, ct);
        return (path, sample.CutAt is null ? made.Truth : Simulator.Defect.Truncated);
    }

    public void Dispose() => _runner.Dispose();
}
