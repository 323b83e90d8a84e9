namespace Atelier.Bench.Line;

/// <summary>What was measured of one line in one round.</summary>
internal sealed record Figures
{
    public required string Line { get; init; }

    /// <summary>Items ended a second, over the whole backlog.</summary>
    public required double PerSecond { get; init; }

    /// <summary>CPU time an item took during the backlog.</summary>
    public required CpuTime CpuPerItem { get; init; }

    /// <summary>From sending off to end, at the steady rates.</summary>
    public required IReadOnlyList<Latency> Latencies { get; init; }

    /// <summary>What else the line can tell of itself, by name, an item.</summary>
    public IReadOnlyDictionary<string, double> More { get; init; } = new Dictionary<string, double>();
}

internal sealed record Latency(int PerSecond, TimeSpan P50, TimeSpan P99);
