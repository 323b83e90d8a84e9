using Atelier.Contracts.Catalog;

namespace Atelier.Cli.Client;

/// <summary>A published version of the routing table, as <c>/v1/routing/versions</c> shows it.</summary>
public sealed record RoutingVersion
{
    /// <summary>From 1, in the order of publication.</summary>
    public required int Number { get; init; }

    /// <summary>Content hash.</summary>
    public required string Hash { get; init; }

    /// <summary><c>draft</c>, <c>validated</c>, <c>scheduled</c>, <c>active</c> or <c>superseded</c>.</summary>
    public required string State { get; init; }

    /// <summary>Who published it.</summary>
    public required string Author { get; init; }

    /// <summary>When.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>What it is about.</summary>
    public string? Note { get; init; }

    /// <summary>What is wrong with a draft.</summary>
    public IReadOnlyList<RoutingFinding> Findings { get; init; } = [];
}

/// <summary>One thing wrong with a routing table.</summary>
public sealed record RoutingFinding(int Line, int Column, string Field, string Found, string Expected);

/// <summary>Which version holds, as <c>GET /v1/routing/active</c> shows it.</summary>
public sealed record ActiveRouting
{
    /// <summary>The one that holds.</summary>
    public RoutingActivation? Active { get; init; }

    /// <summary>Those to come, the next one first.</summary>
    public IReadOnlyList<RoutingActivation> Scheduled { get; init; } = [];

    /// <summary>Those that held, the last one first.</summary>
    public IReadOnlyList<RoutingActivation> History { get; init; } = [];

    /// <summary>What the active table names and the catalog lacks by now.</summary>
    public IReadOnlyList<RoutingFinding> Warnings { get; init; } = [];
}

/// <summary>How busy the limited tiers are, as <c>GET /v1/routing/waiting</c> shows it.</summary>
public sealed record RoutingWaiting(IReadOnlyList<WaitingTier> Tiers);

/// <summary>One tier.</summary>
public sealed record WaitingTier
{
    /// <summary>Its name.</summary>
    public required string Tier { get; init; }

    /// <summary>How many attempts may be under way at once; null for a tier that is not limited any more.</summary>
    public int? Concurrency { get; init; }

    /// <summary>Attempts under way.</summary>
    public required int InFlight { get; init; }

    /// <summary>Attempts that wait for their turn.</summary>
    public required int Waiting { get; init; }

    /// <summary>The caller's own.</summary>
    public required WaitingTenant Yours { get; init; }

    /// <summary>Everybody's; only operators see them.</summary>
    public IReadOnlyList<WaitingTenant> Tenants { get; init; } = [];
}

/// <summary>What a tenant has in a tier.</summary>
public sealed record WaitingTenant(string Tenant, int Weight, int InFlight, int Waiting);

/// <summary>What would become of a request, as <c>POST /v1/routing/explain</c> answers.</summary>
public sealed record RoutingExplanation
{
    /// <summary>Content hash of the table.</summary>
    public required string Hash { get; init; }

    /// <summary>Its number; missing for a table that was not published.</summary>
    public int? Number { get; init; }

    /// <summary>Stage by stage.</summary>
    public required IReadOnlyList<StageExplanation> Stages { get; init; }
}

/// <summary>One stage.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Category">Its category.</param>
/// <param name="Rejected">Why the request is not taken; null when it is.</param>
/// <param name="Tiers">Its tier, and the fallback's.</param>
/// <param name="Courses">What happens while every attempt ends the same way.</param>
/// <param name="Review">Where persons are asked; null where nobody is.</param>
public sealed record StageExplanation(string Name, string Category, string? Rejected, IReadOnlyList<TierExplanation> Tiers, IReadOnlyList<CourseExplanation> Courses, string? Review = null);

/// <summary>A tier with its candidates in order.</summary>
/// <param name="Tier">Its name.</param>
/// <param name="Attempts">How many attempts it may have there.</param>
/// <param name="Candidates">Its models.</param>
/// <param name="After">The failures that it is the last resort for; none: for whatever has no other; null for the stage's own tier.</param>
public sealed record TierExplanation(string Tier, int Attempts, IReadOnlyList<CandidateExplanation> Candidates, IReadOnlyList<string>? After = null);

/// <summary>A candidate: passed over for its obstacle, or asked for a size.</summary>
/// <param name="Model">As <c>vendor/model</c>.</param>
/// <param name="Obstacle">Why it cannot be asked.</param>
/// <param name="Size">What it would be asked for.</param>
/// <param name="Dropped">Controls that it would not be given as they were asked for.</param>
/// <param name="Mapped">Controls that it would be given in its own terms.</param>
/// <param name="PassedOver">Why it is not asked for the time being, although it could be.</param>
public sealed record CandidateExplanation(string Model, string? Obstacle, string? Size, IReadOnlyList<string> Dropped, IReadOnlyList<string>? Mapped = null, string? PassedOver = null);

/// <summary>The attempts that follow each other while each ends that way, and how it ends.</summary>
public sealed record CourseExplanation(string When, IReadOnlyList<CourseStep> Steps, string End);

/// <summary>One attempt of a course.</summary>
public sealed record CourseStep(string Tier, string Model, string Criterion);

internal sealed record RoutingPage(IReadOnlyList<RoutingVersion> Items);

internal sealed record RoutingDiff(IReadOnlyList<string> Lines);

/// <summary>One model in one category by one measure, as <c>GET /v1/routing/health</c> shows it. Acceptance is a share, latency seconds.</summary>
public sealed record ModelHealthView(
    string Category, string Model, string Criterion, Contracts.CircuitState State, DateTimeOffset Since, double? Measured, int Sample, double Limit, double Recover, DateTimeOffset? ProbedFrom);

internal sealed record ModelHealthPage(IReadOnlyList<ModelHealthView> Items);
