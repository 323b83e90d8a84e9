namespace Atelier.Simulator.Fleets;

public enum Makes { Image, TextToVideo, ImageToVideo }

public enum SeedBehaviour { Absent, Accepted, Honoured }

/// <summary>A model as its vendor offers it.</summary>
public sealed class Model
{
    public string Name { get; init; } = "";
    public string Vendor { get; init; } = "";
    public Makes Makes { get; init; }
    public SeedBehaviour Seed { get; init; }

    /// <summary>Lowest and highest guidance; empty when the model takes none.</summary>
    public double[] Guidance { get; init; } = [];
    public LatencyRange Latency { get; init; } = new();
    public int LongestSide { get; init; } = 2048;

    /// <summary>The column of measured rates this model's failures are scaled from.</summary>
    public string Baseline { get; init; } = "";
    public double FailureScale { get; init; } = 1;

    /// <summary>How its failures show, as weights.</summary>
    public Dictionary<Defect, double> Defects { get; init; } = [];

    /// <summary>Where a guidance lies in the model's range, 0 to 1; the middle when none is given or taken.</summary>
    internal double Strictness(double? guidance) =>
        guidance is { } g && Guidance.Length == 2 ? Math.Clamp((g - Guidance[0]) / (Guidance[1] - Guidance[0]), 0, 1) : 0.5;
}

/// <summary>Log-normal, in seconds.</summary>
public sealed class LatencyRange
{
    public double Median { get; init; } = 1;
    public double Sigma { get; init; } = 0.3;

    internal TimeSpan Draw(ref Draws draws) => TimeSpan.FromSeconds(Math.Round(Median * Math.Exp(Sigma * Math.Clamp(draws.Normal(), -2.5, 3)), 2));
}

/// <summary>Probabilities of a vendor's faults on the wire.</summary>
internal sealed class WireFaultRates
{
    public double RateLimited { get; init; }
    public double ServerError { get; init; }
    public double Refusal { get; init; }
    public double LostBefore { get; init; }
    public double LostAfter { get; init; }
    public double JobFailed { get; init; }
    public double ExpiredLink { get; init; }
    public double TruncatedOutput { get; init; }

    /// <summary>Each under the name that documents give it.</summary>
    internal IEnumerable<(string Name, double Rate)> Named() =>
    [
        ("rateLimited", RateLimited), ("serverError", ServerError), ("refusal", Refusal), ("lostBefore", LostBefore),
        ("lostAfter", LostAfter), ("jobFailed", JobFailed), ("expiredLink", ExpiredLink), ("truncatedOutput", TruncatedOutput),
    ];
}

internal sealed class DifficultyClass
{
    public string Class { get; init; } = "";
    public List<string> Words { get; init; } = [];
    public int AtLeast { get; init; } = 1;
}

internal sealed class FleetDocument
{
    public Dictionary<string, Dictionary<string, double>> Rejected { get; init; } = [];
    public List<DifficultyClass> Classes { get; init; } = [];
    public List<string> RefusedWords { get; init; } = [];
    public Dictionary<string, WireFaultRates> Vendors { get; init; } = [];
    public List<Model> Models { get; init; } = [];
}
