using Atelier.Platform.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Atelier.Platform.Stores;

/// <summary>Adds a service's store to its host.</summary>
public static class StoreRegistration
{
    /// <summary>A SQLite file in the data folder, or a schema in PostgreSQL where one is configured; with its writer, outbox and sweeper.</summary>
    public static void AddStore<TDb>(this WebApplicationBuilder builder, string name) where TDb : ServiceDb
    {
        var services = builder.Services;
        services.AddPooledDbContextFactory<TDb>((provider, db) => Configure(db, provider.GetRequiredService<AtelierOptions>(), name));
        services.AddHostedService<StoreMigrator<TDb>>();
        services.AddSingleton<OutboxDispatcher<TDb>>();
        services.AddSingleton<GroupCommit<TDb>>();
        services.AddHostedService<OutboxSweeper<TDb>>();
    }

    /// <summary>Points a context at the configured store.</summary>
    public static void Configure(DbContextOptionsBuilder db, AtelierOptions options, string name)
    {
        // Migrations are written by hand for both stores; a test compares what they make with the model.
        db.ConfigureWarnings(warnings => warnings.Ignore(RelationalEventId.PendingModelChangesWarning));
        if (options.Postgres is { } postgres)
        {
            db.UseNpgsql(Prepared(postgres), npgsql => npgsql.MigrationsHistoryTable("migrations", name));
            return;
        }
        Directory.CreateDirectory(options.Data);
        db.UseSqlite(new SqliteConnectionStringBuilder { DataSource = Path.Combine(options.Data, $"{name}.db"), DefaultTimeout = 30 }.ToString());
    }

    /// <summary>A service says the same few statements all day: prepared, PostgreSQL plans each but once. An operator's own setting stands.</summary>
    private static string Prepared(string postgres)
    {
        var connection = new NpgsqlConnectionStringBuilder(postgres);
        if (!connection.ShouldSerialize("Max Auto Prepare"))
            connection.MaxAutoPrepare = 100;
        return connection.ConnectionString;
    }
}
