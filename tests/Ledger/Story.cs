using Atelier.Contracts;
using Atelier.Contracts.Catalog;

namespace Atelier.Ledger.Tests;

/// <summary>A message as the bus brings it.</summary>
internal sealed record Told(Guid Id, IEvent Fact);

/// <summary>Tells the facts of one deliverable, with the message ids that its publishers would give them.</summary>
internal sealed class Story
{
    public static readonly DateTimeOffset Start = new(2026, 11, 2, 9, 0, 0, TimeSpan.Zero);
    private readonly List<Told> _facts = [];
    private readonly Dictionary<int, int> _ordinals = [];
    private int _attempts;
    private int _reviews;

    public string Tenant { get; init; } = "acme";

    public string Campaign { get; init; } = "spring";

    public string Key { get; init; } = Guid.NewGuid().ToString("N");

    public Grade Grade { get; init; } = Grade.Delivery;

    public string[] Categories { get; init; } = ["hero"];

    public long ValueOfHourMicros { get; init; }

    public Guid Id => DeterministicId.OfDeliverable(Tenant, Key);

    public IReadOnlyList<Told> Facts => _facts;

    /// <summary>The last attempt told of.</summary>
    public Guid Attempt { get; private set; }

    public Story Requested(DateTimeOffset? at = null) => Tell(Id, new DeliverableRequested
    {
        TenantId = Tenant, DeliverableId = Id, OccurredAt = at ?? Start,
        Spec = new DeliverableSpec
        {
            Key = Key, Grade = Grade,
            Campaign = new CampaignTerms { CampaignId = Campaign, ValueOfHourMicros = ValueOfHourMicros },
            Stages = [.. Categories.Select((category, i) => new StageSpec
            {
                Name = $"stage-{i}", Medium = Medium.Image, Category = category, Prompt = new Prompt { Text = "a door" },
                Seed = new SeedPolicy { Mode = SeedMode.Random }, Format = new OutputFormat { Name = "square", AspectRatio = "1:1", Width = 1024, Height = 1024 },
            })],
        },
    });

    public Story Completed(Cost cost, string tier = "cinematic", int stage = 0) => Tell(Next(stage), new GenerationCompleted
    {
        TenantId = Tenant, DeliverableId = Id, OccurredAt = Start.AddSeconds(_attempts), AttemptId = Attempt, Stage = stage, Decision = Decision(tier, stage),
        Output = Asset, Cost = cost, Latency = TimeSpan.FromSeconds(3),
    });

    public Story Failed(Cost cost, string tier = "cinematic", int stage = 0, FailureKind kind = FailureKind.VendorError) => Tell(Next(stage), new GenerationFailed
    {
        TenantId = Tenant, DeliverableId = Id, OccurredAt = Start.AddSeconds(_attempts), AttemptId = Attempt, Stage = stage, Decision = Decision(tier, stage),
        Failure = kind, Detail = "so it said", Cost = cost, Latency = TimeSpan.FromSeconds(3),
    });

    public Story Inspected(bool accepted, Cost cost, int stage = 0) => Tell(Attempt, new AttemptInspected
    {
        TenantId = Tenant, DeliverableId = Id, OccurredAt = Start.AddSeconds(_attempts), AttemptId = Attempt, Stage = stage,
        Verdict = new Verdict { Accepted = accepted, Judge = "gate", PolicyHash = "p" }, Cost = cost,
    });

    public Story Regenerated(int stage = 0) => Tell(Attempt, new RegenerationRequested
    {
        TenantId = Tenant, DeliverableId = Id, OccurredAt = Start.AddSeconds(_attempts), AttemptId = Attempt, Stage = stage, Source = RegenerationSource.Gate,
    });

    /// <summary>A person looked at the last attempt.</summary>
    public Story Reviewed(ReviewCause cause, ReviewDecision decision, Cost cost, int stage = 0, bool settles = true)
    {
        var review = DeterministicId.OfReview(Id, stage, ++_reviews);
        Tell(review, new ReviewRequested { TenantId = Tenant, DeliverableId = Id, OccurredAt = Start.AddSeconds(_attempts), ReviewId = review, AttemptId = Attempt, Stage = stage, Cause = cause, FourEyes = !settles });
        return Tell(review, new ReviewDecided
        {
            TenantId = Tenant, DeliverableId = Id, OccurredAt = Start.AddSeconds(_attempts), ReviewId = review, Stage = stage, Cause = cause, Settles = settles,
            Ruling = new ReviewRuling { Ordinal = 1, Reviewer = "ann", Decision = decision, AttemptId = Attempt, Spent = TimeSpan.FromMinutes(2), Cost = cost, At = Start },
        });
    }

    /// <summary>A reviewer had it in hand and decided nothing.</summary>
    public Story Abandoned(TimeSpan spent, Cost cost, int stage = 0) => Tell(Guid.NewGuid(), new ReviewAbandoned
    {
        TenantId = Tenant, DeliverableId = Id, OccurredAt = Start, ReviewId = DeterministicId.OfReview(Id, stage, 1), Stage = stage, Lost = new LostLease { Lease = Guid.NewGuid(), Reviewer = "bob", Spent = spent, Cost = cost },
    });

    public Story Refined(Cost cost, int stage = 0) => Tell(Attempt, new AssetRefined
    {
        TenantId = Tenant, DeliverableId = Id, OccurredAt = Start.AddSeconds(_attempts), AttemptId = Attempt, Stage = stage,
        Refined = Asset, Preview = Asset, Recipe = "fine", RecipeHash = "r", Cost = cost,
    });

    public Story RefinementFailed(Cost cost, int stage = 0) => Tell(Attempt, new RefinementFailed
    {
        TenantId = Tenant, DeliverableId = Id, OccurredAt = Start.AddSeconds(_attempts), AttemptId = Attempt, Stage = stage, Recipe = "fine", Detail = "it broke", Cost = cost,
    });

