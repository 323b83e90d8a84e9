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

    /// <summary>Place of the model among the tier's candidates, from 0; -1 for an upscaler, which is none of them.</summary>
    public required int Candidate { get; init; }

    /// <summary>The model, as <c>vendor/model</c>.</summary>
    public required string Model { get; init; }

    /// <summary>
    /// The criterion that chose it:
    /// <list type="bullet">
    /// <item><c>first</c>: the first candidate that can take the stage.</item>
    /// <item><c>retry:rejected</c>, <c>retry:FAILURE</c>: the same model again.</item>
    /// <item><c>switch:rejections</c>, <c>switch:DEFECT</c> (as <c>switch:blurred</c>), <c>switch:FAILURE</c> (as <c>switch:timedOut</c>): the next
    /// candidate, because of what became of the attempt before.</item>
    /// <item><c>switch:acceptance</c>, <c>switch:latency</c>, <c>switch:price</c>: the next candidate, because the one whose turn it was is passed over.</item>
    /// <item><c>probe:acceptance</c>, <c>probe:latency</c>: a model that is passed over gets a chance to show that it does better by now.</item>
    /// <item><c>fallback:cap</c>, <c>fallback:worth</c>, <c>fallback:rejections</c>, <c>fallback:FAILURE</c>, <c>fallback:acceptance</c>, <c>fallback:latency</c>,
    /// <c>fallback:price</c>, <c>fallback:ineligible</c>: the tier's last resort, and why.</item>
    /// <item><c>downgrade:budget</c>: a cheaper model than the table would have chosen, since the budget has no room for that one.</item>
    /// <item><c>refine:upscale</c>: no try of the stage: the recipe's upscaler enlarges what was accepted.</item>
    /// <item><c>regenerate:WHO</c>: a delivered stage is made better at the wish of a <c>reviewer</c>, of <c>upstream</c>, or since its <c>source</c> was.</item>
    /// <item><c>despite:acceptance</c>, <c>despite:latency</c>: nobody else is left, so a model that is passed over is asked all the same.</item>
    /// </list>
    /// DEFECT is a <see cref="Defect"/>, FAILURE a <see cref="FailureKind"/>, both in camelCase.
    /// </summary>
    public required string Criterion { get; init; }

    /// <summary>Candidates whose turn it was and that were passed over by a criterion of the table; null for none.</summary>
    public IReadOnlyList<PassedOver>? PassedOver { get; init; }

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

/// <summary>A candidate that could have taken the stage and was not asked.</summary>
public sealed record PassedOver
{
    /// <summary>As <c>vendor/model</c>.</summary>
    public required string Model { get; init; }

    /// <summary><c>acceptance</c>, <c>latency</c> or <c>price</c>.</summary>
    public required string Criterion { get; init; }
}
