namespace Atelier.Contracts;

/// <summary>What a campaign or a tenant may spend at vendors, and what happens when an attempt does not fit any more.</summary>
public sealed record BudgetTerms
{
    /// <summary>The limit, micro-dollars; never passed as long as vendors charge what the price book says.</summary>
    public required long LimitMicros { get; init; }

    /// <summary>What becomes of a deliverable whose next attempt does not fit.</summary>
    public BudgetRule AtLimit { get; init; } = BudgetRule.Hold;

    /// <summary>For <see cref="BudgetRule.Downgrade"/>: a tier of the routing table to take a model from; null: the tier that the attempt would have gone to, then its last resort.</summary>
    public string? DowngradeTo { get; init; }
}

/// <summary>What becomes of a deliverable whose next attempt does not fit its budget.</summary>
public enum BudgetRule
{
    /// <summary>It waits until the budget is raised or money is released, in the order of waiting.</summary>
    Hold,

    /// <summary>A cheaper model that fits is taken; when none does, it fails as by <see cref="Fail"/>.</summary>
    Downgrade,

    /// <summary>It waits while money that is reserved for others could still be released to it, and fails once none could.</summary>
    Fail,

    /// <summary>It waits, and an operator is asked to raise the limit, to let cheaper models be taken, or to let it fail: a <see cref="BudgetDecision"/>.</summary>
    Ask,
}
