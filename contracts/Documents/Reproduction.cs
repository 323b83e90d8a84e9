namespace Atelier.Contracts;

/// <summary>An accepted attempt, run again with the same model, seed and controls. Its cost is no part of what the deliverable cost.</summary>
public sealed record Reproduction
{
    /// <summary>The criterion of its attempt's <see cref="RouteDecision"/>, by which it is told from an attempt of the deliverable.</summary>
    public const string Criterion = "reproduce";

    /// <summary>Its id.</summary>
    public required Guid Id { get; init; }

    /// <summary>The stage, from 0.</summary>
    public required int Stage { get; init; }

    /// <summary>The attempt that was accepted.</summary>
    public required Guid OriginalAttemptId { get; init; }

    /// <summary>The attempt that repeats it.</summary>
    public required Guid AttemptId { get; init; }

    /// <summary>What was accepted, before refinement.</summary>
    public required AssetRef Original { get; init; }

    /// <summary>What came back this time; null while there is nothing.</summary>
    public AssetRef? Again { get; init; }

    /// <summary>How the two compare.</summary>
    public required ReproductionMatch Match { get; init; }

    /// <summary>Share of the perceptual hash's bits that differ, 0 to 1; null while the pictures need not be, or were not, looked at.</summary>
    public double? Distance { get; init; }

    /// <summary>Why there is nothing to compare, when there is not.</summary>
    public string? Detail { get; init; }

    /// <summary>The vendor's charge; null while it is not known.</summary>
    public Cost? Cost { get; init; }

    /// <summary>An operator's word on a charge that nobody told; null: none.</summary>
    public Settlement? Settlement { get; init; }
}

/// <summary>How a reproduction compares with what was accepted.</summary>
public enum ReproductionMatch
{
    /// <summary>It is not over.</summary>
    Pending,

    /// <summary>The very same bytes.</summary>
    Bytes,

    /// <summary>Other bytes that look the same: the perceptual hashes differ in no more than <see cref="OutputsCompared.Alike"/> of their bits.</summary>
    Perceptual,

    /// <summary>It looks different.</summary>
    Different,

    /// <summary>There is nothing to compare: the detail says why.</summary>
    NotMade,
}
