using Atelier.Platform.Servers;

namespace Atelier.Bench.Line;

/// <summary>The servers that the environment names, or the system's own, started for this run and stopped after it.</summary>
internal sealed class BenchServers : IAsyncDisposable
{
    private readonly string _folder = Path.Combine(Path.GetTempPath(), $"atelier-bench-{Guid.NewGuid():N}");
    private RabbitServer? _rabbit;
    private PostgresServer? _postgres;

    /// <summary>For files of this run.</summary>
    public string Folder => _folder;

    public static async Task<BenchServers> Start()
    {
        var servers = new BenchServers();
        Directory.CreateDirectory(servers._folder);
        if (Named("Atelier__Rabbit") is null)
            servers._rabbit = await RabbitServer.Start(Path.Combine(servers._folder, "rabbit"));
        if (Named("Atelier__Postgres") is null)
            servers._postgres = await PostgresServer.Start(Path.Combine(servers._folder, "postgres"));
        return servers;
    }

    /// <summary>A virtual host of its own, so that nobody's bindings reach another; on a named server, the one that is named.</summary>
    public async Task<Uri> Rabbit(string name) => _rabbit is null ? new Uri(Named("Atelier__Rabbit")!) : await _rabbit.CreateVirtualHost(name);

    /// <summary>A database of its own; on a named server, the one that is named.</summary>
    public async Task<string> Postgres(string name) => _postgres is null ? Named("Atelier__Postgres")! : await _postgres.CreateDatabase(name);

    public async ValueTask DisposeAsync()
    {
        if (_rabbit is not null)
            await _rabbit.DisposeAsync();
        if (_postgres is not null)
            await _postgres.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private static string? Named(string variable) => Environment.GetEnvironmentVariable(variable) is { Length: > 0 } value ? value : null;
}
