namespace Atelier.Gateway;

/// <summary>The front door's settings: section <c>Gateway</c>, or the environment as <c>Gateway__Intake</c> and so on.</summary>
public sealed class GatewayOptions
{
    /// <summary>The section of the configuration.</summary>
    public const string Section = "Gateway";

    /// <summary>API keys by tenant, each as the SHA-256 of the key in 64 lower-case hex digits, so that no secret is stored. Without any, everything is refused.</summary>
    public Dictionary<string, string[]> Keys { get; set; } = [];

    /// <summary>Where the intake service is, as <c>http://127.0.0.1:5001</c>.</summary>
    public Uri? Intake { get; set; }

    /// <summary>Where the router service is.</summary>
    public Uri? Router { get; set; }

    /// <summary>Where the ledger service is.</summary>
    public Uri? Ledger { get; set; }

    /// <summary>Where a generator is, for <c>/v1/vendors</c>, <c>/v1/submissions</c> and the calls of vendors; left out, the gateway has no such address.</summary>
    public Uri? Generator { get; set; }

    /// <summary>Which keys may do more than their tenant's own work: hashes of <see cref="Keys"/> by role, as <c>Gateway:Roles:operator:0</c>. Without any, nobody.</summary>
    public Dictionary<string, string[]> Roles { get; set; } = [];

    /// <summary>
    /// Who uses which keys: hashes of <see cref="Keys"/> by name, as <c>Gateway:Names:ann:0</c>. Reviewers are told apart by it, so give each person
    /// a key, and one name to all keys of a person. A key without a name is called by the first digits of its hash.
    /// </summary>
    public Dictionary<string, string[]> Names { get; set; } = [];

    /// <summary>How many requests a second one key may make on average, 1 to 1,000,000; twice as many at once.</summary>
    public int RequestsPerSecond { get; set; } = 1_000;

    /// <summary>The largest body that is passed on, bytes: 1 to 100,000,000. Services may take less.</summary>
    public long MaxRequestBytes { get; set; } = 25_000_000;

    /// <summary>Reads the section; a bad value stops the start with the key and what to do.</summary>
    public static GatewayOptions From(IConfiguration configuration)
    {
        var options = configuration.GetSection(Section).Get<GatewayOptions>() ?? new GatewayOptions();
        if (options.RequestsPerSecond is not (>= 1 and <= 1_000_000))
            throw new InvalidOperationException($"Gateway:RequestsPerSecond is {options.RequestsPerSecond}: use 1 to 1000000.");
        if (options.MaxRequestBytes is not (>= 1 and <= 100_000_000))
            throw new InvalidOperationException($"Gateway:MaxRequestBytes is {options.MaxRequestBytes}: use 1 to 100000000.");
        foreach (var (name, address) in new[] { ("Intake", options.Intake), ("Router", options.Router), ("Ledger", options.Ledger) })
        {
            if (address is not { IsAbsoluteUri: true, Scheme: "http" or "https" })
                throw new InvalidOperationException($"Gateway:{name} is {(address is null ? "not set" : $"'{address}'")}: give the service's address, such as http://127.0.0.1:5001.");
        }
        if (options.Generator is { } generator && !(generator.IsAbsoluteUri && generator.Scheme is "http" or "https"))
            throw new InvalidOperationException($"Gateway:Generator is '{generator}': give the service's address, such as http://127.0.0.1:5003, or leave it out.");
        return options;
    }
}
