using Microsoft.EntityFrameworkCore;
using Npgsql;
using NpgsqlTypes;

namespace Atelier.Platform.Stores;

/// <summary>
/// All messages of a group in one statement, on PostgreSQL: the outbox is the store's busiest table, and none of its rows needs the change
/// tracker. Measured so far only together with three other changes (bench/README.md); what this one gives alone is still to be shown.
/// </summary>
internal static class OutboxInsert
{
    private const string Columns = "\"Id\", \"MessageId\", \"Type\", \"Queue\", \"Body\", \"CreatedAt\", \"TraceParent\"";

    public static async Task Run(DbContext db, IReadOnlyList<OutboxRow> rows)
    {
        if (rows.Count == 0)
            return;
        var schema = db.Model.FindEntityType(typeof(OutboxRow))!.GetSchema(); // a service's own name
        var statement = $"INSERT INTO \"{schema}\".\"outbox\" ({Columns}) SELECT * FROM unnest(@ids, @messages, @types, @queues, @bodies, @instants, @causes)";
        await db.Database.ExecuteSqlRawAsync(
            statement,
            Parameter("ids", NpgsqlDbType.Uuid, rows, row => row.Id),
            Parameter("messages", NpgsqlDbType.Uuid, rows, row => row.MessageId),
            Parameter("types", NpgsqlDbType.Text, rows, row => row.Type),
            Parameter("queues", NpgsqlDbType.Text, rows, row => row.Queue),
            Parameter("bodies", NpgsqlDbType.Text, rows, row => row.Body),
            Parameter("instants", NpgsqlDbType.TimestampTz, rows, row => row.CreatedAt),
            Parameter("causes", NpgsqlDbType.Text, rows, row => row.TraceParent));
    }

    private static NpgsqlParameter Parameter<T>(string name, NpgsqlDbType type, IReadOnlyList<OutboxRow> rows, Func<OutboxRow, T> value) =>
        new(name, NpgsqlDbType.Array | type) { Value = rows.Select(value).ToArray() };
}
