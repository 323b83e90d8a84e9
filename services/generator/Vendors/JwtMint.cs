using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Atelier.Generator.Vendors;

/// <summary>Mints JSON Web Tokens (HS256) from an issuer and the key it signs with; one serves until a quarter of its time is left.</summary>
internal sealed class JwtMint(string issuer, string key, JwtRule rule, TimeProvider time)
{
    private static readonly string Header = Base64Url.EncodeToString("""{"alg":"HS256","typ":"JWT"}"""u8);

    private readonly Lock minting = new();
    private (string Text, DateTimeOffset FreshUntil) token = ("", DateTimeOffset.MinValue);

    public string Token()
    {
        lock (minting)
        {
            var now = time.GetUtcNow();
            if (now >= token.FreshUntil) token = (Mint(now), now + rule.Lifetime * 0.75);
            return token.Text;
        }
    }

    /// <summary>What was minted last, empty before the first.</summary>
    public string Last
    {
        get
        {
            lock (minting) return token.Text;
        }
    }

    private string Mint(DateTimeOffset now)
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
