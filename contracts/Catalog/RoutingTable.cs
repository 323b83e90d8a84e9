namespace Atelier.Contracts.Catalog;

/// <summary>catalog/routing.yaml: which categories go to which tier, and what a tier does when things go wrong.</summary>
public sealed record RoutingTable
{
    /// <summary>The table's name.</summary>
    public required string Name { get; init; }

    /// <summary>What this version is about, in its author's words.</summary>
    public string? Note { get; init; }

    /// <summary>Categories by name; every stage of a request names one.</summary>
    public required IReadOnlyDictionary<string, CategoryRoute> Categories { get; init; }

    /// <summary>Tiers by name.</summary>
    public required IReadOnlyDictionary<string, Tier> Tiers { get; init; }

    /// <summary>Attempts that a deliverable may have in all its stages until it is delivered, fallbacks included; null: only its stages' caps hold.</summary>
    public DeliverableCap? DeliverableCap { get; init; }
}

/// <summary>Attempts that a deliverable may have in all its stages, by grade.</summary>
public sealed record DeliverableCap
{
    /// <summary>For drafts, at least 1.</summary>
    public required int Draft { get; init; }

    /// <summary>For deliveries, at least 1.</summary>
    public required int Delivery { get; init; }

    /// <summary>For a grade.</summary>
    public int Of(Grade grade) => grade is Grade.Draft ? Draft : Delivery;
}

/// <summary>Where a category goes.</summary>
public sealed record CategoryRoute
{
    /// <summary>The tier.</summary>
    public required string Tier { get; init; }

    /// <summary>The tier of its drafts; null: the same.</summary>
    public string? Draft { get; init; }

    /// <summary>The tier of a grade.</summary>
    public string Of(Grade grade) => grade is Grade.Draft ? Draft ?? Tier : Tier;

    /// <summary>What belongs here, for people.</summary>
    public string? About { get; init; }

    /// <summary>When a person is asked; null: only where a request asks for it.</summary>
    public ReviewRule? Review { get; init; }
}

/// <summary>An ordered list of models with the rules for moving along it.</summary>
public sealed record Tier
{
    /// <summary>What the tier is for, for people.</summary>
    public string? About { get; init; }

    /// <summary>Models in the order they are tried; those that cannot take a stage are passed over.</summary>
    public required IReadOnlyList<Candidate> Candidates { get; init; }

    /// <summary>How many attempts a stage may have here.</summary>
    public required Cap Cap { get; init; }

    /// <summary>When to move to the next candidate although nothing failed, and which candidates are passed over.</summary>
    public required SwitchRule Switch { get; init; }

    /// <summary>What to do when an attempt gives no output; a kind that is not named here means <see cref="FailureRule.Next"/>.</summary>
    public IReadOnlyDictionary<FailureKind, FailureRule> OnFailure { get; init; } = new Dictionary<FailureKind, FailureRule>();

    /// <summary>Where a stage goes, once, when the cap is reached or no candidate is left; null: it fails.</summary>
    public Fallback? Fallback { get; init; }

    /// <summary>
    /// Last resorts of their own, by kind of failure: taken instead of <see cref="Fallback"/> when an attempt that failed in that way leaves no
    /// candidate, or when <see cref="OnFailure"/> says <see cref="FailureRule.Fallback"/>. Also once: a stage falls back one time in all.
    /// </summary>
    public IReadOnlyDictionary<FailureKind, Fallback> Fallbacks { get; init; } = new Dictionary<FailureKind, Fallback>();

    /// <summary>How long an attempt waits for a vendor that has no room; null: until its deadline.</summary>
    public SaturationRule? Saturation { get; init; }

    /// <summary>Whether attempts end when another is not worth its cost, for deliverables that say what they are worth; false: only the cap ends them.</summary>
    public bool MarginalStop { get; init; } = true;

    /// <summary>
    /// How many attempts may be under way here at once, all processes together, at least 1; others wait their turn. Null: as many as come. Of the
    /// version that holds now it counts, for whatever version a deliverable started with: it is about the vendors, who are the same for all.
    /// </summary>
    public int? Concurrency { get; init; }

    /// <summary>How long one attempt may take before it counts as timed out.</summary>
    public required TimeSpan Deadline { get; init; }

    /// <summary>Recipes of recipes.yaml by medium, then grade.</summary>
    public required IReadOnlyDictionary<Medium, IReadOnlyDictionary<Grade, string>> Recipes { get; init; }
}

/// <summary>One model of a tier.</summary>
public sealed record Candidate
{
    /// <summary>As <c>vendor/model</c>, defined in catalog/vendors/.</summary>
    public required string Model { get; init; }
}

/// <summary>Attempts a stage may have, by grade.</summary>
public sealed record Cap
{
    /// <summary>For drafts, at least 1.</summary>
    public required int Draft { get; init; }

    /// <summary>For deliveries, at least 1.</summary>
    public required int Delivery { get; init; }

    /// <summary>For a grade.</summary>
    public int Of(Grade grade) => grade is Grade.Draft ? Draft : Delivery;

    /// <summary>For what a delivered stage is made again when a reviewer or its requester calls for it, in all its reopenings together; 0: it is never reopened.</summary>
    public int Regeneration { get; init; } = 2;
}

/// <summary>What to do when an attempt gave no output.</summary>
public enum FailureRule
{
    /// <summary>Try the next candidate.</summary>
    Next,

    /// <summary>Try the same model again.</summary>
    Retry,

    /// <summary>Go to the last resort at once: the tier's other candidates are not asked. Without one that can take the stage, the next candidate.</summary>
    Fallback,
}

/// <summary>What to do when a vendor has no room.</summary>
public sealed record SaturationRule
{
    /// <summary>How long an attempt may wait to be let in, from its command on, above zero; then it fails as <see cref="FailureKind.Saturated"/>, unbilled.</summary>
    public required TimeSpan Wait { get; init; }
}

/// <summary>The last resort of a tier.</summary>
public sealed record Fallback
{
    /// <summary>Another tier, whose candidates are tried.</summary>
    public required string Tier { get; init; }

    /// <summary>How many attempts it may have there, at least 1.</summary>
    public required int Attempts { get; init; }
}
