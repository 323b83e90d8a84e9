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

/// <summary>
/// A row that many changes want at once, as an account: loading it locks it on PostgreSQL until the group is written, so that pods take
/// turns at it instead of losing races over it. Locked in the order of their type's name and their id, so that no two pods wait for each other.
/// </summary>
public interface IContended : IVersioned;

/// <summary>Names a row to load for a group commit.</summary>
public readonly record struct RowKey
{
    private RowKey(Guid id, Func<GroupRows, RowSet> rows) => (Id, Rows) = (id, rows);

    internal Guid Id { get; }

    internal Func<GroupRows, RowSet> Rows { get; }

    /// <summary>The row of that type with that id.</summary>
    public static RowKey Of<TRow>(Guid id) where TRow : class, IKeyed => new(id, OfType<TRow>.Rows);

    private static class OfType<TRow> where TRow : class, IKeyed
    {
        public static readonly Func<GroupRows, RowSet> Rows = static group => group.Of<TRow>();
    }
}
