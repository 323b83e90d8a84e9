using Atelier.Simulator.Fleets;
using Atelier.Simulator.Vendors;

namespace Atelier.Simulator.Control;

/// <summary>How one model behaves while an operator says so, in place of what the fleet says of it. What is null stays the fleet's.</summary>
internal sealed record Mood
{
    private const double HighestLatency = 1000;

    /// <summary>The share of outputs that are bad, whatever is asked for. No factor applies.</summary>
    public double? DefectRate { get; init; }

    /// <summary>In which way they are bad; null: as the model's weights say.</summary>
    public Defect? Defect { get; init; }

    /// <summary>All of its faults on the wire; what is not named never comes. No factor applies.</summary>
    public WireFaultRates? Faults { get; init; }

    /// <summary>Factor on its drawn latencies, on top of the option's.</summary>
    public double Latency { get; init; } = 1;

    /// <summary>So many jobs at once; a submission beyond is answered 429. Null: any number.</summary>
    public int? Concurrency { get; init; }

    /// <summary>What cannot be.</summary>
    public IEnumerable<Problem> Problems(Model model)
    {
        if (DefectRate is not (null or (>= 0 and <= 1)))
            yield return new Problem("defectRate", "Should be a share from 0 to 1");
        if (Defect is { } defect && !model.Defects.ContainsKey(defect))
            yield return new Problem("defect", $"{model.Name} has {string.Join(", ", model.Defects.Keys)}");
        if (Defect is not null && DefectRate is null)
            yield return new Problem("defectRate", "Should say how often the defect comes, from 0 to 1", Missing: true);
        foreach (var (name, rate) in Faults?.Named() ?? [])
            if (rate is not (>= 0 and <= 1)) yield return new Problem($"faults.{name}", "Should be a probability from 0 to 1");
        if (Latency is not (>= 0 and <= HighestLatency))
            yield return new Problem("latency", $"Should be a factor from 0 to {HighestLatency}");
        if (Concurrency < 0)
            yield return new Problem("concurrency", "Should be a number of jobs, or left out");
    }
}
