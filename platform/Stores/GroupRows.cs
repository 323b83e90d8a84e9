using System.Collections.Concurrent;
using System.Data;
using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace Atelier.Platform.Stores;

/// <summary>All rows that one group of changes has in hand: fetched together, changed in memory, written together.</summary>
internal sealed class GroupRows(ServiceDb db, ConcurrentDictionary<Type, object> tables) : IAsyncDisposable
{
    private readonly Dictionary<Type, RowSet> _sets = [];
    private IDbContextTransaction? _transaction;

    public RowSet<TRow> Of<TRow>() where TRow : class, IKeyed
    {
        if (_sets.TryGetValue(typeof(TRow), out var known))
            return (RowSet<TRow>)known;
        var set = new RowSet<TRow>((RowTable<TRow>)tables.GetOrAdd(typeof(TRow), static (_, db) => new RowTable<TRow>(db), db));
        _sets.Add(typeof(TRow), set);
        return set;
    }

    /// <summary>One query a type; what is contended comes first, in the transaction that will write it.</summary>
    public async Task Load(IEnumerable<RowKey> keys)
    {
        var wanted = keys.GroupBy(key => key.Rows).Select(ofType => (Rows: ofType.Key(this), Ids: ofType.Select(key => key.Id).Distinct().ToArray())).ToList();
        foreach (var (rows, ids) in wanted.Where(it => it.Rows.Contended).OrderBy(it => it.Rows.GetType().ToString(), StringComparer.Ordinal))
        {
            _transaction ??= await db.Database.BeginTransactionAsync();
            await rows.Load(db, ids);
        }
        foreach (var (rows, ids) in wanted.Where(it => !it.Rows.Contended))
            await rows.Load(db, ids);
    }

    /// <summary>
    /// Everything or nothing, in one transaction; false when there is nothing to write. Throws <see cref="DBConcurrencyException"/> when a
    /// row has become another version meanwhile.
    /// </summary>
    public async Task<bool> Save()
    {
        var statements = _sets.Values.SelectMany(set => set.Statements()).ToList();
        if (statements.Count == 0)
            return false;
        _transaction ??= await db.Database.BeginTransactionAsync();
        var (connection, transaction) = (db.Database.GetDbConnection(), _transaction.GetDbTransaction());
        if (connection.CanCreateBatch)
            await InOneRoundTrip(connection, transaction, statements);
        else
            await OneByOne(connection, transaction, statements);
        await _transaction.CommitAsync();
        return true;
    }

    /// <summary>Lets go of what was locked and is not to be written.</summary>
    public ValueTask DisposeAsync() => _transaction?.DisposeAsync() ?? ValueTask.CompletedTask;

    private static async Task InOneRoundTrip(DbConnection connection, DbTransaction transaction, List<RowStatement> statements)
    {
        await using var batch = connection.CreateBatch();
        batch.Transaction = transaction;
        await using var maker = connection.CreateCommand();
        foreach (var statement in statements)
        {
            var command = batch.CreateBatchCommand();
            command.CommandText = statement.Sql;
            command.Parameters.AddRange(statement.Parameters(maker));
            batch.BatchCommands.Add(command);
        }
        await batch.ExecuteNonQueryAsync();
        for (var i = 0; i < statements.Count; i++)
            Check(statements[i], batch.BatchCommands[i].RecordsAffected);
    }

    private static async Task OneByOne(DbConnection connection, DbTransaction transaction, List<RowStatement> statements)
    {
        foreach (var same in statements.GroupBy(statement => statement.Sql))
        {
            await using var command = connection.CreateCommand();
            (command.Transaction, command.CommandText) = (transaction, same.Key);
            foreach (var statement in same)
            {
                command.Parameters.Clear();
                command.Parameters.AddRange(statement.Parameters(command));
                Check(statement, await command.ExecuteNonQueryAsync());
            }
        }
    }

    private static void Check(RowStatement statement, int changed)
    {
        if (statement.MustChange is { } must && must != changed)
            throw new DBConcurrencyException($"{must - changed} of {must} rows are another version by now");
    }
}
