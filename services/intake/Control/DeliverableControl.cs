using Atelier.Contracts;
using Atelier.Intake.Store;
using Atelier.Platform.Stores;

namespace Atelier.Intake.Control;

/// <summary>What became of a wish.</summary>
internal enum WishFate
{
    /// <summary>It is passed on, or it was wished before.</summary>
    Taken,

    /// <summary>There is no such deliverable.</summary>
    Unknown,

    /// <summary>It has ended.</summary>
    Ended,

    /// <summary>It was cancelled before; there is no way back.</summary>
    Cancelled,
}

/// <summary>Holds, releases and cancels deliverables: the wish is kept and passed on to the router in one commit, and the same wish again is no other.</summary>
internal sealed class DeliverableControl(GroupCommit<IntakeDb> writes)
{
    public Task<WishFate> Apply(string tenantId, Guid id, Wish wish) =>
        writes.Commit([.. Keys(id)], scope => scope.Find<DeliverableRow>(id)?.TenantId == tenantId ? Apply(scope, tenantId, id, wish) : WishFate.Unknown);

    /// <summary>The rows to load before a wish about a deliverable is applied.</summary>
    public static IEnumerable<RowKey> Keys(Guid id) => [RowKey.Of<DeliverableRow>(id), RowKey.Of<WishRow>(id), RowKey.Of<SnapshotRow>(id)];

    /// <summary>Applies a wish about a deliverable of that tenant.</summary>
    public static WishFate Apply(CommitScope scope, string tenantId, Guid id, Wish wish)
    {
        var row = scope.Find<WishRow>(id);
        if (scope.Find<SnapshotRow>(id)?.Phase is { } phase && SnapshotRow.Ends(phase))
            return phase is DeliverablePhase.Cancelled && wish == Wish.Cancel ? WishFate.Taken : WishFate.Ended;
        if ((row?.Wish ?? Wish.GoOn) == wish)
            return WishFate.Taken;
        if (row?.Wish == Wish.Cancel)
            return WishFate.Cancelled;
        if (row is null)
            scope.Add(row = new WishRow { Id = id, TenantId = tenantId, Wish = wish, Ordinal = 0 });
        (row.Wish, row.Ordinal) = (wish, row.Ordinal + 1);
        PassOn(scope, tenantId, id, row);
        return WishFate.Taken;
    }

    private static void PassOn(CommitScope scope, string tenantId, Guid id, WishRow wish)
    {
        switch (wish.Wish)
        {
            case Wish.Hold:
                scope.Send(Queues.Router, MessageId(nameof(HoldDeliverable)), new HoldDeliverable { TenantId = tenantId, DeliverableId = id, Ordinal = wish.Ordinal });
                break;
            case Wish.GoOn:
                scope.Send(Queues.Router, MessageId(nameof(ReleaseDeliverable)), new ReleaseDeliverable { TenantId = tenantId, DeliverableId = id, Ordinal = wish.Ordinal });
                break;
            default:
                scope.Send(Queues.Router, MessageId(nameof(CancelDeliverable)), new CancelDeliverable { TenantId = tenantId, DeliverableId = id });
                break;
        }

        Guid MessageId(string name) => DeterministicId.OfMessage(name, id, $"{wish.Ordinal}");
    }
}
