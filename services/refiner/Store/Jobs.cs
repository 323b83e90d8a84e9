using System.Text.Json;
using Atelier.Contracts;
using Atelier.Platform.Stores;
using Microsoft.EntityFrameworkCore;

namespace Atelier.Refiner.Store;

/// <summary>Remembers what was done, together with the event that says so.</summary>
internal sealed class Jobs(IDbContextFactory<RefinerDb> factory, GroupCommit<RefinerDb> commit)
{
    /// <summary>Whether it was done: its event is on its way or gone, and there is nothing more to do.</summary>
    public async Task<bool> IsDone(Guid id, CancellationToken ct)
    {
        await using var db = await factory.CreateDbContextAsync(ct);
        return await db.Jobs.AnyAsync(job => job.Id == id, ct);
    }

    /// <summary>Keeps and publishes the event of a job. Of two that did the same job at once, the first to commit speaks and the other stays silent.</summary>
    public Task Finish<T>(Guid id, Guid attemptId, T done, CancellationToken ct) where T : class, IEvent =>
        commit.Commit([RowKey.Of<FinishedJob>(id)], scope =>
        {
            if (scope.Find<FinishedJob>(id) is not null) return;
            scope.Add(new FinishedJob
            {
                Id = id,
                DeliverableId = done.DeliverableId,
                AttemptId = attemptId,
                Kind = typeof(T).Name,
                Body = JsonSerializer.Serialize(done, AtelierJson.Options),
                FinishedAt = done.OccurredAt,
            });
            scope.Publish(DeterministicId.OfMessage(typeof(T).Name, id), done);
        }, ct);
}
