using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Atelier.Generator.Vendors;

namespace Atelier.Generator.Tests;

public sealed class When_a_token_is_minted
{
    private static readonly JwtRule Rule = new() { Issuer = "X", Lifetime = TimeSpan.FromMinutes(30), Backdated = TimeSpan.FromSeconds(5) };

    private readonly Clock clock = new();
    private string key = "key";

    [Fact]
    public void it_names_its_issuer_and_time_and_is_signed_with_the_key()
    {
        var parts = new JwtMint(() => "access", () => key, Rule, clock).Token()!.Split('.');
        Assert.Equal(3, parts.Length);
        Assert.Equal("""{"alg":"HS256","typ":"JWT"}""", Encoding.UTF8.GetString(Base64Url.DecodeFromChars(parts[0])));
        using var claims = JsonDocument.Parse(Base64Url.DecodeFromChars(parts[1]));
        var now = clock.Now.ToUnixTimeSeconds();
        Assert.Equal(("access", now + 1800, now - 5),
            (claims.RootElement.GetProperty("iss").GetString(), claims.RootElement.GetProperty("exp").GetInt64(), claims.RootElement.GetProperty("nbf").GetInt64()));
        Assert.Equal(HMACSHA256.HashData("key"u8.ToArray(), Encoding.ASCII.GetBytes($"{parts[0]}.{parts[1]}")), Base64Url.DecodeFromChars(parts[2]));
    }

    [Fact]
    public void it_serves_until_a_quarter_of_its_time_is_left()
    {
        var mint = new JwtMint(() => "access", () => key, Rule, clock);
        var first = mint.Token();
        clock.Now += TimeSpan.FromMinutes(22);
        Assert.Equal(first, mint.Token());
        clock.Now += TimeSpan.FromMinutes(1);
        Assert.NotEqual(first, mint.Token());
    }

    [Fact]
    public void a_key_that_is_replaced_signs_from_then_on()
    {
        var mint = new JwtMint(() => "access", () => key, Rule, clock);
        var first = mint.Token();
        key = "another";
        Assert.NotEqual(first, mint.Token());
    }

    private sealed class Clock : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = DateTimeOffset.UnixEpoch + TimeSpan.FromDays(20_000);

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
