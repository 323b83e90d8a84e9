namespace Atelier.Contracts;

/// <summary>One step of a deliverable, with its own category, route, gate and cap.</summary>
public sealed record StageSpec
{
    /// <summary>Its name within the deliverable, as <c>still</c> or <c>motion</c>.</summary>
    public required string Name { get; init; }

    /// <summary>What it makes.</summary>
    public required Medium Medium { get; init; }

    /// <summary>The stage before it whose accepted output it begins with; null: as <see cref="DeliverableSpec.SourceOf"/> says.</summary>
    public string? From { get; init; }

    /// <summary>A category of the routing table.</summary>
    public required string Category { get; init; }

    /// <summary>What to make.</summary>
    public required Prompt Prompt { get; init; }

    /// <summary>What to keep out, for models that take it.</summary>
    public string? NegativePrompt { get; init; }

    /// <summary>Where the seeds of its attempts come from.</summary>
    public required SeedPolicy Seed { get; init; }

    /// <summary>The shape and target size.</summary>
    public required OutputFormat Format { get; init; }

    /// <summary>Guidance (CFG) on the model's own scale; null leaves it to the model.</summary>
    public double? Guidance { get; init; }

    /// <summary>Guidance as a strength of 0 to 1, which each model's document maps to its own scale; instead of <see cref="Guidance"/>.</summary>
    public double? GuidanceStrength { get; init; }

    /// <summary>How much and how the picture moves; video only.</summary>
    public Motion? Motion { get; init; }

    /// <summary>Pictures to follow, already in the asset store.</summary>
    public IReadOnlyList<Reference> References { get; init; } = [];

    /// <summary>Running time; video only.</summary>
    public TimeSpan? Duration { get; init; }

    /// <summary>Controls that must not be dropped: a model that lacks one is passed over.</summary>
    public IReadOnlyList<StageControl> Require { get; init; } = [];
}
