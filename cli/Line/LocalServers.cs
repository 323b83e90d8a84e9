using Atelier.Platform.Hosting;
using Atelier.Platform.Servers;

namespace Atelier.Cli.Line;

/// <summary>The RabbitMQ and PostgreSQL of a distributed line: named ones, or the system's on free ports for as long as the line is up.</summary>
internal sealed class LocalServers : IAsyncDisposable
{
    private readonly List<IAsyncDisposable> _started = [];
    private string? _folder;

    public required string Rabbit { get; set; }

    public required string Postgres { get; set; }

    public static async Task<LocalServers> Take(string? rabbit, string? postgres)
    {
        var named = AtelierOptions.From(new ConfigurationBuilder().AddEnvironmentVariables().Build());
        var servers = new LocalServers { Rabbit = rabbit ?? named.Rabbit?.OriginalString ?? "", Postgres = postgres ?? named.Postgres ?? "" };
        try
        {
            var starting = new List<Task>();
            if (servers.Rabbit is "") starting.Add(servers.StartRabbit());
            if (servers.Postgres is "") starting.Add(servers.StartPostgres());
            await Task.WhenAll(starting);
            return servers;
        }
        catch
        {
            await servers.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Task.WhenAll(_started.Select(server => server.DisposeAsync().AsTask()));
        if (_folder is not null)
            Directory.Delete(_folder, recursive: true);
    }

    private async Task StartRabbit()
    {
        var server = await RabbitServer.Start(Folder("rabbitmq"));
        Keep(server);
        Rabbit = server.Address.OriginalString;
    }

    private async Task StartPostgres()
    {
        var server = await PostgresServer.Start(Folder("postgres"));
        Keep(server);
        Postgres = await server.CreateDatabase("atelier");
    }

    private void Keep(IAsyncDisposable server)
    {
        lock (_started)
            _started.Add(server);
    }

    /// <summary>In the system's temporary folder, whatever this one is: PostgreSQL runs as a user of its own and has to get there.</summary>
    private string Folder(string name)
    {
        lock (_started)
            _folder ??= Path.Combine(Path.GetTempPath(), $"atelier-{Guid.NewGuid():N}");
        return Path.Combine(_folder, name);
    }
}
