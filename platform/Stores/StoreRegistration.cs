using Atelier.Platform.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Atelier.Platform.Stores;

/// <summary>Adds a service's store to its host.</summary>
public static class StoreRegistration
{
    /// <summary>For reading, and as many for writing: five services with one process each stay within PostgreSQL's usual hundred.</summary>
    private const int MostConnections = 9;

    /// <summary>A SQLite file in the data folder, or a schema in PostgreSQL where one is configured; with its writer, outbox and sweeper.</summary>
    public static void AddStore<TDb>(this WebApplicationBuilder builder, string name) where TDb : ServiceDb
    {
        var services = builder.Services;
        services.AddPooledDbContextFactory<TDb>((provider, db) => Configure(db, provider.GetRequiredService<AtelierOptions>(), name));
        services.AddHostedService<StoreMigrator<TDb>>();
        services.AddSingleton<OutboxDispatcher<TDb>>();
        services.AddSingleton(provider => ActivatorUtilities.CreateInstance<GroupCommit<TDb>>(provider, Writers<TDb>(provider.GetRequiredService<AtelierOptions>(), name)));
        services.AddHostedService<OutboxSweeper<TDb>>();
    }

    /// <summary>Points a context at the configured store.</summary>
    public static void Configure(DbContextOptionsBuilder db, AtelierOptions options, string name) => Configure(db, options, name, options.Postgres is { } postgres ? Prepared(postgres) : null);

    private static void Configure(DbContextOptionsBuilder db, AtelierOptions options, string name, NpgsqlConnectionStringBuilder? postgres)
    {
        // Migrations are written by hand for both stores; a test compares what they make with the model.
        db.ConfigureWarnings(warnings => warnings.Ignore(RelationalEventId.PendingModelChangesWarning));
        if (postgres is not null)
        {
            db.UseNpgsql(postgres.ConnectionString, npgsql => npgsql.MigrationsHistoryTable("migrations", name));
            return;
        }
        Directory.CreateDirectory(options.Data);
        db.UseSqlite(new SqliteConnectionStringBuilder { DataSource = Path.Combine(options.Data, $"{name}.db"), DefaultTimeout = 30 }.ToString());
    }

    /// <summary>
    /// The writer's own connections. It finds rows by key and nothing else, so a plan that was made while a table was empty must not read
    /// all of it later; and it leaves nothing in its session that would want a reset.
    /// </summary>
    private static PooledDbContextFactory<TDb> Writers<TDb>(AtelierOptions options, string name) where TDb : ServiceDb
    {
        var db = new DbContextOptionsBuilder<TDb>();
        var postgres = options.Postgres is { } named ? Prepared(named) : null;
        if (postgres is not null)
        {
            postgres.ApplicationName ??= $"atelier {name} writer";
            postgres.NoResetOnClose = true;
            postgres.Options = $"{postgres.Options} -c enable_seqscan=off -c enable_hashjoin=off -c enable_mergejoin=off".TrimStart();
        }
        Configure(db, options, name, postgres);
        return new PooledDbContextFactory<TDb>(db.Options);
    }

    /// <summary>
    /// A service says the same few statements all day: prepared, PostgreSQL plans each but once. Every process takes but a few of the
    /// connections that PostgreSQL has for all of them: who wants more waits its turn instead of being refused. An operator's own settings stand.
    /// </summary>
    private static NpgsqlConnectionStringBuilder Prepared(string postgres)
    {
        var connection = new NpgsqlConnectionStringBuilder(postgres);
        if (!connection.ShouldSerialize("Max Auto Prepare"))
            connection.MaxAutoPrepare = 100;
        if (!connection.ShouldSerialize("Maximum Pool Size"))
            connection.MaxPoolSize = MostConnections;
        return connection;
    }
}
