using Atelier.Contracts;
using Atelier.Contracts.Catalog;
using Atelier.Router.Policy;
using Atelier.Router.Saga;
using Atelier.Router.Store;

namespace Atelier.Router.Tests.Support;

/// <summary>A small policy, a request, and the answers that workers would give.</summary>
internal static class Sample
{
    public static readonly DateTimeOffset Noon = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);
    public static readonly Guid Id = DeterministicId.OfDeliverable("acme", "hero-1");

    public static readonly RoutingPolicy Policy = new()
    {
        TableHash = "table",
        Table = new RoutingTable
        {
            Name = "test",
            Categories = new Dictionary<string, CategoryRoute> { ["hero"] = new() { Tier = "best" }, ["lonely"] = new() { Tier = "plain" } },
            Tiers = new Dictionary<string, Tier>
            {
                ["best"] = Tier(["v/one", "v/two", "v/film"], delivery: 4, afterRejections: 2, new Fallback { Tier = "plain", Attempts = 2 }),
                ["plain"] = Tier(["w/seedless", "w/film"], delivery: 2, afterRejections: 1, fallback: null),
            },
        },
        Catalog = new Capabilities
        {
            Models = new Dictionary<string, ModelCard>
            {
                ["v/one"] = Image(SeedSupport.Honoured), ["v/two"] = Image(SeedSupport.Accepted), ["w/seedless"] = Image(SeedSupport.Absent),
                ["v/film"] = Film(), ["w/film"] = Film(),
            },
            Recipes = new Dictionary<string, Recipe>
            {
                ["still"] = new() { Medium = Medium.Image, Scale = 2, Encode = new Encoding { Format = FileFormat.Png } },
                ["clip"] = new() { Medium = Medium.Video, Scale = 1, Encode = new Encoding { Format = FileFormat.Mp4, Quality = 20 } },
            },
        },
    };

    /// <summary>Every tier is as busy as it may be.</summary>
    public static readonly Situation Busy = new() { Slots = new Dictionary<string, bool> { ["best"] = false, ["plain"] = false } };

    public static DeliverableRequested Requested(Grade grade = Grade.Delivery, string category = "hero", SeedMode seed = SeedMode.Random, bool motion = false) => new()
    {
        TenantId = "acme", DeliverableId = Id, OccurredAt = Noon,
        Spec = new DeliverableSpec
        {
            Key = "hero-1", Grade = grade, Campaign = new CampaignTerms { CampaignId = "spring", SeedLock = 42 },
            Stages = motion ? [Stage("still", Medium.Image), Stage("motion", Medium.Video)] : [Stage("still", Medium.Image)],
        },
    };

    public static GenerationCompleted Completed(DeliverableState state, long micros = 1000) => Completed(state.LastAttempt!, state, micros);

    public static GenerationCompleted Completed(AttemptState attempt, DeliverableState state, long micros = 1000) => new()
    {
        TenantId = "acme", DeliverableId = Id, AttemptId = attempt.Id, Stage = state.Stage, Decision = attempt.Decision, OccurredAt = Noon,
        Output = Asset("output"), Cost = Cost.Of(micros), Latency = TimeSpan.FromSeconds(3),
    };

    public static GenerationFailed GenerationFailed(DeliverableState state, FailureKind kind, Cost? cost = null) => new()
    {
        TenantId = "acme", DeliverableId = Id, AttemptId = state.LastAttempt!.Id, Stage = state.Stage, Decision = state.LastAttempt.Decision, OccurredAt = Noon,
        Failure = kind, Detail = "as the vendor said", Cost = cost ?? Cost.Nothing, Latency = TimeSpan.FromSeconds(1),
    };

    /// <summary>An operator says what an unknown submission cost; null: it is still not known.</summary>
    public static SubmissionSettled Settled(DeliverableState state, long? micros) => new()
    {
        TenantId = "acme", DeliverableId = Id, AttemptId = state.LastAttempt!.Id, Stage = state.Stage, Decision = state.LastAttempt.Decision, OccurredAt = Noon,
        Taken = true, Cost = micros is { } known ? Cost.Of(known) : Cost.Unknown("no price"), By = "ann",
    };

    public static AttemptInspected Inspected(DeliverableState state, bool accepted) => new()
    {
        TenantId = "acme", DeliverableId = Id, AttemptId = state.LastAttempt!.Id, Stage = state.Stage, OccurredAt = Noon, Cost = Cost.Of(10),
        Verdict = new Verdict { Accepted = accepted, Judge = "gate", PolicyHash = "q", Reasons = accepted ? [] : [new VerdictReason { Defect = Defect.Blurred, Detail = "soft" }] },
    };

    public static RegenerationRequested Regeneration(DeliverableState state) => new()
    {
        TenantId = "acme", DeliverableId = Id, AttemptId = state.LastAttempt!.Id, Stage = state.Stage, OccurredAt = Noon, Source = RegenerationSource.Gate,
    };

    /// <summary>The policy with a person asked about the category <c>hero</c>.</summary>
    public static RoutingPolicy Reviewed(ReviewRule? rule = null) => Policy with
    {
        Table = Policy.Table with
        {
            Categories = new Dictionary<string, CategoryRoute>(Policy.Table.Categories)
            {
                ["hero"] = new() { Tier = "best", Review = rule ?? new ReviewRule { When = [ReviewCause.Accepted, ReviewCause.Cap], Grades = [Grade.Draft, Grade.Delivery], Deadline = TimeSpan.FromHours(1) } },
            },
        },
    };

    /// <summary>Ann had the last review in hand for a minute, and was not heard of again.</summary>
    public static ReviewAbandoned LeaseLost(DeliverableState state) => new()
    {
        TenantId = "acme", DeliverableId = Id, OccurredAt = Noon, Stage = state.Stage, ReviewId = state.Stages.Select(stage => stage.Reviews?.Last).LastOrDefault(review => review is not null)?.Id ?? Guid.Empty,
        Lost = new LostLease { Lease = new Guid(1, 2, 3, new byte[8]), Reviewer = "ann", Spent = TimeSpan.FromMinutes(1), Cost = Cost.Of(750_000) },
    };

    public static ReviewDecided Decided(DeliverableState state, ReviewRuling ruling, bool settles = true)
    {
        var review = state.Stages.Select(stage => stage.Reviews?.Last).LastOrDefault(review => review is not null);
        return new ReviewDecided
        {
            TenantId = "acme", DeliverableId = Id, OccurredAt = Noon, ReviewId = review?.Id ?? Guid.Empty, Stage = state.Stage, Cause = review?.Cause ?? ReviewCause.Accepted,
            Settles = settles, Ruling = ruling,
        };
    }

    public static ReviewRuling Ruling(DeliverableState state, ReviewDecision decision, string reviewer = "ann", int ordinal = 1, AfterRejection then = AfterRejection.WithinCap, Guid? attempt = null, ControlEdits? edits = null) => new()
    {
        Ordinal = ordinal, Reviewer = reviewer, Decision = decision, AttemptId = attempt ?? state.LastAttempt!.Id, Then = then, Edits = edits,
        Reasons = decision is ReviewDecision.Accepted ? [] : [new VerdictReason { Defect = Defect.Other, Detail = "the hat is wrong" }],
        Spent = TimeSpan.FromMinutes(2), Cost = Cost.Of(90), At = Noon,
    };

    public static AssetRefined Refined(DeliverableState state) => new()
    {
        TenantId = "acme", DeliverableId = Id, AttemptId = state.LastAttempt!.Id, Stage = state.Stage, OccurredAt = Noon,
        Refined = Asset("refined"), Preview = Asset("preview"), Recipe = "still", RecipeHash = "r", Cost = Cost.Of(20),
    };

    public static RefinementFailed NotRefined(DeliverableState state) => new()
    {
        TenantId = "acme", DeliverableId = Id, AttemptId = state.LastAttempt!.Id, Stage = state.Stage, OccurredAt = Noon, Recipe = "still", Detail = "broken", Cost = Cost.Of(20),
    };

    /// <summary>The system that asked for it wants a delivered stage better.</summary>
    public static RegenerationRequested Better(DeliverableState state, int stage = 0, bool withDependents = false) => new()
    {
        TenantId = "acme", DeliverableId = Id, AttemptId = state.Stages[stage].Accepted!.Id, Stage = stage, OccurredAt = Noon, Source = RegenerationSource.Upstream,
        Reasons = [new VerdictReason { Defect = Defect.Other, Detail = "the hand looks odd" }], WithDependents = withDependents,
    };

    public static ReproduceOutput Reproduce(int stage = 0, int number = 1) =>
        new() { TenantId = "acme", DeliverableId = Id, ReproductionId = DeterministicId.From("test", $"{number}"), Stage = stage };

    public static OutputsCompared Compared(DeliverableState state) => Compared(state.LastAttempt!.Id, 0.01);

    public static OutputsCompared Compared(Guid attempt, double? distance) =>
        new() { TenantId = "acme", DeliverableId = Id, OccurredAt = Noon, AttemptId = attempt, Distance = distance, Detail = distance is null ? "cannot be decoded" : null };

    public static FundsFreed Freed(DeliverableState state) => new() { TenantId = "acme", DeliverableId = Id, Account = Guid.Empty, Since = state.Waits?.Since ?? Noon };

    public static HoldDeliverable Hold(long ordinal = 1) => new() { TenantId = "acme", DeliverableId = Id, Ordinal = ordinal };

    public static ReleaseDeliverable Release(long ordinal = 2) => new() { TenantId = "acme", DeliverableId = Id, Ordinal = ordinal };

    public static CancelDeliverable Cancel() => new() { TenantId = "acme", DeliverableId = Id };

    public static DeadlinePassed TooLate(DeliverableState state) => new() { TenantId = "acme", DeliverableId = Id, Deadline = state.Deadline ?? Noon };

    public static SlotGranted Granted(DeliverableState state) => new() { TenantId = "acme", DeliverableId = Id, Tier = state.Waits?.Tier ?? "best", Since = state.Waits?.Since ?? Noon };

    /// <summary>A policy whose recipe for pictures has an upscaler.</summary>
    public static RoutingPolicy Enlarged(RoutingPolicy policy, WithoutUpscaler otherwise = WithoutUpscaler.Enlarge, UpscaleRule? rule = null) => policy with
    {
        Catalog = policy.Catalog with
        {
            Models = new Dictionary<string, ModelCard>(policy.Catalog.Models) { ["u/four"] = Image(SeedSupport.Absent) with { FirstFrame = InputRule.Required, Upscale = rule ?? new UpscaleRule { Scale = 4 } } },
            Recipes = new Dictionary<string, Recipe>(policy.Catalog.Recipes) { ["still"] = policy.Catalog.Recipes["still"] with { Upscale = new UpscaleStep { Model = "u/four", Otherwise = otherwise } } },
        },
    };

    /// <summary>The policy, with that many attempts at once in its best tier.</summary>
    public static RoutingPolicy Limited(int concurrency) => Policy with
    {
        Table = Policy.Table with { Tiers = Policy.Table.Tiers.ToDictionary(tier => tier.Key, tier => tier.Key == "best" ? tier.Value with { Concurrency = concurrency } : tier.Value) },
    };

    /// <summary>The row of one that waits for a slot.</summary>
    public static DeliverableRow Queued(Priority priority, DateTimeOffset askedAt)
    {
        var request = Requested();
        return DeliverableRow.Of(new Play { Now = askedAt }.In(Busy).Request(request with { OccurredAt = askedAt, Spec = request.Spec with { Priority = priority } }).State!);
    }

    public static AssetRef Asset(string name) => new() { Sha256 = name, MediaType = "image/png", Bytes = 1 };

    public static StageSpec Stage(string name, Medium medium) => new()
    {
        Name = name, Medium = medium, Category = "hero", Prompt = new Prompt { Text = "a lighthouse" }, Seed = new SeedPolicy { Mode = SeedMode.Random },
        Format = new OutputFormat { Name = "square", AspectRatio = "1:1", Width = 1080, Height = 1080 },
        Duration = medium is Medium.Video ? TimeSpan.FromSeconds(3) : null,
    };

    public static DeliverableRequested With(this DeliverableRequested request, Func<StageSpec, StageSpec> change) =>
        request with { Spec = request.Spec with { Stages = [.. request.Spec.Stages.Select(change)] } };

    private static Tier Tier(string[] models, int delivery, int afterRejections, Fallback? fallback) => new()
    {
        Candidates = [.. models.Select(model => new Candidate { Model = model })],
        Cap = new Cap { Draft = 2, Delivery = delivery },
        Switch = new SwitchRule { AfterRejections = afterRejections },
        OnFailure = new Dictionary<FailureKind, FailureRule> { [FailureKind.TimedOut] = FailureRule.Retry },
        Fallback = fallback,
        Deadline = TimeSpan.FromMinutes(1),
        Recipes = new Dictionary<Medium, IReadOnlyDictionary<Grade, string>>
        {
            [Medium.Image] = new Dictionary<Grade, string> { [Grade.Draft] = "still", [Grade.Delivery] = "still" },
            [Medium.Video] = new Dictionary<Grade, string> { [Grade.Draft] = "clip", [Grade.Delivery] = "clip" },
        },
    };

    private static ModelCard Image(SeedSupport seed) => new() { Medium = Medium.Image, Seed = seed, Sizes = new SizeRule { MultipleOf = 8 }, Guidance = new NumberRange { Min = 1, Max = 10 } };

    private static ModelCard Film() => new() { Medium = Medium.Video, Seed = SeedSupport.Honoured, FirstFrame = InputRule.Required, Sizes = new SizeRule(), Durations = new DurationRule() };
}
