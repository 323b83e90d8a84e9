using Atelier.Contracts;
using Atelier.Contracts.Catalog;
using Atelier.Ledger.Events;
using Atelier.Platform.Stores;

namespace Atelier.Ledger.Costs;

/// <summary>
/// What is known of one deliverable's cost. Every fact adds its own part, and no part depends on what came before it, so
/// the same facts make the same row in any order. What a message id has counted once, the log keeps from counting again.
/// </summary>
internal sealed class DeliverableCost : IKeyed, IVersioned
{
    public required Guid Id { get; init; }

    public long Version { get; set; }

    public required string TenantId { get; init; }

    /// <summary>Null until <see cref="DeliverableRequested"/> is seen, as are grade and value of an hour.</summary>
    public string? CampaignId { get; private set; }

    public Grade? Grade { get; private set; }

    public long? ValueOfHourMicros { get; private set; }

    /// <summary>The tier that its furthest stage was first sent to: a fallback later does not change it.</summary>
    public string? Tier { get; private set; }

    /// <summary>The stage that <see cref="Tier"/> is known from; -1 for none.</summary>
    public int TierStage { get; private set; } = -1;

    public DateTimeOffset? RequestedAt { get; private set; }

    public DateTimeOffset? EndedAt { get; private set; }

    public Outcome Outcome { get; private set; }

    /// <summary>Attempts whose own end is recorded.</summary>
    public int RecordedAttempts { get; private set; }

    /// <summary>Attempts that the deliverable's end speaks of.</summary>
    public int DeclaredAttempts { get; private set; }

    /// <summary>Attempts that were called off before a vendor was asked: they tried nothing and cost nothing.</summary>
    public int CalledOffAttempts { get; private set; }

    public int Attempts { get; private set; }

    public int Accepted { get; private set; }

    public int Rejected { get; private set; }

    public long GenerationMicros { get; private set; }

    public long InspectionMicros { get; private set; }

    public long RefinementMicros { get; private set; }

    /// <summary>The time of the persons who looked at it.</summary>
    public long ReviewMicros { get; private set; }

    /// <summary>That time itself, whole seconds.</summary>
    public long ReviewSeconds { get; private set; }

    public long WaitingMicros { get; private set; }

    /// <summary>From calls for regeneration to their ends.</summary>
    public long RegenerationWaitMs { get; private set; }

    /// <summary>Accepted attempts that were run again to see whether they come out the same: no part of what the deliverable cost.</summary>
    public long ReproductionMicros { get; private set; }

    /// <summary>Costs that facts themselves call unknown.</summary>
    public int UnknownCosts { get; private set; }

    /// <summary>Costs that are in no sum: unknown ones, attempts nobody has told the end of, and waiting of unknown worth.</summary>
    public int Unpriced { get; private set; }

    public void Apply(IEvent fact)
    {
        switch (fact)
        {
            case DeliverableRequested it:
                (CampaignId, Grade, ValueOfHourMicros) = (it.Spec.Campaign.CampaignId, it.Spec.Grade, it.Spec.Campaign.ValueOfHourMicros);
                Asked(it.OccurredAt);
                break;
            case GenerationCompleted { Decision.Criterion: Reproduction.Criterion } it:
                ReproductionMicros += Known(it.Cost);
                break;
            case GenerationFailed { Decision.Criterion: Reproduction.Criterion } it:
                ReproductionMicros += Known(it.Cost);
                break;
            case GenerationCompleted { Decision.Criterion: UpscaleStep.Criterion } it:
                RefinementMicros += Known(it.Cost);
                break;
            case GenerationFailed { Decision.Criterion: UpscaleStep.Criterion } it:
                RefinementMicros += Known(it.Cost);
                break;
            case GenerationCompleted it:
                Attempted(it.AttemptId, it.Stage, it.Decision, it.Cost);
                break;
            case GenerationFailed it:
                Attempted(it.AttemptId, it.Stage, it.Decision, it.Cost);
                CalledOffAttempts += it is { Failure: FailureKind.Cancelled, Cost.Micros: 0 } ? 1 : 0;
                break;
            case ChargeSettled it:
                Settled(it);
                break;
            case AttemptInspected it:
                (Accepted, Rejected) = it.Verdict.Accepted ? (Accepted + 1, Rejected) : (Accepted, Rejected + 1);
                InspectionMicros += Known(it.Cost);
                break;
            case AssetRefined it:
                RefinementMicros += Known(it.Cost);
                break;
            case RefinementFailed it:
                RefinementMicros += Known(it.Cost);
                break;
            case ReviewRequested:
                break; // the decisions carry the cost
            case ReviewAbandoned it:
                ReviewMicros += Known(it.Lost.Cost);
                ReviewSeconds += (long)it.Lost.Spent.TotalSeconds;
                break;
            case ReviewDecided it:
                Reviewed(it);
                break;
            case DeliverableDelivered { Revision: not null } it:
                Reopened(it.OccurredAt - it.RequestedAt, it.Attempts);
                break;
            case RegenerationFailed it:
                Reopened(it.OccurredAt - it.RequestedAt, it.Attempts);
                break;
            case DeliverableDelivered it:
                Ended(Outcome.Delivered, it.OccurredAt, it.RequestedAt, it.Attempts);
                break;
            case DeliverableFailed it:
                Ended(Outcome.Failed, it.OccurredAt, it.RequestedAt, it.Attempts);
                break;
            case DeliverableCancelled it:
                Ended(Outcome.Cancelled, it.OccurredAt, it.RequestedAt, it.Attempts);
                break;
            case RegenerationRequested or CandidateSwitched or OutputsCompared or OutputReproduced:
                break; // kept in the log; the attempts that they speak of carry the cost
            case SubmissionSettled:
                break; // kept in the log; ChargeSettled says what becomes of the charge, whoever has settled it
            case BudgetAlmostExhausted or BudgetExhausted:
                break; // kept in the log, with the deliverable that it happened to; it costs nothing
            default:
                throw new InvalidOperationException($"{fact.GetType().Name} has no place in a deliverable's cost.");
        }

        var told = Math.Max(RecordedAttempts, DeclaredAttempts);
        Attempts = told - CalledOffAttempts;
        WaitingMicros = Waiting.Cost(RequestedAt, EndedAt + TimeSpan.FromMilliseconds(RegenerationWaitMs), ValueOfHourMicros);
        var waitingUnknown = EndedAt is not null && ValueOfHourMicros is null;
        Unpriced = UnknownCosts + (told - RecordedAttempts) + (waitingUnknown ? 1 : 0);
    }

