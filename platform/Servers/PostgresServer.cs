using System.Diagnostics;
using Npgsql;

namespace Atelier.Platform.Servers;

/// <summary>The system's PostgreSQL on a free loopback port, with a data folder of its own: for the demo, tests and benches.</summary>
public sealed class PostgresServer : IAsyncDisposable
{
    private readonly Process _process;

    private PostgresServer(Process process, string connectionString) => (_process, ConnectionString) = (process, connectionString);

    /// <summary>Connects to its database <c>postgres</c> as its owner.</summary>
    public string ConnectionString { get; }

    /// <summary>Starts one in an empty folder.</summary>
    /// <exception cref="InvalidOperationException">It is not installed, or did not come up: the message says what to do or what it printed.</exception>
    public static async Task<PostgresServer> Start(string folder)
    {
        var bin = Binaries() ?? throw new InvalidOperationException("PostgreSQL is not installed: on Debian, apt-get install postgresql; elsewhere put initdb and postgres on PATH, or name a server in Atelier__Postgres.");
        Directory.CreateDirectory(folder);
        var (data, log, password) = (Path.Combine(folder, "data"), Path.Combine(folder, "postgres.log"), Guid.NewGuid().ToString("N"));
        var passwordFile = Path.Combine(folder, "password");
        await File.WriteAllTextAsync(passwordFile, password);
        File.Create(log).Dispose();
        if (AsRoot)
            await LocalProcess.Run("chown", ["-R", "postgres", folder]);
        var (initdb, initArguments) = AsServerUser(Path.Combine(bin, "initdb"), ["-D", data, "-U", "atelier", "--pwfile", passwordFile, "-A", "scram-sha-256", "-E", "UTF8", "--locale", "C", "--no-sync"]);
        await LocalProcess.Run(initdb, initArguments);
        File.Delete(passwordFile);
        var port = LocalProcess.FreePort();
        var (postgres, arguments) = AsServerUser(Path.Combine(bin, "postgres"),
            ["-D", data, "-p", $"{port}", "-c", "listen_addresses=127.0.0.1", "-c", $"unix_socket_directories={folder}", "-c", "max_connections=200", "-c", "shared_buffers=128MB"]);
        var process = LocalProcess.Start(postgres, arguments, log);
        var connectionString = $"Host=127.0.0.1;Port={port};Username=atelier;Password={password};Database=postgres";
        await LocalProcess.WaitUntil(async () =>
        {
            await using var connection = new NpgsqlConnection(connectionString + ";Pooling=false");
            await connection.OpenAsync();
        }, process, log, TimeSpan.FromSeconds(60));
        return new PostgresServer(process, connectionString);
    }

    /// <summary>A new empty database; returns its connection string.</summary>
    public async Task<string> CreateDatabase(string name)
    {
        await using var connection = new NpgsqlConnection(ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand($"CREATE DATABASE \"{name}\"", connection);
        await command.ExecuteNonQueryAsync();
        return new NpgsqlConnectionStringBuilder(ConnectionString) { Database = name }.ToString();
    }

    /// <summary>Whether this machine has it.</summary>
    public static bool Installed => Binaries() is not null;

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await LocalProcess.Stop(_process, "INT", TimeSpan.FromSeconds(20)); // INT: close the connections and end
        _process.Dispose();
    }

    private static bool AsRoot => Environment.UserName == "root";

    /// <summary>PostgreSQL refuses to run as root; its package brings a user of its own.</summary>
    private static (string File, string[] Arguments) AsServerUser(string file, string[] arguments) =>
        AsRoot ? ("setpriv", ["--reuid=postgres", "--regid=postgres", "--init-groups", "--", file, .. arguments]) : (file, arguments);

    private static string? Binaries()
    {
        var packaged = Directory.Exists("/usr/lib/postgresql")
            ? Directory.GetDirectories("/usr/lib/postgresql").OrderByDescending(version => int.TryParse(Path.GetFileName(version), out var number) ? number : 0).Select(version => Path.Combine(version, "bin"))
            : [];
        return packaged.Concat((Environment.GetEnvironmentVariable("PATH") ?? "").Split(':')).FirstOrDefault(folder => File.Exists(Path.Combine(folder, "initdb")));
    }
}
