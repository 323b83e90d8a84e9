using Atelier.Platform.Servers;

namespace Atelier.TestKit;

/// <summary>
/// The real RabbitMQ and PostgreSQL: those that the environment names (ATELIER_TEST_RABBIT, ATELIER_TEST_POSTGRES), or the system's own, started
/// once for a test program. Each test takes a fresh virtual host and database of them.
/// </summary>
public static class RealServers
{
    private static readonly Lazy<Task<PostgresServer>> LocalPostgres = new(() => Keep(StartPostgres()));
    private static readonly Lazy<Task<RabbitServer>> LocalRabbit = new(() => Keep(RabbitServer.Start(Folder("mq"))));

    /// <summary>A connection string to a new database.</summary>
    public static async Task<string> NewPostgresDatabase()
    {
        var name = $"t{Guid.NewGuid():N}";
        if (Environment.GetEnvironmentVariable("ATELIER_TEST_POSTGRES") is not { Length: > 0 } named)
            return await (await LocalPostgres.Value).CreateDatabase(name);
        await using var connection = new Npgsql.NpgsqlConnection(named);
        await connection.OpenAsync();
        await using var command = new Npgsql.NpgsqlCommand($"CREATE DATABASE \"{name}\"", connection);
        await command.ExecuteNonQueryAsync();
        return new Npgsql.NpgsqlConnectionStringBuilder(named) { Database = name }.ToString();
    }

    /// <summary>The address of a new virtual host; a named server's own virtual host is used as it is.</summary>
    public static async Task<Uri> NewRabbitVirtualHost() =>
        Environment.GetEnvironmentVariable("ATELIER_TEST_RABBIT") is { Length: > 0 } named
            ? new Uri(named)
            : await (await LocalRabbit.Value).CreateVirtualHost($"t{Guid.NewGuid():N}");

    /// <summary>The data goes with the tests: nothing has to reach the disk, and the server's end waits for nothing.</summary>
    private static async Task<PostgresServer> StartPostgres()
    {
        var server = await PostgresServer.Start(Folder("pg"));
        await using var connection = new Npgsql.NpgsqlConnection(server.ConnectionString + ";Pooling=false");
        await connection.OpenAsync();
        foreach (var setting in new[] { "ALTER SYSTEM SET fsync = off", "ALTER SYSTEM SET full_page_writes = off", "SELECT pg_reload_conf()" })
        {
            await using var command = new Npgsql.NpgsqlCommand(setting, connection);
            await command.ExecuteNonQueryAsync();
        }
        return server;
    }

    private static string Folder(string name) => Path.Combine(Path.GetTempPath(), $"atelier-test-{name}-{Guid.NewGuid():N}");

    private static async Task<T> Keep<T>(Task<T> starting) where T : IAsyncDisposable
    {
        var server = await starting;
        AppDomain.CurrentDomain.ProcessExit += (_, _) => server.DisposeAsync().AsTask().Wait(TimeSpan.FromSeconds(40));
        return server;
    }
}
