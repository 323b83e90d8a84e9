using Atelier.Cli.Client;
using Atelier.Contracts;
using Atelier.EndToEnd.Tests.Support;

namespace Atelier.EndToEnd.Tests;

/// <summary>What the kill tests rely on sees what it is there to see.</summary>
public sealed class When_the_books_do_not_balance
{
    private static readonly Guid Deliverable = Guid.NewGuid(), Attempt = Guid.NewGuid();
    private static readonly RouteDecision Decision = new() { TableHash = "", Category = "", Tier = "", Candidate = 0, Model = "", Criterion = "" };
    private static readonly Submission Taken = new("fal", "model", $"{Attempt}", "job", "accepted");
    private static readonly Fact Requested = new(Guid.NewGuid(), new DeliverableRequested
    {
        TenantId = "demo", DeliverableId = Deliverable, OccurredAt = default,
        Spec = new DeliverableSpec { Key = "key", Grade = Grade.Draft, Campaign = new CampaignTerms { CampaignId = "campaign" }, Stages = [] },
    });

    [Fact]
    public void a_deliverable_with_one_end_one_paid_attempt_and_its_cost_balances() =>
        Assert.Empty(Books.Disagreements([View(micros: 5)], [Requested, Completed(5), Failed()], [Taken]));

    [Fact]
    public void a_second_or_a_missing_end_is_seen()
    {
        Assert.Contains("DeliverableFailed and DeliverableFailed", Only([View(5)], [Requested, Completed(5), Failed(), Failed()], [Taken]));
        Assert.Contains("the ledger has no end", Only([View(5)], [Requested, Completed(5)], [Taken]));
    }

    [Fact]
    public void a_second_job_for_one_attempt_is_seen() =>
        Assert.Contains(Books.Disagreements([View(5)], [Requested, Completed(5), Failed()], [Taken, Taken]), words => words.Contains("more than once", StringComparison.Ordinal));

    [Fact]
    public void asking_again_after_no_answer_is_seen_and_after_a_full_vendor_is_no_fault()
    {
        Assert.Contains(Books.Disagreements([View(5)], [Requested, Completed(5), Failed()], [Taken with { Outcome = "lost_before_accept" }, Taken]), words => words.Contains("asked for again after lost_before_accept", StringComparison.Ordinal));
        Assert.Empty(Books.Disagreements([View(5)], [Requested, Completed(5), Failed()], [Taken with { Outcome = "rate_limited", JobId = null }, Taken]));
    }

    [Fact]
    public void a_vendors_job_that_the_ledger_does_not_know_is_seen() =>
        Assert.Contains("and ends 0 times in the ledger", Only([View(5)], [Requested, Completed(5), Failed()], [Taken, Taken with { ExternalId = $"{Guid.NewGuid()}" }]));

    [Fact]
    public void another_cost_than_the_requester_is_told_is_seen() =>
        Assert.Contains("cost 5 (unpriced 0) by its status, 6 (0) by the ledger", Only([View(5)], [Requested, Completed(6), Failed()], [Taken]));

    private static string Only(IReadOnlyList<DeliverableView> views, IReadOnlyList<Fact> facts, IReadOnlyList<Submission> submissions) => Assert.Single(Books.Disagreements(views, facts, submissions));

    private static DeliverableView View(long micros) => new()
    {
        Id = Deliverable, Key = "key", AcceptedAt = default, Phase = DeliverablePhase.Failed, Version = 1,
        Status = new DeliverableStatus
        {
            Phase = DeliverablePhase.Failed, Stage = "still", CostMicros = micros, UnpricedCosts = 0, AsOf = default,
            Stages = [new StageStatus { Name = "still", Category = "", Attempts = [new AttemptStatus { AttemptId = Attempt, Ordinal = 1, Decision = Decision, Outcome = AttemptOutcome.Rejected }] }],
        },
    };

    private static Fact Completed(long micros) => new(Guid.NewGuid(), new GenerationCompleted
    {
        TenantId = "demo", DeliverableId = Deliverable, OccurredAt = default, AttemptId = Attempt, Stage = 0, Decision = Decision,
        Output = new AssetRef { Sha256 = "", MediaType = "image/png", Bytes = 1 }, Cost = Cost.Of(micros), Latency = TimeSpan.Zero, VendorJobId = "job",
    });

    private static Fact Failed() => new(Guid.NewGuid(), new DeliverableFailed
    {
        TenantId = "demo", DeliverableId = Deliverable, OccurredAt = default, RequestedAt = default, Attempts = 1,
        Failure = new DeliverableFailure { Kind = DeliverableFailureKind.CapReached, Detail = "" },
    });
}
