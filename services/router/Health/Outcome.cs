using Atelier.Contracts;
using Atelier.Router.Policy;
using Atelier.Router.Saga;

namespace Atelier.Router.Health;

/// <summary>What an attempt has shown of its model.</summary>
internal sealed record Outcome
{
    public required Guid Attempt { get; init; }
    public required string Category { get; init; }
    public required string Model { get; init; }

    /// <summary>With the table's hash, where the rules stand that it is judged by.</summary>
    public required string Tier { get; init; }

    public required string TableHash { get; init; }

    /// <summary>What had chosen the model.</summary>
    public required string Criterion { get; init; }

    public required OutcomeKind Kind { get; init; }

    /// <summary>From submission to output, or until time ran out; null when it says nothing.</summary>
    public TimeSpan? Latency { get; init; }

    /// <summary>Whether it was made although the model was passed over.</summary>
    public bool IsProbe => Criterion.StartsWith(Criteria.Probe, StringComparison.Ordinal) || Criterion.StartsWith(Criteria.Despite, StringComparison.Ordinal);

    /// <summary>
    /// What a message has shown of an attempt of the stage in hand; null when it showed nothing, or when the attempt's tier has no rule that looks
    /// at it. An attempt that no vendor was asked for, or that the router alone gave up on, shows nothing of its model.
    /// </summary>
    public static Outcome? Between(DeliverableState? before, DeliverableState after, RoutingPolicy policy)
    {
        if (before is null || before.Stages.IsEmpty)
            return null;
        var (were, are) = (before.Current.Attempts, after.Stages[before.Stage].Attempts);
        for (var i = 0; i < were.Length; i++)
        {
            if (were[i].Outcome != are[i].Outcome)
                return policy.Table.Tiers.GetValueOrDefault(are[i].Decision.Tier)?.Switch is null or { Acceptance: null, Latency: null } ? null : Shown(were[i], are[i], inReview: before.Phase is DeliverablePhase.Reviewing);
        }
        return null;
    }

    private static Outcome? Shown(AttemptState was, AttemptState now, bool inReview)
    {
        return (was.Outcome, now.Outcome) switch
        {
            (AttemptOutcome.Generated, AttemptOutcome.Accepted) => Of(OutcomeKind.Accepted, now.Latency),
            (AttemptOutcome.Generated, AttemptOutcome.Rejected) => Of(OutcomeKind.NotAccepted, now.Latency),
            (AttemptOutcome.Accepted, AttemptOutcome.Rejected) when inReview => Of(OutcomeKind.TakenBack, latency: null),
            (AttemptOutcome.Rejected, AttemptOutcome.Accepted) when inReview => Of(OutcomeKind.AcceptedAfterAll, latency: null),
            (AttemptOutcome.Running, AttemptOutcome.Failed) when now.Latency > TimeSpan.Zero && SaysSomething(now.Failure) =>
                Of(OutcomeKind.NotAccepted, now.Failure is FailureKind.TimedOut ? now.Latency : null),
            _ => null,
        };

        Outcome Of(OutcomeKind kind, TimeSpan? latency) => new()
        {
            Attempt = now.Id, Category = now.Decision.Category, Model = now.Decision.Model, Tier = now.Decision.Tier, TableHash = now.Decision.TableHash,
            Criterion = now.Decision.Criterion, Kind = kind, Latency = latency,
        };
    }

    private static bool SaysSomething(FailureKind? failure) => failure is FailureKind.VendorError or FailureKind.TimedOut or FailureKind.OutputLost or FailureKind.SubmissionUnknown;
}

/// <summary>What came out of an attempt.</summary>
internal enum OutcomeKind
{
    Accepted,

    /// <summary>Rejected, or failed in a way that says something of the model.</summary>
    NotAccepted,

    /// <summary>Accepted by the gate, and rejected by a person afterwards.</summary>
    TakenBack,

    /// <summary>Rejected by the gate, and accepted by a person afterwards.</summary>
    AcceptedAfterAll,
}
