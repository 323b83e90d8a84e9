using Atelier.Cli.Line;
using Atelier.TestKit;

namespace Atelier.EndToEnd.Tests.Support;

/// <summary>Everything in this process: in-memory bus, SQLite.</summary>
public sealed class MemoryLine : SampledLine
{
    /// <inheritdoc/>
    protected override async Task<ILine> Start(LineSettings settings) => await AllInOne.Start(settings with { Directives = true }, TestContext.Current.CancellationToken);
}

/// <summary>One process a service, on the real RabbitMQ and PostgreSQL.</summary>
public sealed class ServerLine : SampledLine
{
    private DistributedLine _line = null!;

    /// <summary>Its virtual host.</summary>
    internal Uri Rabbit { get; private set; } = null!;

    /// <summary>Its database.</summary>
    internal string Postgres { get; private set; } = null!;

    /// <summary>The process of each part.</summary>
    internal IReadOnlyDictionary<string, int?> Pids() => _line.Parts.ToDictionary(part => part.Key, part => part.Value.Pid);

    /// <summary>SIGKILL.</summary>
    internal Task Kill(string service) => _line.Kill(service);

    /// <summary>Starts it again, and waits until it is ready.</summary>
    internal Task Restart(string service) => _line.Restart(service);

    /// <inheritdoc/>
    protected override async Task<ILine> Start(LineSettings settings)
    {
        (Rabbit, Postgres) = (await RealServers.NewRabbitVirtualHost(), await RealServers.NewPostgresDatabase());
        return _line = await DistributedLine.Start(settings with { Directives = true }, Rabbit, Postgres);
    }
}

/// <summary><c>atelier up</c> as a process of its own: in-memory bus, SQLite.</summary>
public sealed class ProcessLine : TestLine
{
    private AllInOneProcess _line = null!;

    /// <summary>SIGKILL.</summary>
    internal Task Kill() => _line.Kill();

    /// <summary>Starts it again on the same folder and ports.</summary>
    internal Task Restart() => _line.Restart();

    /// <inheritdoc/>
    protected override async Task<ILine> Start(LineSettings settings) => _line = await AllInOneProcess.Start(settings);
}

/// <summary>Tests that share the line in memory.</summary>
[CollectionDefinition(Name)]
public sealed class OnTheLineInMemory : ICollectionFixture<MemoryLine>
{
    /// <summary>Its name.</summary>
    public const string Name = "the line in memory";
}

/// <summary>Tests that share the line on servers.</summary>
[CollectionDefinition(Name)]
public sealed class OnTheLineOnServers : ICollectionFixture<ServerLine>
{
    /// <summary>Its name.</summary>
    public const string Name = "the line on RabbitMQ and PostgreSQL";
}