    public Story Delivered(TimeSpan after, int? attempts = null) => Tell(Id, new DeliverableDelivered
    {
        TenantId = Tenant, DeliverableId = Id, OccurredAt = Start + after, RequestedAt = Start, Files = [], Attempts = attempts ?? _attempts,
    });

    public Story GaveUp(TimeSpan after, int? attempts = null) => Tell(Id, new DeliverableFailed
    {
        TenantId = Tenant, DeliverableId = Id, OccurredAt = Start + after, RequestedAt = Start, Attempts = attempts ?? _attempts,
        Failure = new DeliverableFailure { Kind = DeliverableFailureKind.CapReached, Detail = "no more" },
    });

    public Story Cancelled(TimeSpan after, int? attempts = null) => Tell(Id, new DeliverableCancelled
    {
        TenantId = Tenant, DeliverableId = Id, OccurredAt = Start + after, RequestedAt = Start, Attempts = attempts ?? _attempts,
    });

    /// <summary>Delivered again, or not made better: some time after it was called for.</summary>
    public Story Revised(int revision, TimeSpan called, TimeSpan took, bool better) => better
        ? Tell(DeterministicId.From("revision", Id.ToString("N"), $"{revision}"), new DeliverableDelivered
        {
            TenantId = Tenant, DeliverableId = Id, OccurredAt = Start + called + took, RequestedAt = Start + called, Files = [], Attempts = _attempts, Revision = revision,
        })
        : Tell(DeterministicId.From("revision", Id.ToString("N"), $"{revision}"), new RegenerationFailed
        {
            TenantId = Tenant, DeliverableId = Id, OccurredAt = Start + called + took, RequestedAt = Start + called, Attempts = _attempts, Revision = revision,
            Failure = new DeliverableFailure { Kind = DeliverableFailureKind.CapReached, Detail = "no more" },
        });

    /// <summary>The accepted attempt, run again.</summary>
    public Story Reproduced(Cost cost)
    {
        var attempt = DeterministicId.From("reproduction", Id.ToString("N"));
        return Tell(attempt, new GenerationCompleted
        {
            TenantId = Tenant, DeliverableId = Id, OccurredAt = Start.AddSeconds(_attempts), AttemptId = attempt, Stage = 0,
            Decision = Decision("cinematic", 0) with { Criterion = Reproduction.Criterion }, Output = Asset, Cost = cost, Latency = TimeSpan.FromSeconds(3),
        });
    }

    /// <summary>An operator's word on the last attempt's charge, which was told to be unknown; null: written off.</summary>
    public Story Settled(long? micros, int stage = 0)
    {
        var fact = new ChargeSettled
        {
            TenantId = Tenant, DeliverableId = Id, OccurredAt = Start.AddSeconds(_attempts), AttemptId = Attempt, Stage = stage, Decision = Decision("cinematic", stage),
            Settlement = new Settlement { Micros = micros, By = "ann", Note = "an invoice", At = Start },
        };
        _facts.Add(new Told(DeterministicId.OfMessage(nameof(ChargeSettled), Attempt, micros is null ? "written off" : "settled"), fact));
        return this;
    }

    /// <summary>What is said beside the course and costs nothing.</summary>
    public Story Aside()
    {
        var budget = new BudgetStanding { CampaignId = Campaign, LimitMicros = 10, SpentMicros = 9, ReservedMicros = 0, UnsettledMicros = 0 };
        Tell(Id, new BudgetAlmostExhausted { TenantId = Tenant, DeliverableId = Id, OccurredAt = Start, Budget = budget });
        Tell(Id, new BudgetExhausted { TenantId = Tenant, DeliverableId = Id, OccurredAt = Start, Budget = budget, WantedMicros = 5, AtLimit = BudgetRule.Hold });
        Tell(Id, new SubmissionSettled
        {
            TenantId = Tenant, DeliverableId = Id, OccurredAt = Start, AttemptId = Attempt, Stage = 0, Decision = Decision("cinematic", 0), Taken = true, Cost = Cost.Of(700), By = "the vendor",
        });
        Tell(Id, new OutputsCompared { TenantId = Tenant, DeliverableId = Id, OccurredAt = Start, AttemptId = Attempt, Distance = 0 });
        return this;
    }

    /// <summary>The accepted output at its recipe's upscaler.</summary>
    public Story Enlarged(Cost cost)
    {
        var attempt = DeterministicId.From("upscale", Id.ToString("N"));
        return Tell(attempt, new GenerationCompleted
        {
            TenantId = Tenant, DeliverableId = Id, OccurredAt = Start.AddSeconds(_attempts), AttemptId = attempt, Stage = 0,
            Decision = Decision("cinematic", 0) with { Criterion = UpscaleStep.Criterion, Candidate = -1 }, Output = Asset, Cost = cost, Latency = TimeSpan.FromSeconds(3),
        });
    }

    private static AssetRef Asset { get; } = new() { Sha256 = new string('a', 64), MediaType = "image/png", Bytes = 1 };

    private RouteDecision Decision(string tier, int stage) =>
        new() { TableHash = "t", Category = Categories[stage], Tier = tier, Candidate = 0, Model = "house/model", Criterion = "first" };

    private Guid Next(int stage)
    {
        _attempts++;
        _ordinals[stage] = _ordinals.GetValueOrDefault(stage) + 1;
        return Attempt = DeterministicId.OfAttempt(Id, stage, _ordinals[stage]);
    }

    private Story Tell(Guid subject, IEvent fact)
    {
        _facts.Add(new Told(DeterministicId.OfMessage(fact.GetType().Name, subject), fact));
        return this;
    }
}
