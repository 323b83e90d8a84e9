namespace Atelier.Contracts;

/// <summary>Make one paid try at one model. Sent to the queue of its tier.</summary>
public sealed record GenerateAttempt : ICommand
{
    /// <inheritdoc/>
    public required string TenantId { get; init; }

    /// <inheritdoc/>
    public required Guid DeliverableId { get; init; }

    /// <summary>The attempt.</summary>
    public required Guid AttemptId { get; init; }

    /// <summary>The stage, from 0.</summary>
    public required int Stage { get; init; }

    /// <summary>Why this model.</summary>
    public required RouteDecision Decision { get; init; }

    /// <summary>What to ask of it.</summary>
    public required EffectiveParameters Parameters { get; init; }

    /// <summary>After this moment the output is of no use any more.</summary>
    public required DateTimeOffset Deadline { get; init; }

    /// <summary>By this moment its vendor must have let it in; otherwise it ends as <see cref="FailureKind.Saturated"/>. Null: it may wait until its deadline.</summary>
    public DateTimeOffset? LetInBy { get; init; }
}
