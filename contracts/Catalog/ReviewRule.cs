namespace Atelier.Contracts.Catalog;

/// <summary>When a person is asked about a category's outputs.</summary>
public sealed record ReviewRule
{
    /// <summary>At which points; at least one.</summary>
    public required IReadOnlyList<ReviewCause> When { get; init; }

    /// <summary>For which grades; by default for deliveries.</summary>
    public IReadOnlyList<Grade> Grades { get; init; } = [Grade.Delivery];

    /// <summary>Which part of the outputs that the gate accepted is looked at: above 0, up to 1 for all of them. At the cap it is always all.</summary>
    public double Share { get; init; } = 1;

    /// <summary>Whether two different persons must accept.</summary>
    public bool FourEyes { get; init; }

    /// <summary>How many attempts of a stage reviewers may grant beyond its cap, 0 to 20.</summary>
    public int Grants { get; init; } = 1;

    /// <summary>Whether the time of a reviewer who takes an item and never decides counts into its cost, to the end of the lease.</summary>
    public bool CountLostLeases { get; init; }

    /// <summary>How long a review may stay undecided; null: it waits for a person.</summary>
    public TimeSpan? Deadline { get; init; }

    /// <summary>What happens then.</summary>
    public OverdueRule OnDeadline { get; init; }
}

/// <summary>What becomes of a stage whose review nobody decides in time.</summary>
public enum OverdueRule
{
    /// <summary>It fails.</summary>
    Fail,

    /// <summary>The gate's word stands: what it accepted goes on; at the cap it fails.</summary>
    Gate,
}
