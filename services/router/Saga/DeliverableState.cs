using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Atelier.Contracts;
using Atelier.Router.Budgets;

namespace Atelier.Router.Saga;

/// <summary>All that is known of a deliverable. Changed only by <see cref="DeliverableSaga"/>.</summary>
internal sealed record DeliverableState
{
    public required Guid Id { get; init; }
    public required string TenantId { get; init; }
    public required DeliverableSpec Spec { get; init; }
    public required DateTimeOffset RequestedAt { get; init; }
    public required DeliverablePhase Phase { get; init; }

    /// <summary>Content hash of the routing table that it started with, and goes on with until its end.</summary>
    public string? TableHash { get; init; }

    /// <summary>The stage in hand, from 0.</summary>
    public int Stage { get; init; }

    /// <summary>The stages begun so far.</summary>
    public ImmutableArray<StageState> Stages { get; init; } = [];

    /// <summary>When waiting for the current step is over; null once the deliverable has ended.</summary>
    public DateTimeOffset? Deadline { get; init; }

    /// <summary>What the attempt that is wanted waits for; only while it waits.</summary>
    public Wait? Waits { get; init; }

    /// <summary>The tier that the attempt in hand has a slot of, where slots are counted.</summary>
    public string? Slot { get; init; }

    /// <summary>How often the current step was asked for again.</summary>
    public int Reminders { get; init; }

    /// <summary>Grows with every change.</summary>
    public long Version { get; init; }

    /// <summary>Nothing further is spent until it is released: what comes is recorded, and no deadline passes.</summary>
    public bool Held { get; init; }

    /// <summary>The ordinal of the newest hold or release; an earlier one is old news.</summary>
    public long WishOrdinal { get; init; }

    /// <summary>Cancelled before its request came.</summary>
    public bool CancelledEarly { get; init; }

    public DeliverableFailure? Failure { get; init; }

    /// <summary>How often it was reopened after its first delivery.</summary>
    public int Revision { get; init; }

    /// <summary>When it was last reopened.</summary>
    public DateTimeOffset? ReopenedAt { get; init; }

    /// <summary>The stages that are to be made again before it is delivered again.</summary>
    public ImmutableArray<int> Redo { get; init; } = [];

    /// <summary>Accepted attempts that were run again, which changes nothing about the deliverable.</summary>
    public ImmutableArray<Reproduction> Reproductions { get; init; } = [];

    /// <summary>What was put aside in budgets for its attempts and reproductions; null where no budget held.</summary>
    public IReadOnlyList<Reservation>? Reservations { get; init; }

    // Worked out of the rest, and not kept with it.
    [JsonIgnore]
    public StageSpec StageSpec => Stages.Length > Stage && Current.Reviews?.Edits is { } edits ? edits.Over(Spec.Stages[Stage]) : Spec.Stages[Stage];
    [JsonIgnore]
    public StageState Current => Stages[Stage];
    [JsonIgnore]
    public AttemptState? LastAttempt => Stages.IsEmpty ? null : Current.InHand;
    [JsonIgnore]
    public ReviewState? OpenReview => Phase is DeliverablePhase.Reviewing ? Current.Reviews?.Open : null;
    [JsonIgnore]
    public int AttemptCount => Stages.Sum(stage => stage.Attempts.Length);
    [JsonIgnore]
    public int? NextStage => !Redo.IsEmpty ? Redo.Min() : Stages.Length < Spec.Stages.Count ? Stages.Length : null;
    [JsonIgnore]
    public IEnumerable<Cost> Costs => Stages.SelectMany(stage => stage.Attempts.SelectMany(attempt => attempt.Costs).Concat(stage.Reviews?.Costs ?? []));
    [JsonIgnore]
    public bool Ended => Phase is DeliverablePhase.Delivered or DeliverablePhase.Failed or DeliverablePhase.Cancelled;

    /// <summary>
    /// Nothing moves it on by itself: it has ended, or is held, or waits for a person or for money. Whoever waits would look at an older snapshot for
    /// long if this one were lost with a process, so it leaves with its commit.
    /// </summary>
    [JsonIgnore]
    public bool ToldWithItsCommit => Known && (Ended || Held || OpenReview is not null || Waits is { For: WaitsFor.Budget });

    /// <summary>The account in whose line it stands; a held one stands in none.</summary>
    [JsonIgnore]
    public Guid? WaitsForAccount => Phase is DeliverablePhase.Waiting && !Held ? Waits?.Account : null;

    /// <summary>False while only wishes about it have come, and its request has not: buses keep no order between messages.</summary>
    [JsonIgnore]
    public bool Known => Spec.Stages.Count > 0;

    /// <summary>What is remembered of a deliverable whose request has not come yet.</summary>
    public static DeliverableState Unheard(IMessage wish) => new()
    {
        Id = wish.DeliverableId, TenantId = wish.TenantId, Phase = DeliverablePhase.Accepted, RequestedAt = default,
        Spec = new DeliverableSpec { Key = "", Grade = Grade.Draft, Campaign = new CampaignTerms { CampaignId = "" }, Stages = [] },
    };

