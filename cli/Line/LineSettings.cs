using Atelier.Gateway;
using Atelier.Platform.Catalog;
using Atelier.Platform.Hosting;

namespace Atelier.Cli.Line;

/// <summary>What a line on this machine is started with.</summary>
public sealed record LineSettings
{
    internal const int UsualGateway = 7071;
    internal const int UsualSimulator = 7070;

    /// <summary>The folder that it keeps everything in.</summary>
    public required LineFolder Folder { get; init; }

    /// <summary>The folder of the catalog's documents.</summary>
    public required string Catalog { get; init; }

    /// <summary>The gateway's port; 0 for the one it had last time, or any.</summary>
    public int Port { get; init; }

    /// <summary>Factor on the simulated vendors' latencies.</summary>
    public double Latency { get; init; } = 0.1;

    /// <summary>Factor on the simulated vendors' wire faults.</summary>
    public double Faults { get; init; } = 1;

    /// <summary>Factor on the simulated vendors' bad outputs.</summary>
    public double Defects { get; init; } = 1;

    /// <summary>Tests: a prompt may force what its vendor does, as <c>[[sim:blurred]]</c>.</summary>
    public bool Directives { get; init; }

    /// <summary>More configuration for every service, as <c>Generator:Lease</c>.</summary>
    public IReadOnlyDictionary<string, string> More { get; init; } = new Dictionary<string, string>();

    internal static string Loopback(int port) => $"http://127.0.0.1:{port}";

    internal string GatewayAddress() => Loopback(Port > 0 ? Folder.Record("gateway", Port) : Folder.PortOf("gateway", UsualGateway));

    internal string SimulatorAddress() => Loopback(Folder.PortOf("simulator", UsualSimulator));

    /// <summary>The configuration that all parts share.</summary>
    internal Dictionary<string, string?> Shared(string serviceToken)
    {
        var shared = new Dictionary<string, string?>
        {
            ["Atelier:Data"] = Folder.Root,
            ["Atelier:Assets"] = Folder.In("assets"),
            ["Atelier:Catalog"] = Catalog,
            ["Atelier:ServiceToken"] = serviceToken,
            ["Generator:Grace"] = "00:00:02", // somebody waits at the terminal; what is at a vendor is taken up again at the next start
        };
        foreach (var (key, value) in More)
            shared[key] = value;
        return shared;
    }

    /// <summary>Sends every vendor that is simulated to the simulator.</summary>
    internal IEnumerable<KeyValuePair<string, string?>> SimulatedVendors(string simulator) =>
        from file in new CatalogFolder(Catalog).Files("vendors")
        let vendor = CatalogLoader.Load<VendorAddress>(file, ignoreUnknown: true).Value
        where vendor.Simulated
        select KeyValuePair.Create($"Vendors:{vendor.Vendor}:BaseUrl", (string?)simulator);

    /// <summary>Where the gateway finds the services, and whom it knows.</summary>
    internal IEnumerable<KeyValuePair<string, string?>> FrontDoor(string intake, string router, string ledger, string generator) =>
    [
        new("Gateway:Intake", intake),
        new("Gateway:Router", router),
        new("Gateway:Ledger", ledger),
        new("Gateway:Generator", generator),
        new("Gateway:Keys:demo:0", ApiKeys.HashOf(Folder.Key())),
        new("Gateway:Keys:demo:1", ApiKeys.HashOf(Folder.SecondKey())),
        new("Gateway:Names:demo:0", ApiKeys.HashOf(Folder.Key())),
        new("Gateway:Names:second:0", ApiKeys.HashOf(Folder.SecondKey())),
        new($"Gateway:Roles:{Roles.Operator}:0", ApiKeys.HashOf(Folder.Key())),
        new($"Gateway:Roles:{Roles.Reviewer}:0", ApiKeys.HashOf(Folder.Key())),
        new($"Gateway:Roles:{Roles.Reviewer}:1", ApiKeys.HashOf(Folder.SecondKey())),
    ];

    private sealed record VendorAddress
    {
        public required string Vendor { get; init; }

        public bool Simulated { get; init; }
    }
}
