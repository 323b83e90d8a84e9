namespace Atelier.Contracts;

/// <summary>
/// An output is not good enough: another attempt is called for, within the cap. Of a delivered deliverable's accepted attempt it reopens
/// the deliverable, within the tier's cap for regenerations; until a better one is accepted, what was delivered stands.
/// </summary>
public sealed record RegenerationRequested : IEvent
{
    /// <inheritdoc/>
    public required string TenantId { get; init; }

    /// <inheritdoc/>
    public required Guid DeliverableId { get; init; }

    /// <inheritdoc/>
    public required DateTimeOffset OccurredAt { get; init; }

    /// <summary>The attempt.</summary>
    public required Guid AttemptId { get; init; }

    /// <summary>The stage, from 0.</summary>
    public required int Stage { get; init; }

    /// <summary>Who calls for it.</summary>
    public required RegenerationSource Source { get; init; }

    /// <summary>What was found wrong.</summary>
    public IReadOnlyList<VerdictReason> Reasons { get; init; } = [];

    /// <summary>True: stages that begin with this one's output are made again too. Otherwise those that were accepted stay as they are, and cost nothing again.</summary>
    public bool? WithDependents { get; init; }
}

/// <summary>Who calls for another attempt.</summary>
public enum RegenerationSource
{
    /// <summary>The automatic gate.</summary>
    Gate,

    /// <summary>A person who reviews.</summary>
    Reviewer,

    /// <summary>The system that asked for the deliverable.</summary>
    Upstream,
}
