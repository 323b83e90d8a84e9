using Atelier.Platform.Assets;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Atelier.Intake.Acceptance;

/// <summary>A full disk, wherever it shows, is an answer of its own: the request is right, there is no room for it.</summary>
internal sealed class StorageFull(ILogger<StorageFull> log) : IEndpointFilter
{
    private const int SqliteFull = 13;

    public static bool Is(Exception error) => error switch
    {
        AssetStoreFullException => true,
        SqliteException sqlite => sqlite.SqliteErrorCode == SqliteFull,
        PostgresException postgres => postgres.SqlState == PostgresErrorCodes.DiskFull,
        DbUpdateException { InnerException: { } inner } => Is(inner),
        _ => AssetStoreFullException.IsDiskFull(error),
    };

    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        try
        {
            return await next(context);
        }
        catch (Exception error) when (Is(error))
        {
            log.LogError(error, "No room to keep what {Path} brought", context.HttpContext.Request.Path);
            return HttpProblems.Full(error is AssetStoreFullException ? error.Message : "The store's disk is full.");
        }
    }
}
