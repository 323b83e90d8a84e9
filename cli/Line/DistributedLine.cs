namespace Atelier.Cli.Line;

/// <summary>The line as one process a service, on RabbitMQ and PostgreSQL. Parts can be killed and started again by name.</summary>
public sealed class DistributedLine : ILine
{
    private static readonly string[] Services = ["intake", "router", "generator", "refiner", "ledger"];
    private readonly Dictionary<string, LinePart> _parts = [];
    private readonly IDisposable _lock;
    private readonly LocalServers _servers;

    private DistributedLine(IDisposable @lock, LocalServers servers, string gateway) => (_lock, _servers, Gateway) = (@lock, servers, new Uri(gateway));

    /// <inheritdoc/>
    public Uri Gateway { get; }

    /// <summary>The parts by name: <c>simulator</c>, the five services, <c>gateway</c>.</summary>
    public IReadOnlyDictionary<string, LinePart> Parts => _parts;

    /// <summary>
    /// Starts the vendors, then the services at once, then the gateway, and waits until each is ready. The servers are those given, else those
    /// that the environment names (<c>Atelier__Rabbit</c>, <c>Atelier__Postgres</c>), else the system's, started here and stopped after.
    /// </summary>
    public static async Task<DistributedLine> Start(LineSettings settings, Uri? rabbit = null, string? postgres = null, CancellationToken ct = default)
    {
        var held = settings.Folder.Lock();
        LocalServers? servers = null;
        try
        {
            servers = await LocalServers.Take(rabbit?.OriginalString, postgres);
            var line = new DistributedLine(held, servers, settings.GatewayAddress());
            line.Plan(settings);
            try
            {
                await line._parts["simulator"].Start(ct);
                await Task.WhenAll(Services.Select(service => line._parts[service].Start(ct)));
                await line._parts["gateway"].Start(ct);
                return line;
            }
            catch
            {
                await line.StopParts();
                throw;
            }
        }
        catch
        {
            if (servers is not null)
                await servers.DisposeAsync();
            held.Dispose();
            throw;
        }
    }

    /// <summary>Ends a part at once, as a crash does (SIGKILL).</summary>
    public Task Kill(string part) => _parts[part].Kill();

    /// <summary>Starts a part again, on the port it had.</summary>
    public Task Restart(string part, CancellationToken ct = default) => _parts[part].Start(ct);

    /// <summary>Stops the parts, then the servers that were started here.</summary>
    public async ValueTask DisposeAsync()
    {
        await StopParts();
        await _servers.DisposeAsync();
        _lock.Dispose();
    }

    private void Plan(LineSettings settings)
    {
        var addresses = Services.ToDictionary(service => service, service => LineSettings.Loopback(settings.Folder.PortOf(service)));
        var vendors = settings.SimulatorAddress();
        Dictionary<string, string?> shared = new(settings.Shared(LineFolder.Secret())) { ["Atelier:Rabbit"] = _servers.Rabbit, ["Atelier:Postgres"] = _servers.Postgres };

        Add("simulator", vendors, "_sim/health", Simulator(vendors, settings));
        foreach (var (service, address) in addresses)
            Add(service, address, "health/ready", [.. shared, .. settings.SimulatedVendors(vendors)]);
        Add("gateway", Gateway.AbsoluteUri, "health/ready", [.. shared, .. settings.FrontDoor(addresses["intake"], addresses["router"], addresses["ledger"], addresses["generator"])]);

        void Add(string name, string address, string health, IEnumerable<KeyValuePair<string, string?>> configuration) => _parts[name] = new LinePart(
            name, [$"Atelier.{char.ToUpperInvariant(name[0])}{name[1..]}.dll"], [.. configuration, new("ASPNETCORE_URLS", address)], new Uri(new Uri(address), health), settings.Folder.Log(name));
    }

    private static IEnumerable<KeyValuePair<string, string?>> Simulator(string address, LineSettings settings) =>
    [
        new("SIMULATOR_Url", address),
        new("SIMULATOR_Latency", FormattableString.Invariant($"{settings.Latency}")),
        new("SIMULATOR_FaultScale", FormattableString.Invariant($"{settings.Faults}")),
        new("SIMULATOR_DefectScale", FormattableString.Invariant($"{settings.Defects}")),
        new("SIMULATOR_Directives", settings.Directives ? "true" : "false"),
        new("SIMULATOR_SubmissionLog", settings.Folder.In("submissions.ndjson")),
        new("SIMULATOR_JobFolder", settings.Folder.In("simulator")),
    ];

    private Task StopParts() => Task.WhenAll(_parts.Values.Select(part => part.DisposeAsync().AsTask()));
}
