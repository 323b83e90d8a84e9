using Atelier.Platform.Stores;
using Atelier.Router.Policy;
using Atelier.Router.Saga;
using Atelier.Router.Store;

namespace Atelier.Router.Reviews;

/// <summary>Keeps the queue in step with the saga, in the saga's own commit.</summary>
internal static class ReviewQueue
{
    /// <summary>The row that a change of the deliverable looks at; null: none, which is so for all that nobody is asked about.</summary>
    public static RowKey? RowOf(DeliverableState? before) => before?.OpenReview is { } review ? RowKey.Of<ReviewRow>(review.Id) : null;

    /// <summary>A review that was opened is put in, one that is over is taken out, and a hold keeps it back.</summary>
    public static void Follow(CommitScope scope, DeliverableState? before, DeliverableState after, RoutingPolicy policy, DateTimeOffset now)
    {
        var (was, open) = (before?.OpenReview, after.OpenReview);
        if (was is not null && was.Id != open?.Id && scope.Find<ReviewRow>(was.Id) is { } over)
        {
            LostLeases.Tell(scope, over, after.Spec.Campaign, policy.Pricing.Prices, ends: true, now);
            (over.Standing, over.LeasedUntil) = (ReviewStanding.Over, null);
        }
        if (open is null)
            return;
        if (was?.Id != open.Id)
            scope.Add(ReviewRow.Of(after, open, ReviewNeeds.Terms(after, policy).CountLostLeases));
        else if (scope.Find<ReviewRow>(open.Id) is { Standing: ReviewStanding.Open or ReviewStanding.Held } row)
            (row.Standing, row.DeadlineAt) = (after.Held ? ReviewStanding.Held : ReviewStanding.Open, after.Deadline);
    }
}
