using System.Text.Json;
using Atelier.Contracts;
using Atelier.Intake.Store;
using Atelier.Platform.Stores;
using MassTransit;

namespace Atelier.Intake.Status;

/// <summary>
/// Keeps the newest snapshot of each deliverable. One with the same or a lower version is old news and changes nothing; one of a
/// deliverable whose request is not known here is kept for when it is.
/// </summary>
internal sealed class KeepSnapshot(GroupCommit<IntakeDb> writes) : IConsumer<DeliverableProgressed>
{
    public Task Consume(ConsumeContext<DeliverableProgressed> context)
    {
        var news = context.Message;
        var assets = Shown(news.Status);
        RowKey[] load = [RowKey.Of<SnapshotRow>(news.DeliverableId), .. OwnedAssetRow.Keys(news.TenantId, assets)];
        return writes.Commit(load, scope =>
        {
            if (Write(scope, news))
                OwnedAssetRow.Grant(scope, news.TenantId, assets);
        }, context.CancellationToken);
    }

    private static bool Write(CommitScope scope, DeliverableProgressed news)
    {
        var snapshot = scope.Find<SnapshotRow>(news.DeliverableId);
        if (snapshot is not null && snapshot.Progress >= news.Version)
            return false;
        var status = JsonSerializer.Serialize(news.Status, AtelierJson.Options);
        if (snapshot is null)
            scope.Add(new SnapshotRow { Id = news.DeliverableId, TenantId = news.TenantId, Progress = news.Version, Phase = news.Status.Phase, Status = status });
        else
            (snapshot.Progress, snapshot.Phase, snapshot.Status) = (news.Version, news.Status.Phase, status);
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
