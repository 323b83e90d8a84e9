namespace Atelier.Platform.Stores;

/// <summary>The rows of one type that a group has in hand.</summary>
internal abstract class RowSet
{
    /// <summary>Whether its rows are locked as they are fetched.</summary>
    public abstract bool Contended { get; }

    /// <summary>Fetches rows.</summary>
    public abstract Task Load(ServiceDb db, Guid[] ids);

    /// <summary>What became of them, as statements.</summary>
    public abstract IEnumerable<RowStatement> Statements();
}

internal sealed class RowSet<TRow>(RowTable<TRow> table) : RowSet where TRow : class, IKeyed
{
    private readonly Dictionary<Guid, (TRow Row, object?[]? Before)> _rows = [];
    private readonly List<Guid> _removed = [];

    public override bool Contended => table.IsContended;

    public override async Task Load(ServiceDb db, Guid[] ids)
    {
        await foreach (var row in table.Load(db, ids))
            _rows.Add(row.Id, (row, table.Picture(row)));
    }

    public TRow? Find(Guid id) => _rows.GetValueOrDefault(id).Row;

    public void Add(TRow row) => _rows.Add(row.Id, (row, null));

    public void Remove(Guid id)
    {
        if (!_rows.Remove(id, out var known) || known.Before is not null)
            _removed.Add(id);
    }

    public override IEnumerable<RowStatement> Statements()
    {
        var (added, changed) = (new List<TRow>(), new List<TRow>());
        foreach (var (row, before) in _rows.Values)
        {
            if (before is null)
                added.Add(row);
            else if (table.Differs(row, before))
                changed.Add(row);
        }
        foreach (var row in changed.OfType<IVersioned>())
            row.Version++;
        return [.. table.Delete(_removed), .. table.Insert(added), .. table.Update(changed)];
    }
}
