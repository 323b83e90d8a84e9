namespace Atelier.Simulator;

/// <summary>How the simulated vendors behave. Defaults are an ordinary day; the README has the table.</summary>
public sealed record SimulatorOptions
{
    /// <summary>Loopback address to listen on; port 0 picks a free one.</summary>
    public string Url { get; init; } = "http://127.0.0.1:7070";

    /// <summary>Accepted API keys; empty accepts any non-empty key.</summary>
    public string[] Keys { get; init; } = [];

    /// <summary>Factor on drawn latencies, 0 to 100.</summary>
    public double Latency { get; init; } = 1;

    /// <summary>Factor on wire-fault rates, 0 to 100.</summary>
    public double FaultScale { get; init; } = 1;

    /// <summary>Factor on defect rates, 0 to 100.</summary>
    public double DefectScale { get; init; } = 1;

    /// <summary>Load tests: one constant tiny picture, at once, without faults.</summary>
    public bool Tiny { get; init; }

    /// <summary>How long an output's URL lives.</summary>
    public TimeSpan LinkLifetime { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>File to which every submission is appended.</summary>
    public string? SubmissionLog { get; init; }

    /// <summary>Folder where accepted jobs are kept for a restart.</summary>
    public string? JobFolder { get; init; }

    /// <summary>Fleet document; null takes the embedded one.</summary>
    public string? FleetFile { get; init; }

    /// <summary>Changes every draw.</summary>
    public long Salt { get; init; }

    /// <summary>Lets a prompt force an outcome: <c>[[sim:NAME]]</c>.</summary>
    public bool Directives { get; init; }

    /// <exception cref="ArgumentException">Names the option and what it may be.</exception>
    internal SimulatorOptions Checked()
    {
        foreach (var (name, value) in new[] { (nameof(Latency), Latency), (nameof(FaultScale), FaultScale), (nameof(DefectScale), DefectScale) })
            if (value is not (>= 0 and <= 100)) throw new ArgumentException($"{name}: from 0 to 100, not {value}");
        if (!Uri.TryCreate(Url, UriKind.Absolute, out var url) || !url.IsLoopback)
            throw new ArgumentException($"Url: a loopback http address such as http://127.0.0.1:7070, not '{Url}'");
        if (LinkLifetime <= TimeSpan.Zero)
            throw new ArgumentException($"LinkLifetime: longer than nothing, such as 00:10:00, not {LinkLifetime}");
        return this;
    }
}
