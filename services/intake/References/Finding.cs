using Atelier.Contracts;
using Atelier.Platform.Media;

namespace Atelier.Intake.References;

/// <summary>What was behind a reference: an asset that is kept already, a checked file, or something wrong with its remedy.</summary>
internal sealed record Finding
{
    public AssetRef? Asset { get; init; }

    public TemporaryFile? File { get; init; }

    public MediaFacts? Facts { get; init; }

    public string Found { get; init; } = "";

    public string? Remedy { get; init; }

    public static Finding Wrong(string found, string remedy, TemporaryFile? file = null) => new() { Found = found, Remedy = remedy, File = file };
}

/// <summary>The findings of one request; disposing of them removes the temporary files, also when a fetch threw.</summary>
internal sealed class Findings(int count) : IAsyncDisposable
{
    private readonly Finding?[] _findings = new Finding?[count];

    public Finding this[int i]
    {
        get => _findings[i]!;
        set => _findings[i] = value;
    }

    public ValueTask DisposeAsync()
    {
        foreach (var finding in _findings)
            finding?.File?.Dispose();
        return ValueTask.CompletedTask;
    }
}
