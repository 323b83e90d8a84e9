using Atelier.Contracts;
using Atelier.Contracts.Catalog;
using Atelier.Platform.Stores;
using Atelier.Router.Store;

namespace Atelier.Router.Reviews;

/// <summary>A lease that ended without a word, told once: by whoever takes the item next, or with the end of the review.</summary>
internal static class LostLeases
{
    /// <summary>Tells of the lease that a row still bears, if it is over and counts, and takes it off; what is used up or put back bears none.</summary>
    /// <param name="scope">The commit.</param>
    /// <param name="row">The review.</param>
    /// <param name="terms">Of its campaign, for what an hour is worth.</param>
    /// <param name="prices">The same where the campaign does not say.</param>
    /// <param name="ends">Whether the review is over, and with it a lease that is still in force.</param>
    /// <param name="now">The time.</param>
    public static void Tell(CommitScope scope, ReviewRow row, CampaignTerms terms, PriceBook prices, bool ends, DateTimeOffset now)
    {
        if (!row.CountLostLeases || row.LeasedUntil is not { } until || (until > now && !ends))
            return;
        row.LeasedUntil = null;
        var spent = (until < now ? until : now) - row.LeasedAt!.Value;
        scope.Publish(DeterministicId.OfMessage(nameof(ReviewAbandoned), row.Lease!.Value), new ReviewAbandoned
        {
            TenantId = row.TenantId, DeliverableId = row.DeliverableId, OccurredAt = now, ReviewId = row.Id, Stage = row.Stage,
            Lost = new LostLease { Lease = row.Lease.Value, Reviewer = row.LeasedBy!, Spent = spent, Cost = ReviewRules.Price(spent, terms, prices) },
        });
    }
}