    private void Attempted(Guid attemptId, int stage, RouteDecision decision, Cost cost)
    {
        RecordedAttempts++;
        GenerationMicros += Known(cost);
        if (stage > TierStage && attemptId == DeterministicId.OfAttempt(Id, stage, ordinal: 1))
            (Tier, TierStage) = (decision.Tier, stage);
    }

    /// <summary>What was unknown is known; what is written off stays unknown.</summary>
    private void Settled(ChargeSettled it)
    {
        if (it.Settlement.Micros is not { } micros)
            return;
        UnknownCosts--; // its end counts it as unknown, whichever of the two comes first
        if (it.Decision.Criterion == Reproduction.Criterion)
            ReproductionMicros += micros;
        else if (it.Decision.Criterion == UpscaleStep.Criterion)
            RefinementMicros += micros;
        else
            GenerationMicros += micros;
    }

    /// <summary>A person's word stands over the gate's.</summary>
    private void Reviewed(ReviewDecided it)
    {
        ReviewMicros += Known(it.Ruling.Cost);
        ReviewSeconds += (long)it.Ruling.Spent.TotalSeconds;
        var overruled = it.Settles && (it.Cause is ReviewCause.Accepted) != (it.Ruling.Decision is ReviewDecision.Accepted);
        if (overruled)
            (Accepted, Rejected) = it.Cause is ReviewCause.Accepted ? (Accepted - 1, Rejected + 1) : (Accepted + 1, Rejected - 1);
    }

    /// <summary>The earliest word stands.</summary>
    private void Asked(DateTimeOffset told)
    {
        var at = told.Kept();
        RequestedAt = RequestedAt < at ? RequestedAt : at;
    }

    private void Ended(Outcome outcome, DateTimeOffset told, DateTimeOffset requestedAt, int attempts)
    {
        var at = told.Kept();
        Asked(requestedAt);
        DeclaredAttempts = Math.Max(DeclaredAttempts, attempts);
        // The latest end stands (a delivered deliverable can be reopened); two at one instant: delivered.
        if (EndedAt is null || at > EndedAt || (at == EndedAt && outcome == Outcome.Delivered))
            (Outcome, EndedAt) = (outcome, at);
    }

    /// <summary>What was delivered before is in use meanwhile: only the regeneration itself is waited for.</summary>
    private void Reopened(TimeSpan waited, int attempts)
    {
        DeclaredAttempts = Math.Max(DeclaredAttempts, attempts);
        RegenerationWaitMs += Math.Max(0, (long)waited.TotalMilliseconds);
    }

    private long Known(Cost cost)
    {
        if (cost.Micros is { } micros)
            return micros;
        UnknownCosts++;
        return 0;
    }
}

/// <summary>How a deliverable stands.</summary>
internal enum Outcome
{
    Running,
    Delivered,
    Failed,
    Cancelled,
}
