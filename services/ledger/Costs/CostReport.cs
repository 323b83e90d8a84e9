using Atelier.Contracts;

namespace Atelier.Ledger.Costs;

/// <summary>What deliverables cost, by tier and in total. Money is micro-dollars.</summary>
internal sealed record CostReport
{
    /// <summary>The campaign asked for; null: all.</summary>
    public string? Campaign { get; init; }

    /// <summary>Deliverables requested at or after this moment; null: from the first.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>Deliverables requested before this moment; null: to the last.</summary>
    public DateTimeOffset? To { get; init; }

    /// <summary>The grade asked for; null: both.</summary>
    public Grade? Grade { get; init; }

    /// <summary>By the tier that a deliverable's last stage was first sent to; ordered by name.</summary>
    public required IReadOnlyList<CostLine> Tiers { get; init; }

    /// <summary>Drafts and deliveries apart; a grade of which there is none is left out.</summary>
    public required IReadOnlyList<CostLine> Grades { get; init; }

    public required CostLine Total { get; init; }
}

/// <summary>What a group of deliverables cost.</summary>
internal sealed record CostLine
{
    /// <summary>Null in the total, and for deliverables of which no attempt has ended.</summary>
    public string? Tier { get; init; }

    /// <summary>Null but in the lines of grades.</summary>
    public Grade? Grade { get; init; }

    public required int Requested { get; init; }

    public required int Delivered { get; init; }

    public required int Failed { get; init; }

    public required int Cancelled { get; init; }

    public int Running => Requested - Delivered - Failed - Cancelled;

    public required int Attempts { get; init; }

    public required int Accepted { get; init; }

    public required int Rejected { get; init; }

    /// <summary>Attempts for each accepted one; null where none was accepted.</summary>
    public double? RegenerationMultiplier => Accepted == 0 ? null : Math.Round((double)Attempts / Accepted, 4);

    /// <summary>All attempts, accepted or not; failed ones where the vendor charged.</summary>
    public required long GenerationMicros { get; init; }

    public required long InspectionMicros { get; init; }

    public required long RefinementMicros { get; init; }

    /// <summary>The time of the persons who looked at them, at what an hour of it is worth.</summary>
    public required long ReviewMicros { get; init; }

    /// <summary>That time itself, whole seconds.</summary>
    public required long ReviewSeconds { get; init; }

    /// <summary>From request to end, times what an hour is worth; of deliverables that have ended.</summary>
    public required long WaitingMicros { get; init; }

    /// <summary>Accepted attempts that were run again to see whether they come out the same; in no other sum.</summary>
    public required long ReproductionMicros { get; init; }

    public long TrueCostMicros => GenerationMicros + InspectionMicros + RefinementMicros + ReviewMicros + WaitingMicros;

    /// <summary>True cost of an acceptable deliverable, to the nearest micro-dollar; null where none was delivered: there is nothing to divide by.</summary>
    public long? TrueCostPerDeliverableMicros => Delivered == 0 ? null : (TrueCostMicros + (Delivered / 2)) / Delivered;

    /// <summary>Costs that are not known and are in no sum above.</summary>
    public required int Unpriced { get; init; }

    public static CostLine Sum(IReadOnlyList<CostLine> lines) => new()
    {
        Requested = lines.Sum(line => line.Requested),
        Delivered = lines.Sum(line => line.Delivered),
        Failed = lines.Sum(line => line.Failed),
        Cancelled = lines.Sum(line => line.Cancelled),
        Attempts = lines.Sum(line => line.Attempts),
        Accepted = lines.Sum(line => line.Accepted),
        Rejected = lines.Sum(line => line.Rejected),
        GenerationMicros = lines.Sum(line => line.GenerationMicros),
        InspectionMicros = lines.Sum(line => line.InspectionMicros),
        RefinementMicros = lines.Sum(line => line.RefinementMicros),
        ReviewMicros = lines.Sum(line => line.ReviewMicros),
        ReviewSeconds = lines.Sum(line => line.ReviewSeconds),
        WaitingMicros = lines.Sum(line => line.WaitingMicros),
        ReproductionMicros = lines.Sum(line => line.ReproductionMicros),
        Unpriced = lines.Sum(line => line.Unpriced),
    };
}
