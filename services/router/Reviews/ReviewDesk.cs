using Atelier.Contracts;
using Atelier.Platform.Stores;
using Atelier.Router.Policy;
using Atelier.Router.Store;

namespace Atelier.Router.Reviews;

/// <summary>Where reviewers take items and decide them, each in a commit of its own. A decision leaves as an event with that commit: the saga hears it as any other.</summary>
internal sealed class ReviewDesk(GroupCommit<RouterDb> commits, ReviewReader reader, Pricing pricing, TimeProvider time)
{
    /// <summary>The next item: the one that the reviewer has in hand already, else the first in turn that nobody has. Null: there is none.</summary>
    public async Task<ReviewRow?> TakeNext(string tenant, string reviewer, TimeSpan length, CancellationToken ct)
    {
        foreach (var id in await reader.ToTake(tenant, reviewer, time.GetUtcNow(), ct))
        {
            var (row, refusal) = await Take(tenant, id, reviewer, length);
            if (refusal is null)
                return row;
        }
        return null;
    }

    /// <summary>One item. Who has it already keeps the lease, for longer.</summary>
    public async Task<(ReviewRow? Row, ReviewRefusal? Refusal)> Take(string tenant, Guid id, string reviewer, TimeSpan length)
    {
        if (await reader.DeliverableOf(tenant, id, CancellationToken.None) is not { } deliverable)
            return (null, new ReviewRefusal.Unknown());
        var now = time.GetUtcNow().Kept();
        return await commits.Commit([RowKey.Of<ReviewRow>(id), RowKey.Of<DeliverableRow>(deliverable)], scope =>
        {
            var row = scope.Find<ReviewRow>(id)!;
            LostLeases.Tell(scope, row, scope.Find<DeliverableRow>(deliverable)!.Read().Spec.Campaign, pricing.Prices, ends: false, now);
            return ((ReviewRow?)row, ReviewRules.Take(row, reviewer, length, now));
        }, CancellationToken.None);
    }

    public Task<(ReviewRow? Row, ReviewRefusal? Refusal)> Renew(string tenant, Guid id, string reviewer, Guid lease, TimeSpan length) => Change(tenant, id, row =>
    {
        var now = time.GetUtcNow().Kept();
        var refusal = ReviewRules.Check(row, reviewer, lease, now);
        if (refusal is null)
            row.LeasedUntil = now + length;
        return refusal;
    });

    /// <summary>Puts an item back, for others to take at once.</summary>
    public Task<(ReviewRow? Row, ReviewRefusal? Refusal)> PutBack(string tenant, Guid id, string reviewer, Guid lease) => Change(tenant, id, row =>
    {
        var refusal = ReviewRules.Check(row, reviewer, lease, time.GetUtcNow().Kept());
        if (refusal is null)
            row.LeasedUntil = null;
        return refusal;
    });

    /// <summary>Decides. The same decision again under the same lease changes nothing and is answered as before.</summary>
    public async Task<(ReviewRow? Row, ReviewRefusal? Refusal)> Decide(string tenant, Guid id, string reviewer, DecisionRequest request, CancellationToken ct)
    {
        if (await reader.DeliverableOf(tenant, id, ct) is not { } deliverable)
            return (null, new ReviewRefusal.Unknown());
        var now = time.GetUtcNow().Kept();
        return await commits.Commit([RowKey.Of<ReviewRow>(id), RowKey.Of<DeliverableRow>(deliverable)], scope =>
        {
            var (row, state) = (scope.Find<ReviewRow>(id)!, scope.Find<DeliverableRow>(deliverable)!.Read());
            if (row.ReadRulings().Any(known => known.Lease == request.Lease && known.Ruling.Reviewer == reviewer && known.Ruling.Decision == request.Decision))
                return (row, null);
            var (ruling, refusal) = ReviewRules.Rule(row, state, reviewer, request, pricing.Prices, now);
            if (ruling is null)
                return (row, refusal);
            var settles = ReviewRules.Settle(row, ruling, request.Lease);
            scope.Publish(DeterministicId.OfMessage(nameof(ReviewDecided), row.Id, $"{ruling.Ordinal}"), new ReviewDecided
            {
                TenantId = row.TenantId, DeliverableId = row.DeliverableId, OccurredAt = now, ReviewId = row.Id, Stage = row.Stage, Cause = row.Cause, Settles = settles, Ruling = ruling,
            });
            return (row, (ReviewRefusal?)null);
        }, CancellationToken.None);
    }

    private Task<(ReviewRow? Row, ReviewRefusal? Refusal)> Change(string tenant, Guid id, Func<ReviewRow, ReviewRefusal?> change) =>
        commits.Commit([RowKey.Of<ReviewRow>(id)], scope =>
            scope.Find<ReviewRow>(id) is { } row && row.TenantId == tenant ? (row, change(row)) : ((ReviewRow?)null, (ReviewRefusal?)new ReviewRefusal.Unknown()), CancellationToken.None);
}
