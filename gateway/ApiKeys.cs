using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Atelier.Platform.Hosting;

namespace Atelier.Gateway;

/// <summary>Which key stands for which tenant; only hashes are known here.</summary>
public sealed partial class ApiKeys
{
    private readonly Dictionary<string, string> _tenants = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string[]> _roles = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _names = new(StringComparer.Ordinal);

    /// <summary>Takes the configured hashes; one that is no hash, stands for two tenants, or has a role and no tenant, stops the start.</summary>
    public ApiKeys(GatewayOptions options)
    {
        foreach (var (tenant, hashes) in options.Keys)
        {
            foreach (var hash in hashes ?? [])
            {
                if (hash is not { Length: 64 } || !hash.All(char.IsAsciiHexDigit))
                    throw new InvalidOperationException($"Gateway:Keys:{tenant} has a value that is no SHA-256: give 64 hex digits, as printed by: printf %s \"$KEY\" | sha256sum");
                if (!_tenants.TryAdd(hash.ToLowerInvariant(), tenant) && _tenants[hash.ToLowerInvariant()] != tenant)
                    throw new InvalidOperationException($"Gateway:Keys:{tenant} and Gateway:Keys:{_tenants[hash.ToLowerInvariant()]} share a key: give each tenant its own.");
            }
        }
        foreach (var (role, hashes) in options.Roles)
        {
            if (!Roles.All.Contains(role))
                throw new InvalidOperationException($"Gateway:Roles:{role} is no role: there is {string.Join(", ", Roles.All)}.");
            foreach (var hash in (hashes ?? []).Select(hash => hash?.ToLowerInvariant() ?? ""))
            {
                if (!_tenants.ContainsKey(hash))
                    throw new InvalidOperationException($"Gateway:Roles:{role} has a value that is no key of a tenant: give a hash that also stands under Gateway:Keys:{{tenant}}.");
                _roles[hash] = [.. _roles.GetValueOrDefault(hash, []), role];
            }
        }
        foreach (var (name, hashes) in options.Names)
        {
            if (!Names().IsMatch(name))
                throw new InvalidOperationException($"Gateway:Names:{name} is no name: use 1 to 64 letters, digits and . _ @ -");
            foreach (var hash in (hashes ?? []).Select(hash => hash?.ToLowerInvariant() ?? ""))
            {
                if (!_tenants.ContainsKey(hash))
                    throw new InvalidOperationException($"Gateway:Names:{name} has a value that is no key of a tenant: give a hash that also stands under Gateway:Keys:{{tenant}}.");
                if (!_names.TryAdd(hash, name) && _names[hash] != name)
                    throw new InvalidOperationException($"Gateway:Names:{name} and Gateway:Names:{_names[hash]} share a key: give each person its own.");
            }
        }
    }

    /// <summary>Whether there is any key at all.</summary>
    public bool Any => _tenants.Count > 0;

    /// <summary>The tenant of a key, with the key's hash; null for a key that nobody has.</summary>
    public Caller? Find(string key)
    {
        var hash = HashOf(key);
        return _tenants.TryGetValue(hash, out var tenant) ? new Caller(tenant, hash, _roles.GetValueOrDefault(hash, []), _names.GetValueOrDefault(hash, $"key-{hash[..8]}")) : null;
    }

    /// <summary>What to write into the configuration for a key.</summary>
    public static string HashOf(string key) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)));

    [GeneratedRegex(@"^[A-Za-z0-9._@-]{1,64}\z")]
    private static partial Regex Names();
}

/// <summary>Who makes a request.</summary>
/// <param name="Tenant">The tenant that the key stands for.</param>
/// <param name="KeyHash">The key's hash: each key has a rate limit of its own.</param>
/// <param name="Roles">What the key may do beyond its tenant's own work.</param>
/// <param name="Name">Who uses the key.</param>
public sealed record Caller(string Tenant, string KeyHash, IReadOnlyList<string> Roles, string Name);
