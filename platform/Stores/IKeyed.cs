namespace Atelier.Platform.Stores;

/// <summary>A row that is found by one id.</summary>
public interface IKeyed
{
    /// <summary>The primary key.</summary>
    Guid Id { get; }
}

/// <summary>A row that two pods may not change at once: the loser of a race is applied again to the winner's row.</summary>
public interface IVersioned
{
    /// <summary>Grows by one with every group that changes the row; the store's own concurrency token.</summary>
    long Version { get; set; }
}

/// <summary>Names a row to load for a group commit.</summary>
public readonly record struct RowKey
{
    private RowKey(Type row, Guid id, RowLoader loader) => (Row, Id, Loader) = (row, id, loader);

    internal Type Row { get; }

    internal Guid Id { get; }

    internal RowLoader Loader { get; }

    /// <summary>The row of that type with that id.</summary>
    public static RowKey Of<TRow>(Guid id) where TRow : class, IKeyed => new(typeof(TRow), id, RowLoader<TRow>.Instance);
}
