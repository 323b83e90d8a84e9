using Atelier.Contracts;

namespace Atelier.Refiner.Inspection;

/// <summary>What the probes measured on one specimen: all that a verdict depends on, beside expectation and policy.</summary>
internal sealed record Findings
{
    /// <summary>By measurement name; what could not be measured is not there.</summary>
    public required IReadOnlyDictionary<string, double> Values { get; init; }

    /// <summary>What it is; null when it is no media that Atelier knows.</summary>
    public Medium? Medium { get; init; }

    /// <summary>Why it could not be decoded to its end.</summary>
    public string? Complaint { get; init; }

    /// <summary>The measurement of that name; null where there is none.</summary>
    public double? this[string name] => Values.TryGetValue(name, out var value) ? value : null;
}
