using Atelier.Contracts;

namespace Atelier.Cli.Client;

/// <summary>What <c>GET /v1/ledger/costs</c> answers. Money is micro-dollars.</summary>
public sealed record CostReport
{
    /// <summary>A line a tier.</summary>
    public required IReadOnlyList<CostLine> Tiers { get; init; }

    /// <summary>Drafts and deliveries apart.</summary>
    public IReadOnlyList<CostLine> Grades { get; init; } = [];

    /// <summary>All of them together.</summary>
    public required CostLine Total { get; init; }
}

/// <summary>What a group of deliverables cost.</summary>
public sealed record CostLine
{
    /// <summary>The tier; missing in the total, and where no attempt has ended.</summary>
    public string? Tier { get; init; }

    /// <summary>The grade, in the lines of grades.</summary>
    public Grade? Grade { get; init; }

    /// <summary>Deliverables requested.</summary>
    public required int Requested { get; init; }

    /// <summary>Deliverables delivered.</summary>
    public required int Delivered { get; init; }

    /// <summary>Deliverables failed.</summary>
    public required int Failed { get; init; }

    /// <summary>Attempts made.</summary>
    public required int Attempts { get; init; }

    /// <summary>Attempts for each accepted one; missing where none was accepted.</summary>
    public double? RegenerationMultiplier { get; init; }

    /// <summary>All attempts.</summary>
    public required long GenerationMicros { get; init; }

    /// <summary>The gate.</summary>
    public required long InspectionMicros { get; init; }

    /// <summary>Refinement.</summary>
    public required long RefinementMicros { get; init; }

    /// <summary>The time of persons who looked at them.</summary>
    public long ReviewMicros { get; init; }

    /// <summary>Waiting, at what an hour is worth.</summary>
    public required long WaitingMicros { get; init; }

    /// <summary>All of these for each acceptable deliverable; missing where there is none.</summary>
    public long? TrueCostPerDeliverableMicros { get; init; }

    /// <summary>Costs that are not known and are in no sum.</summary>
    public required int Unpriced { get; init; }
}
