namespace Atelier.Contracts;

/// <summary>Why an attempt went where it went.</summary>
public sealed record RouteDecision
{
    /// <summary>Content hash of the routing table that decided.</summary>
    public required string TableHash { get; init; }

    /// <summary>That version's number, for people.</summary>
    public int? TableNumber { get; init; }

    /// <summary>The stage's category.</summary>
    public required string Category { get; init; }

    /// <summary>The tier the attempt ran in; a fallback's own tier once it has fallen back.</summary>
    public required string Tier { get; init; }

    /// <summary>Place of the model among the tier's candidates, from 0.</summary>
    public required int Candidate { get; init; }

    /// <summary>The model, as <c>vendor/model</c>.</summary>
    public required string Model { get; init; }

    /// <summary>The rule that chose it: <c>first</c>, <c>retry</c>, <c>switch:rejections</c>, <c>switch:refused</c>, <c>fallback:cap</c>, <c>downgrade:budget</c> …</summary>
    public required string Criterion { get; init; }

    /// <summary>The model that the table chose and the budget had no room for, with its place; null: this is the one that the table chose.</summary>
    public InsteadOf? InsteadOf { get; init; }
}

/// <summary>Where an attempt would have gone but for its budget.</summary>
public sealed record InsteadOf
{
    /// <summary>The tier.</summary>
    public required string Tier { get; init; }

    /// <summary>The place among its candidates, from 0.</summary>
    public required int Candidate { get; init; }

    /// <summary>As <c>vendor/model</c>.</summary>
    public required string Model { get; init; }
}
