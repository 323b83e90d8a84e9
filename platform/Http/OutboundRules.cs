using System.Net;

namespace Atelier.Platform.Http;

/// <summary>Where a <see cref="SafeHttp"/> may go.</summary>
public sealed record OutboundRules
{
    /// <summary>
    /// Hosts that may be called: <c>api.example.com</c>, or <c>*.example.com</c> for all below it, by the usual port of the scheme, or by the one that
    /// is named as <c>api.example.com:8443</c>; null: every host with a public address, by any port.
    /// </summary>
    public IReadOnlyList<string>? Hosts { get; init; }

    /// <summary>Origins (scheme, host, port) that an operator named: they alone may have private addresses, and they are always allowed.</summary>
    public IReadOnlyList<Uri> Trusted { get; init; } = [];

    /// <summary>Whether <c>http</c> will do where the origin is not trusted; else <c>https</c> alone.</summary>
    public bool PlainHttp { get; init; }

    /// <summary>How long resolving and connecting may take.</summary>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Asks where a name leads; tests answer themselves.</summary>
    internal Func<string, CancellationToken, Task<IPAddress[]>> Resolve { get; init; } = Dns.GetHostAddressesAsync;

    /// <summary>Why an address may not be called; null when it may. Where its name leads is checked again when connecting.</summary>
    public string? Objection(Uri address)
    {
        if (!address.IsAbsoluteUri || address.Scheme is not ("http" or "https")) return "only http and https addresses can be fetched";
        if (address.UserInfo.Length > 0) return "an address with a user name or password is not taken";
        if (Trusted.Any(origin => origin.Scheme == address.Scheme && Is(origin, address.IdnHost, address.Port))) return null;
        if (address.Scheme == "http" && !PlainHttp) return "only https is taken here";
        if (Hosts is not null && !Hosts.Any(host => Matches(host, address))) return $"{(address.IsDefaultPort ? address.IdnHost : address.Authority)} is not among the allowed hosts";
        return null;
    }

    internal bool IsTrusted(string host, int port) => Trusted.Any(origin => Is(origin, host, port));

    private static bool Is(Uri origin, string host, int port) =>
        origin.Port == port && string.Equals(origin.IdnHost.Trim('[', ']'), host.Trim('[', ']'), StringComparison.OrdinalIgnoreCase);

    private static bool Matches(string pattern, Uri address)
    {
        var port = pattern.LastIndexOf(':');
        if (port < 0 ? !address.IsDefaultPort : pattern[(port + 1)..] != $"{address.Port}") return false;
        var (host, name) = (address.IdnHost, port < 0 ? pattern : pattern[..port]);
        return name.StartsWith("*.", StringComparison.Ordinal) ? host.EndsWith(name[1..], StringComparison.OrdinalIgnoreCase) : string.Equals(name, host, StringComparison.OrdinalIgnoreCase);
    }
}
