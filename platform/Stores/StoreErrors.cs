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

    /// <summary>A lost race (version or unique key) or an outage.</summary>
    public static bool AreWorthTryingAgain(Exception error) => IsRace(error) || IsOutage(error);

    /// <summary>The store is not there for the moment, or cannot take anything just now.</summary>
    public static bool IsOutage(Exception error) => error switch
    {
        SqliteException sqlite => sqlite.SqliteErrorCode is SqliteBusy,
        DbException other => other.IsTransient,
        InvalidOperationException { InnerException: NpgsqlException { IsTransient: true } } => true,
        _ => false,
    };

    private static bool IsRace(Exception error) => error switch
    {
        DBConcurrencyException => true,
        PostgresException postgres => postgres.SqlState == PostgresErrorCodes.UniqueViolation,
        SqliteException sqlite => sqlite.SqliteErrorCode is SqliteConstraint,
        _ => false,
    };
}
