using System.Collections.Concurrent;
using System.Data;
using System.Data.Common;
using Microsoft.EntityFrameworkCore;

namespace Atelier.Platform.Stores;

/// <summary>All rows that one group of changes has in hand: fetched together, changed in memory, written together.</summary>
internal sealed class GroupRows(ServiceDb db, ConcurrentDictionary<Type, object> tables)
{
    private readonly Dictionary<Type, RowSet> _sets = [];

    public RowSet<TRow> Of<TRow>() where TRow : class, IKeyed
    {
        if (_sets.TryGetValue(typeof(TRow), out var known))
            return (RowSet<TRow>)known;
        var set = new RowSet<TRow>((RowTable<TRow>)tables.GetOrAdd(typeof(TRow), static (_, db) => new RowTable<TRow>(db), db));
        _sets.Add(typeof(TRow), set);
        return set;
    }

    /// <summary>One query a type.</summary>
    public async Task Load(IEnumerable<RowKey> keys)
    {
        foreach (var ofType in keys.GroupBy(key => key.Rows))
            await ofType.Key(this).Load(db, [.. ofType.Select(key => key.Id).Distinct()]);
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
        await db.Database.OpenConnectionAsync();
        var connection = db.Database.GetDbConnection();
        await using var transaction = await connection.BeginTransactionAsync();
        if (connection.CanCreateBatch)
            await InOneRoundTrip(connection, transaction, statements);
        else
            await OneByOne(connection, transaction, statements);
        await transaction.CommitAsync();
        return true;
    }

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
