using Microsoft.EntityFrameworkCore;

namespace Atelier.Platform.Stores;

/// <summary>Fetches the rows of one type for a whole group in one query.</summary>
internal abstract class RowLoader
{
    public abstract Task Load(DbContext db, Guid[] ids, Dictionary<(Type, Guid), object> rows, CancellationToken ct);
}

internal sealed class RowLoader<TRow> : RowLoader where TRow : class, IKeyed
{
    public static readonly RowLoader<TRow> Instance = new();

    public override async Task Load(DbContext db, Guid[] ids, Dictionary<(Type, Guid), object> rows, CancellationToken ct)
    {
        await foreach (var row in db.Set<TRow>().Where(row => ids.Contains(row.Id)).AsAsyncEnumerable().WithCancellation(ct))
            rows[(typeof(TRow), row.Id)] = row;
    }
}
