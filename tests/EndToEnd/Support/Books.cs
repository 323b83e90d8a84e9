using Atelier.Cli.Client;
using Atelier.Contracts;

namespace Atelier.EndToEnd.Tests.Support;

/// <summary>Holds what requesters are told, what the ledger has recorded and what the vendors have seen against one another.</summary>
internal static class Books
{
    /// <summary>Everything that does not agree; nothing when the books balance.</summary>
    /// <param name="views">Every deliverable that was accepted.</param>
    /// <param name="facts">Every fact of the tenant.</param>
    /// <param name="submissions">Every call that reached a vendor.</param>
    public static IEnumerable<string> Disagreements(IReadOnlyList<DeliverableView> views, IReadOnlyList<Fact> facts, IReadOnlyList<Submission> submissions)
    {
        var byDeliverable = facts.ToLookup(fact => fact.Event.DeliverableId);
        var ends = facts.Where(fact => fact.EndedAttempt is not null).ToLookup(fact => fact.EndedAttempt!.Value);
        return [.. views.SelectMany(view => Of(view, [.. byDeliverable[view.Id]], ends)), .. submissions.GroupBy(call => call.ExternalId).SelectMany(calls => Of([.. calls], ends)),
            .. ends.SelectMany(end => OfAttempt(end.Key, [.. end], submissions))];
    }

    private static IEnumerable<string> Of(DeliverableView view, IReadOnlyList<Fact> facts, ILookup<Guid, Fact> ends)
    {
        var told = view.Phase switch { DeliverablePhase.Delivered => nameof(DeliverableDelivered), DeliverablePhase.Failed => nameof(DeliverableFailed), DeliverablePhase.Cancelled => nameof(DeliverableCancelled), _ => "no end" };
        var recorded = string.Join(" and ", facts.Where(fact => fact.IsEnd).Select(fact => fact.Event.GetType().Name).DefaultIfEmpty("no end"));
        if (told != recorded || told == "no end")
            yield return $"{view.Key}: the requester is told {told}, the ledger has {recorded}";
        if (facts.Count(fact => fact.Event is DeliverableRequested) != 1)
            yield return $"{view.Key}: requested {facts.Count(fact => fact.Event is DeliverableRequested)} times in the ledger";
        foreach (var attempt in view.Status?.Stages.SelectMany(stage => stage.Attempts) ?? [])
        {
            if (ends[attempt.AttemptId].Count() != 1)
                yield return $"{view.Key}: attempt {attempt.AttemptId} ends {ends[attempt.AttemptId].Count()} times in the ledger";
        }
        var costs = facts.Select(fact => fact.Cost).OfType<Cost>().ToList();
        if (view.Status is { } status && (status.CostMicros, status.UnpricedCosts) != (costs.Sum(cost => cost.Micros ?? 0), costs.Count(cost => cost.Micros is null)))
            yield return $"{view.Key}: cost {status.CostMicros} (unpriced {status.UnpricedCosts}) by its status, {costs.Sum(cost => cost.Micros ?? 0)} ({costs.Count(cost => cost.Micros is null)}) by the ledger";
    }

    /// <summary>What the vendors saw of one attempt.</summary>
    private static IEnumerable<string> Of(IReadOnlyList<Submission> calls, ILookup<Guid, Fact> ends)
    {
        if (calls[0].ExternalId is null)
        {
            yield return $"{calls.Count} calls at vendors without an attempt's id";
            yield break;
        }
        var outcomes = string.Join(", ", calls.Select(call => call.Outcome));
        if (ends[calls[0].Attempt].Count() != 1)
            yield return $"attempt {calls[0].Attempt} was at a vendor ({outcomes}), and ends {ends[calls[0].Attempt].Count()} times in the ledger";
        if (calls.Count(call => call.Taken) > 1)
            yield return $"attempt {calls[0].Attempt} was taken by a vendor more than once ({outcomes})";
        if (calls.SkipLast(1).FirstOrDefault(call => call.Taken || call.Unanswered) is { } blind)
            yield return $"attempt {calls[0].Attempt} was asked for again after {blind.Outcome} ({outcomes})";
    }

    /// <summary>What the ledger says of one attempt.</summary>
    private static IEnumerable<string> OfAttempt(Guid attempt, IReadOnlyList<Fact> ends, IReadOnlyList<Submission> submissions)
    {
        var calls = submissions.Where(call => call.ExternalId is not null && call.Attempt == attempt).ToList();
        var fact = ends[0].Event;
        if (fact is GenerationFailed { Failure: FailureKind.Cancelled, Cost.Micros: 0 } && calls.Any(call => call.Taken))
            yield return $"attempt {attempt} was called off before a vendor had it, and a vendor took it";
        if (fact is GenerationCompleted && !calls.Any(call => call.Taken))
            yield return $"attempt {attempt} is completed in the ledger, and no vendor took it";
        if (fact is GenerationCompleted { VendorJobId: { } job } && calls.All(call => call.JobId != job))
            yield return $"attempt {attempt} has job {job} in the ledger, which no vendor gave it";
        if (fact is GenerationFailed { Failure: FailureKind.SubmissionUnknown, Cost.Micros: not null })
            yield return $"attempt {attempt} has an unknown fate and a known cost";
        if (calls.Any(call => call.Unanswered) && fact is not GenerationFailed { Failure: FailureKind.SubmissionUnknown })
            yield return $"attempt {attempt} got no answer from its vendor, and is {fact.GetType().Name} in the ledger";
    }
}
