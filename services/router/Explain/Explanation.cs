namespace Atelier.Router.Explain;

/// <summary>What the line would do with a request, by one version of the routing table.</summary>
internal sealed record Explanation
{
    /// <summary>Content hash of the version.</summary>
    public required string Hash { get; init; }

    /// <summary>Its number; missing for a table that was not published.</summary>
    public int? Number { get; init; }

    public required IReadOnlyList<StageExplanation> Stages { get; init; }
}

internal sealed record StageExplanation
{
    public required string Name { get; init; }

    public required string Category { get; init; }

    /// <summary>The tiers it may be made in: its own, and the fallback's.</summary>
    public required IReadOnlyList<TierExplanation> Tiers { get; init; }

    /// <summary>Why the request is not taken; missing when there is a model for it.</summary>
    public string? Rejected { get; init; }

    /// <summary>Where persons are asked, in words; missing where nobody is.</summary>
    public string? Review { get; init; }

    /// <summary>What happens when every attempt ends the same way, by how it ends.</summary>
    public required IReadOnlyList<Course> Courses { get; init; }
}

internal sealed record TierExplanation
{
    public required string Tier { get; init; }

    /// <summary>How many attempts it may have there.</summary>
    public required int Attempts { get; init; }

    /// <summary>The failures that it is the last resort for; none: for whatever has no other; missing for the stage's own tier.</summary>
    public IReadOnlyList<string>? After { get; init; }

    public required IReadOnlyList<CandidateExplanation> Candidates { get; init; }
}

internal sealed record CandidateExplanation
{
    public required string Model { get; init; }

    /// <summary>Why it is passed over; missing for one that may be asked.</summary>
    public string? Obstacle { get; init; }

    /// <summary>Why it is passed over for the time being, although it could take the stage; missing for one that has its turn.</summary>
    public string? PassedOver { get; init; }

    /// <summary>The size it would be asked for, as <c>960x540</c>.</summary>
    public string? Size { get; init; }

    /// <summary>Controls it would not be given as they were asked for.</summary>
    public IReadOnlyList<string> Dropped { get; init; } = [];

    /// <summary>Controls that would become its own values.</summary>
    public IReadOnlyList<string> Mapped { get; init; } = [];
}

/// <summary>The attempts that follow each other while every one ends the same way.</summary>
internal sealed record Course
{
    /// <summary><c>rejected</c>, a defect that a switch rule names, or a kind of failure.</summary>
    public required string When { get; init; }

    public required IReadOnlyList<CourseStep> Steps { get; init; }

    /// <summary>How it ends after the last: <c>capReached</c> or <c>noCandidateLeft</c>, or <c>review</c> where a person is asked then.</summary>
    public required string End { get; init; }
}

internal sealed record CourseStep(string Tier, string Model, string Criterion);
