using Atelier.Contracts;
using Atelier.Contracts.Catalog;
using Atelier.Router.Saga;
using Atelier.Router.Store;

namespace Atelier.Router.Reviews;

/// <summary>Who may do what with an item in the queue. Pure but for the row it is given.</summary>
internal static class ReviewRules
{
    public static ReviewRefusal? Take(ReviewRow row, string reviewer, TimeSpan length, DateTimeOffset now)
    {
        if (NotOpen(row) is { } over)
            return over;
        if (row.Standing is ReviewStanding.Held)
            return new ReviewRefusal.Held();
        if (row.IsLeased(now) && row.LeasedBy != reviewer)
            return new ReviewRefusal.Taken(row.LeasedBy!, row.LeasedUntil!.Value);
        if (row.AcceptedBy == reviewer)
            return new ReviewRefusal.SamePerson();
        if (!row.IsLeased(now))
            (row.Lease, row.LeasedBy, row.LeasedAt) = (Guid.NewGuid(), reviewer, now);
        row.LeasedUntil = now + length;
        return null;
    }

    /// <summary>Whether the reviewer holds that lease.</summary>
    public static ReviewRefusal? Check(ReviewRow row, string reviewer, Guid lease, DateTimeOffset now)
    {
        if (NotOpen(row) is { } over)
            return over;
        if (row.Lease == lease && row.LeasedBy == reviewer && row.IsLeased(now))
            return null;
        return new ReviewRefusal.LeaseLost(
            row.IsLeased(now) ? row.LeasedBy == reviewer ? "This is not the lease that you hold." : $"{row.LeasedBy} has it, until {row.LeasedUntil:u}."
            : row.Lease == lease ? "Your lease has ended, and anybody may take it." : "You hold no lease of it.");
    }

    /// <summary>The ruling that a request makes, or why it makes none.</summary>
    public static (ReviewRuling? Ruling, ReviewRefusal? Refusal) Rule(ReviewRow row, DeliverableState state, string reviewer, DecisionRequest request, PriceBook prices, DateTimeOffset now)
    {
        if (Check(row, reviewer, request.Lease, now) is { } refusal)
            return (null, refusal);
        if (state.OpenReview is not { } review || review.Id != row.Id)
            return (null, new ReviewRefusal.Over("Its deliverable has gone on."));
        var rulings = row.ReadRulings();
        if (request.Decision is ReviewDecision.Accepted && row.FourEyes && ReviewOutcome.First([.. rulings.Select(known => known.Ruling)])?.Reviewer == reviewer)
            return (null, new ReviewRefusal.SamePerson());
        var attempt = review.AttemptId;
        if (request.Decision is ReviewDecision.Accepted)
        {
            if (Accepted(state, review, request.Attempt) is not { } chosen)
            {
                var choices = row.Cause is ReviewCause.Cap ? DeliverableSaga.Choices(state).Select(choice => choice.Ordinal) : [state.LastAttempt!.Ordinal];
                return (null, ReviewRefusal.At("attempt", request.Attempt is { } ordinal ? $"{ordinal}" : "nothing", $"name the attempt whose output is accepted: {string.Join(", ", choices)}"));
            }
            attempt = chosen;
        }
        var then = request.Decision is ReviewDecision.Edited ? AfterRejection.Granted : request.Then ?? (row.Cause is ReviewCause.Cap ? AfterRejection.Nothing : AfterRejection.WithinCap);
        if (request.Decision is not ReviewDecision.Accepted && then is AfterRejection.Granted && !row.MayGoOn)
            return (null, ReviewRefusal.At(request.Decision is ReviewDecision.Edited ? "edits" : "then", "another attempt", "no further attempt can be granted: accept an output, or reject for good (then: nothing)"));
        if (request.Edits?.Motion is not null && state.StageSpec.Medium is Medium.Image)
            return (null, ReviewRefusal.At("edits.motion", "motion for an image", "leave it out"));
        var spent = request.Spent ?? now - row.LeasedAt!.Value;
        return (new ReviewRuling
        {
            Ordinal = rulings.Count + 1, Reviewer = reviewer, Decision = request.Decision, AttemptId = attempt, Then = then, Edits = request.Edits, Spent = spent,
            Cost = Price(spent, state.Spec.Campaign, prices), At = now,
            Reasons = request is { Decision: ReviewDecision.Edited, Reasons.Count: 0 } ? [new VerdictReason { Defect = Defect.Other, Detail = "another attempt with edited controls" }] : request.Reasons,
        }, null);
    }

    /// <summary>Notes a ruling; the lease is used up.</summary>
    /// <returns>Whether it settles the review.</returns>
    public static bool Settle(ReviewRow row, ReviewRuling ruling, Guid lease)
    {
        IReadOnlyList<LeasedRuling> rulings = [.. row.ReadRulings(), new LeasedRuling(lease, ruling)];
        IReadOnlyList<ReviewRuling> all = [.. rulings.Select(known => known.Ruling)];
        row.Write(rulings);
        var settles = ReviewOutcome.Of(row.FourEyes, all) is not null;
        row.LeasedUntil = null;
        row.AcceptedBy = settles ? null : ReviewOutcome.First(all)?.Reviewer;
        if (settles)
            row.Standing = ReviewStanding.Decided;
        return settles;
    }

    /// <summary>What a reviewer's time costs: at the campaign's rate, or at the price book's; unknown without either.</summary>
    public static Cost Price(TimeSpan spent, CampaignTerms terms, PriceBook prices)
    {
        var hour = terms.ReviewHourMicros ?? (prices.OwnWork.ReviewUsdPerHour is { } usd ? (long)decimal.Round(usd * 1_000_000m) : null);
        return hour is { } micros
            ? Cost.Of((long)(((Int128)spent.Ticks * micros + TimeSpan.TicksPerHour / 2) / TimeSpan.TicksPerHour))
            : Cost.Unknown("what a reviewer's hour is worth: the campaign's reviewHourUsd, or ownWork.reviewUsdPerHour of prices.yaml");
    }

    private static Guid? Accepted(DeliverableState state, ReviewState review, int? ordinal) => review.Cause is ReviewCause.Accepted
        ? ordinal is null || state.LastAttempt!.Ordinal == ordinal ? review.AttemptId : null
        : DeliverableSaga.Choices(state).FirstOrDefault(attempt => attempt.Ordinal == ordinal)?.Id;

    private static ReviewRefusal.Over? NotOpen(ReviewRow row) => row.Standing is ReviewStanding.Decided or ReviewStanding.Over
        ? new ReviewRefusal.Over(row.ReadRulings() is [.., var last] ? $"{last.Ruling.Reviewer} decided at {last.Ruling.At:u}: {last.Ruling.Decision.ToString().ToLowerInvariant()}." : "Its deliverable has gone on without a decision.")
        : null;
}
