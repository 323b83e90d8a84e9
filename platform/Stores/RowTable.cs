using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Npgsql;

namespace Atelier.Platform.Stores;

/// <summary>
/// A table's statements, made once from EF Core's model. On PostgreSQL all rows of a group travel in one statement a kind of change; SQLite
/// has no round trips to save and takes them one by one. Written by hand because it pays: bench/README.md, "Rows without the change tracker".
/// </summary>
internal sealed class RowTable<TRow> where TRow : class, IKeyed
{
    private readonly RowColumn<TRow>[] _columns;
    private readonly RowColumn<TRow>[] _changing;
    private readonly RowColumn<TRow> _id;
    private readonly bool _sqlite;
    private readonly string _insert;
    private readonly string _update;
    private readonly string _delete;
    private readonly string _lock;
    private readonly Func<ServiceDb, Guid[], IAsyncEnumerable<TRow>> _load =
        EF.CompileAsyncQuery((ServiceDb db, Guid[] ids) => db.Set<TRow>().AsNoTracking().Where(row => ids.Contains(row.Id)));

    public RowTable(ServiceDb db)
    {
        var entity = db.Model.FindEntityType(typeof(TRow)) ?? throw new InvalidOperationException($"{typeof(TRow).Name} is not mapped in {db.GetType().Name}.");
        _sqlite = db.Database.IsSqlite();
        _columns = [.. entity.GetProperties().Select(RowColumn<TRow>.Of)];
        _id = _columns[Array.FindIndex(_columns, column => column.Name == "\"Id\"")];
        _changing = [.. _columns.Where(column => column.Changes)];
        var name = entity.GetSchema() is { } schema ? $"\"{schema}\".\"{entity.GetTableName()}\"" : $"\"{entity.GetTableName()}\"";
        (_insert, _update, _delete) = _sqlite ? ForSqlite(name) : ForPostgres(name);
        _lock = $"SELECT * FROM {name} WHERE \"Id\" = ANY({{0}}) ORDER BY \"Id\" FOR UPDATE";
    }

    private static bool IsVersioned => typeof(TRow).IsAssignableTo(typeof(IVersioned));

    /// <summary>Whether its rows are locked as they are loaded; a SQLite file has one writer anyway.</summary>
    public bool IsContended => !_sqlite && typeof(TRow).IsAssignableTo(typeof(IContended));

    /// <summary>The rows with these ids, as far as there are any.</summary>
    public IAsyncEnumerable<TRow> Load(ServiceDb db, Guid[] ids) =>
        IsContended ? db.Set<TRow>().FromSqlRaw(_lock, ids).AsNoTracking().AsAsyncEnumerable() : _load(db, ids);

    /// <summary>What can change of a row, to compare it with later.</summary>
    public object?[] Picture(TRow row) => Array.ConvertAll(_changing, column => column.Value(row));

    public bool Differs(TRow row, object?[] before)
    {
        for (var i = 0; i < before.Length; i++)
        {
            if (!Equals(before[i], _changing[i].Value(row)))
                return true;
        }
        return false;
    }

    public IEnumerable<RowStatement> Insert(IReadOnlyList<TRow> rows) => Say(_insert, _columns, rows, mustChange: false);

    /// <summary>Rows that carry a version have it raised already; a row that is another version by now makes the group fail.</summary>
    public IEnumerable<RowStatement> Update(IReadOnlyList<TRow> rows) => Say(_update, [_id, .. _changing], rows, mustChange: true);

    public IEnumerable<RowStatement> Delete(IReadOnlyList<Guid> ids)
    {
        if (ids.Count == 0)
            return [];
        return _sqlite
            ? ids.Select(id => new RowStatement(_delete, command => [new SqliteParameter("$1", id)], null))
            : [new RowStatement(_delete, _ => [new NpgsqlParameter<Guid[]> { TypedValue = [.. ids] }], null)];
    }

    private IEnumerable<RowStatement> Say(string sql, RowColumn<TRow>[] columns, IReadOnlyList<TRow> rows, bool mustChange)
    {
        if (rows.Count == 0)
            return [];
        return _sqlite
            ? rows.Select(row => new RowStatement(sql, command => Parameters(command, columns, row), mustChange ? 1 : null))
            : [new RowStatement(sql, _ => Array.ConvertAll(columns, DbParameter (column) => column.Values(rows)), mustChange ? rows.Count : null)];
    }

    private static DbParameter[] Parameters(DbCommand command, RowColumn<TRow>[] columns, TRow row)
    {
        var parameters = new DbParameter[columns.Length];
        for (var i = 0; i < columns.Length; i++)
            parameters[i] = columns[i].Parameter(command, $"${i + 1}", row);
        return parameters;
    }

    private (string Insert, string Update, string Delete) ForPostgres(string table)
    {
        RowColumn<TRow>[] written = [_id, .. _changing];
        return (
            $"INSERT INTO {table} ({Names(_columns)}) SELECT * FROM unnest({Arrays(_columns)})",
            $"UPDATE {table} AS t SET {string.Join(", ", _changing.Select(column => $"{column.Name} = v.{column.Name}"))} FROM unnest({Arrays(written)}) AS v({Names(written)}) "
                + $"WHERE t.\"Id\" = v.\"Id\"{(IsVersioned ? " AND t.\"Version\" = v.\"Version\" - 1" : "")}",
            $"DELETE FROM {table} WHERE \"Id\" = ANY($1)");
    }

    private (string Insert, string Update, string Delete) ForSqlite(string table) => (
        $"INSERT INTO {table} ({Names(_columns)}) VALUES ({string.Join(", ", _columns.Select((_, i) => $"${i + 1}"))})",
        $"UPDATE {table} SET {string.Join(", ", _changing.Select((column, i) => $"{column.Name} = ${i + 2}"))} WHERE \"Id\" = $1"
            + (IsVersioned ? $" AND \"Version\" = ${Array.FindIndex(_changing, column => column.Name == "\"Version\"") + 2} - 1" : ""),
        $"DELETE FROM {table} WHERE \"Id\" = $1");

    private static string Names(IEnumerable<RowColumn<TRow>> columns) => string.Join(", ", columns.Select(column => column.Name));

    private static string Arrays(IEnumerable<RowColumn<TRow>> columns) => string.Join(", ", columns.Select((column, i) => $"${i + 1}::{column.StoreType}[]"));
}

/// <summary>One statement of a group.</summary>
/// <param name="Sql">With parameters $1, $2 …</param>
/// <param name="Parameters">Their values.</param>
/// <param name="MustChange">How many rows it must change; null: whatever it does is right.</param>
internal sealed record RowStatement(string Sql, Func<DbCommand, DbParameter[]> Parameters, int? MustChange);
