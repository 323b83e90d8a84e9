using System.Collections.Immutable;
using Atelier.Contracts;

namespace Atelier.Router.Saga;

/// <summary>All that is known of a deliverable. Changed only by <see cref="DeliverableSaga"/>.</summary>
internal sealed record DeliverableState
{
    public required Guid Id { get; init; }
    public required string TenantId { get; init; }
    public required DeliverableSpec Spec { get; init; }
    public required DateTimeOffset RequestedAt { get; init; }
    public required DeliverablePhase Phase { get; init; }

    /// <summary>The stage in hand, from 0.</summary>
    public int Stage { get; init; }

    /// <summary>The stages begun so far.</summary>
    public ImmutableArray<StageState> Stages { get; init; } = [];

    /// <summary>When waiting for the current step is over; null once the deliverable has ended.</summary>
    public DateTimeOffset? Deadline { get; init; }

    /// <summary>How often the current step was asked for again.</summary>
    public int Reminders { get; init; }

    /// <summary>Grows with every change.</summary>
    public long Version { get; init; }

    public DeliverableFailure? Failure { get; init; }

    public StageSpec StageSpec => Spec.Stages[Stage];
    public StageState Current => Stages[Stage];
    public AttemptState? LastAttempt => Stages.IsEmpty || Current.Attempts.IsEmpty ? null : Current.Attempts[^1];
    public int AttemptCount => Stages.Sum(stage => stage.Attempts.Length);
    public bool Ended => Phase is DeliverablePhase.Delivered or DeliverablePhase.Failed;

    public DeliverableState WithStage(StageState stage) => this with { Stages = Stages.SetItem(Stage, stage) };

    public DeliverableState WithLastAttempt(AttemptState attempt) =>
        WithStage(Current with { Attempts = Current.Attempts.SetItem(Current.Attempts.Length - 1, attempt) });
}

/// <summary>One stage.</summary>
internal sealed record StageState
{
    public ImmutableArray<AttemptState> Attempts { get; init; } = [];
    public DeliveredFile? File { get; init; }
}

/// <summary>One attempt, with every cost it has caused.</summary>
internal sealed record AttemptState
{
    public required Guid Id { get; init; }
    public required int Ordinal { get; init; }
    public required RouteDecision Decision { get; init; }
    public required EffectiveParameters Parameters { get; init; }
    public required AttemptOutcome Outcome { get; init; }
    public required DateTimeOffset Deadline { get; init; }
    public FailureKind? Failure { get; init; }
    public string? Detail { get; init; }
    public AssetRef? Output { get; init; }
    public Verdict? Verdict { get; init; }
    public DateTimeOffset? JudgedAt { get; init; }
    public TimeSpan? Latency { get; init; }
    public Cost? Cost { get; init; }
    public Cost? InspectionCost { get; init; }
    public Cost? RefinementCost { get; init; }

    public IEnumerable<Cost> Costs => new[] { Cost, InspectionCost, RefinementCost }.OfType<Cost>();
}
