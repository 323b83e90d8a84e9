namespace Atelier.Contracts.Catalog;

/// <summary>When to move to the next candidate although nothing failed, and which candidates are passed over.</summary>
public sealed record SwitchRule
{
    /// <summary>After so many rejections in a row on one model, at least 1.</summary>
    public required int AfterRejections { get; init; }

    /// <summary>By what a judge found wrong: after so many rejections in a row on one model that name it, 1 to <see cref="AfterRejections"/>.</summary>
    public IReadOnlyDictionary<Defect, int> OnReasons { get; init; } = new Dictionary<Defect, int>();

    /// <summary>Passes over a model of which too little is accepted; null: never.</summary>
    public AcceptanceRule? Acceptance { get; init; }

    /// <summary>Passes over a model that keeps people waiting; null: never.</summary>
    public LatencyRule? Latency { get; init; }

    /// <summary>
    /// Passes over a candidate whose charge for one attempt at the stage is above this, US dollars, above zero. One whose charge is not known is
    /// passed over too: unpriced is not cheap. Null: any price.
    /// </summary>
    public decimal? MaxPrice { get; init; }
}

/// <summary>
/// When a model is passed over for how it did lately in one category, and how it comes back: passed over (open) for <see cref="Cooldown"/>,
/// then probed by <see cref="ProbeShare"/> of the attempts whose turn it is (half-open), until <see cref="Probes"/> of them have ended. Did
/// they do well enough, it has its turn again (closed); else it is passed over once more.
/// </summary>
public abstract record CircuitRule
{
    /// <summary>How many of the newest attempts are looked at, <see cref="Minimum"/> to 1000.</summary>
    public int Window { get; init; } = 40;

    /// <summary>With fewer attempts than this nothing is concluded, at least 1.</summary>
    public int Minimum { get; init; } = 20;

    /// <summary>How long a model is left alone before it is probed.</summary>
    public TimeSpan Cooldown { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>The share of attempts that probe, above 0 to 1. Which ones, their ids decide.</summary>
    public double ProbeShare { get; init; } = 0.1;

    /// <summary>How many probes decide, 1 to <see cref="Window"/>.</summary>
    public int Probes { get; init; } = 5;
}

/// <summary>
/// The rate of acceptance below which a model is passed over. What counts is what says something of the model: accepted, rejected, and failed by
/// the vendor's error, by time running out, by a lost output or by an unknown submission. A refusal, saturation and a request that was wrong do not.
/// </summary>
public sealed record AcceptanceRule : CircuitRule
{
    /// <summary>Passed over below this share of accepted attempts, above 0 and below 1.</summary>
    public required double Floor { get; init; }

    /// <summary>Back at this share among the probes, above <see cref="Floor"/> to 1; left out: half-way between the floor and 1.</summary>
    public double? Recover { get; init; }
}

/// <summary>
/// The time above which a model is passed over, from submission to output. Attempts that ran out of time count with the time they had; other
/// failures do not count.
/// </summary>
public sealed record LatencyRule : CircuitRule
{
    /// <summary>Passed over when the 95th percentile is above this.</summary>
    public required TimeSpan P95 { get; init; }

    /// <summary>Back when that of the probes is not above this, at most <see cref="P95"/>; left out: four fifths of it.</summary>
    public TimeSpan? Recover { get; init; }
}