    /// <summary>What the vendor charged for an attempt or a reproduction, as far as it was told; null: it was not.</summary>
    public Cost? ChargeOf(Guid attemptId)
    {
        foreach (var stage in Stages)
        {
            if (stage.Attempts.FirstOrDefault(attempt => attempt.Id == attemptId) is { } attempt)
                return attempt.Cost;
            if (stage.Attempts.FirstOrDefault(attempt => attempt.Enlarging?.AttemptId == attemptId) is { } enlarged)
                return enlarged.Enlarging!.Cost;
        }
        return Reproductions.FirstOrDefault(reproduction => reproduction.AttemptId == attemptId)?.Cost;
    }

    /// <summary>Whether it is one of its attempts or reproductions.</summary>
    public bool Knows(Guid attemptId) => Stages.Any(stage => stage.Attempts.Any(attempt => attempt.Id == attemptId || attempt.Enlarging?.AttemptId == attemptId)) || Reproductions.Any(reproduction => reproduction.AttemptId == attemptId);

    /// <summary>An operator's word on a charge that nobody told; null: none.</summary>
    public Settlement? SettlementOf(Guid attemptId) =>
        Stages.SelectMany(stage => stage.Attempts).FirstOrDefault(attempt => attempt.Id == attemptId)?.Settlement
        ?? Stages.SelectMany(stage => stage.Attempts).FirstOrDefault(attempt => attempt.Enlarging?.AttemptId == attemptId)?.Enlarging!.Settlement ?? Reproductions.FirstOrDefault(reproduction => reproduction.AttemptId == attemptId)?.Settlement;

    public DeliverableState WithStage(StageState stage) => this with { Stages = Stages.SetItem(Stage, stage) };

    public DeliverableState WithLastAttempt(AttemptState attempt) =>
        WithStage(Current with { Attempts = Current.Attempts.SetItem(Current.IndexInHand, attempt) });
}

/// <summary>What an attempt that is wanted waits for.</summary>
/// <param name="For">The kind of thing.</param>
/// <param name="Tier">The tier that it is to go to.</param>
/// <param name="Since">Since when.</param>
/// <param name="Account">The account that has no room, where it waits for one.</param>
/// <param name="Micros">What it could cost there, micro-dollars.</param>
internal sealed record Wait(WaitsFor For, string Tier, DateTimeOffset Since, Guid? Account = null, long Micros = 0);

/// <summary>One stage.</summary>
internal sealed record StageState
{
    public ImmutableArray<AttemptState> Attempts { get; init; } = [];
    public DeliveredFile? File { get; init; }

    /// <summary>The attempt that the file was made from.</summary>
    public Guid? FileOf { get; init; }

    /// <summary>When and why it was last opened again; null: it was not.</summary>
    public Reopening? Reopening { get; init; }

    /// <summary>The attempt whose output the stage stands on: one that is accepted and not refined yet replaces nothing.</summary>
    [JsonIgnore]
    public AttemptState? Accepted => Attempts.FirstOrDefault(attempt => attempt.Id == FileOf);

    /// <summary>What persons were asked and have decided; null while nobody was asked.</summary>
    public StageReviews? Reviews { get; init; }

    /// <summary>The attempt that messages are about: the last one, unless a reviewer has chosen an earlier one.</summary>
    [JsonIgnore]
    public AttemptState? InHand => Attempts.IsEmpty ? null : Attempts[IndexInHand];
    [JsonIgnore]
    public int IndexInHand => Reviews?.Chosen ?? Attempts.Length - 1;
}

/// <summary>A stage that was delivered is made again.</summary>
/// <param name="By">Who called for it; null: it begins with the output of a stage that is made again.</param>
/// <param name="Revision">The deliverable's revision that this is to make.</param>
/// <param name="After">The attempts that it had by then.</param>
/// <param name="FirstAfter">The attempts that it had when it was first opened again: all since then count for the cap of regenerations.</param>
internal sealed record Reopening(RegenerationSource? By, int Revision, int After, int FirstAfter);

/// <summary>One attempt, with every cost it has caused.</summary>
internal sealed record AttemptState
{
    public required Guid Id { get; init; }
    public required int Ordinal { get; init; }
    public required RouteDecision Decision { get; init; }
    public required EffectiveParameters Parameters { get; init; }
    public required AttemptOutcome Outcome { get; init; }
    public required DateTimeOffset Deadline { get; init; }
    public DateTimeOffset? LetInBy { get; init; }
    public FailureKind? Failure { get; init; }
    public string? Detail { get; init; }
    public AssetRef? Output { get; init; }
    public Verdict? Verdict { get; init; }
    public DateTimeOffset? JudgedAt { get; init; }
    public TimeSpan? Latency { get; init; }
    public Cost? Cost { get; init; }

    /// <summary>An operator's word on <see cref="Cost"/>, which no vendor had told.</summary>
    public Settlement? Settlement { get; init; }
    public Cost? InspectionCost { get; init; }
    public Cost? RefinementCost { get; init; }

    /// <summary>Its way through the upscaler that its recipe names; null: there was none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Enlarging? Enlarging { get; init; }

    /// <summary>What a reviewer had edited when it was made.</summary>
    public ControlEdits? Edits { get; init; }

    /// <summary>Whether it is one that a reviewer granted: no cap counts it.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool Granted { get; init; }

    /// <summary>False: it was called off, and tried nothing.</summary>
    [JsonIgnore]
    public bool WasTried => Failure is not FailureKind.Cancelled;
    [JsonIgnore]
    public IEnumerable<Cost> Costs => new[] { Cost, InspectionCost, RefinementCost, Enlarging?.Cost }.OfType<Cost>();
}
