using System.Net;

namespace Atelier.Platform.Http;

/// <summary>Which addresses belong to the public Internet: what is private, local, reserved or a way round to those does not.</summary>
public static class PublicAddresses
{
    // RFC 6890 and the IANA special-purpose registry
    private static readonly IPNetwork[] Reserved4 =
    [
        .. new[]
        {
            "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24",
            "192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4",
        }.Select(IPNetwork.Parse),
    ];

    private static readonly IPNetwork Global6 = IPNetwork.Parse("2000::/3");

    // Teredo and other protocol assignments, documentation, 6to4 (carries any IPv4 address)
    private static readonly IPNetwork[] Reserved6 = [.. new[] { "2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20" }.Select(IPNetwork.Parse)];

    /// <summary>Whether an address is public unicast; an IPv4 address inside an IPv6 one counts as itself.</summary>
    public static bool Contains(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6) address = address.MapToIPv4();
        return address.AddressFamily == System.Net.Sockets.AddressFamily.InterNetwork
            ? !Reserved4.Any(network => network.Contains(address))
            : Global6.Contains(address) && !Reserved6.Any(network => network.Contains(address));
    }
}
