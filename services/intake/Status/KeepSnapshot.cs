using Atelier.Contracts;
using Atelier.Intake.Store;
using Atelier.Platform.Stores;

namespace Atelier.Intake.Status;

/// <summary>
/// Keeps the newest snapshot of each deliverable. One with the same or a lower version is old news and changes nothing; one of a
/// deliverable whose request is not known here is kept for when it is.
/// </summary>
internal sealed class KeepSnapshot(GroupCommit<IntakeDb> writes)
{
    public Task Keep(IReadOnlyList<DeliverableProgressed> snapshots, CancellationToken ct)
    {
        var news = snapshots.Select(snapshot => (Snapshot: snapshot, Assets: Shown(snapshot.Status))).ToList();
        RowKey[] load = [.. news.SelectMany(it => OwnedAssetRow.Keys(it.Snapshot.TenantId, it.Assets).Append(RowKey.Of<SnapshotRow>(it.Snapshot.DeliverableId)))];
        return writes.Commit(load, scope =>
        {
            foreach (var (snapshot, assets) in news)
            {
                if (Write(scope, snapshot))
                    OwnedAssetRow.Grant(scope, snapshot.TenantId, assets);
            }
        }, ct);
    }

    private static bool Write(CommitScope scope, DeliverableProgressed news)
    {
        var snapshot = scope.Find<SnapshotRow>(news.DeliverableId);
        if (snapshot is not null && snapshot.Progress >= news.Version)
            return false;
        if (snapshot is null)
            scope.Add(snapshot = new SnapshotRow { Id = news.DeliverableId, TenantId = news.TenantId });
        snapshot.Write(news.Version, news.Status);
        return true;
    }

    /// <summary>Everything that a requester can see in a snapshot.</summary>
    private static AssetRef[] Shown(DeliverableStatus status) =>
    [
        .. status.Stages
            .SelectMany(stage => stage.Attempts.Select(attempt => attempt.Output).Append(stage.File?.Asset).Append(stage.File?.Preview))
            .OfType<AssetRef>().DistinctBy(asset => asset.Sha256),
    ];
}
