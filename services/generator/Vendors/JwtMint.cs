using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Atelier.Generator.Vendors;

/// <summary>Mints JSON Web Tokens (HS256) from an issuer and the key it signs with; one serves until a quarter of its time is left, or either changes.</summary>
internal sealed class JwtMint(Func<string?> issuer, Func<string?> key, JwtRule rule, TimeProvider time)
{
    private static readonly string Header = Base64Url.EncodeToString("""{"alg":"HS256","typ":"JWT"}"""u8);

    private readonly Lock minting = new();
    private (string Text, DateTimeOffset FreshUntil, string? Issuer, string? Key) token;

    /// <summary>Null while the issuer or the key is missing.</summary>
    public string? Token()
    {
        if (issuer() is not { } name || key() is not { } signer) return null;
        lock (minting)
        {
            var now = time.GetUtcNow();
            if (now >= token.FreshUntil || token.Issuer != name || token.Key != signer) token = (Mint(name, signer, now), now + rule.Lifetime * 0.75, name, signer);
            return token.Text;
        }
    }

    private string Mint(string issuer, string key, DateTimeOffset now)
    {
        var claims = JsonSerializer.SerializeToUtf8Bytes(new Dictionary<string, object>
        {
            ["iss"] = issuer,
            ["exp"] = (now + rule.Lifetime).ToUnixTimeSeconds(),
            ["nbf"] = (now - rule.Backdated).ToUnixTimeSeconds(),
        });
        var signed = $"{Header}.{Base64Url.EncodeToString(claims)}";
        return $"{signed}.{Base64Url.EncodeToString(HMACSHA256.HashData(Encoding.UTF8.GetBytes(key), Encoding.ASCII.GetBytes(signed)))}";
    }
}
