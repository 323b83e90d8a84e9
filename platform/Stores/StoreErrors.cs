using System.Data;
using System.Data.Common;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Atelier.Platform.Stores;

/// <summary>Tells a race or an outage, which pass, from a mistake, which does not.</summary>
internal static class StoreErrors
{
    private const int SqliteBusy = 5;
    private const int SqliteConstraint = 19;

    /// <summary>A lost race (version or unique key) or a store that is not there for the moment.</summary>
    public static bool AreWorthTryingAgain(Exception error) => error switch
    {
        DBConcurrencyException => true,
        PostgresException postgres => postgres.SqlState == PostgresErrorCodes.UniqueViolation || postgres.IsTransient,
        SqliteException sqlite => sqlite.SqliteErrorCode is SqliteBusy or SqliteConstraint,
        DbException other => other.IsTransient,
        InvalidOperationException { InnerException: NpgsqlException { IsTransient: true } } => true,
        _ => false,
    };
}
