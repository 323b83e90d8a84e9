using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Configuration;

namespace Atelier.Generator.Hooks;

/// <summary>
/// The addresses that vendors are told to call when there is something to see. Each ends in a token that only this line can make and that
/// names the attempt; whoever knows it can make us look at that attempt again, and nothing else.
/// </summary>
internal sealed class HookAddresses(Uri publicUrl, string key)
{
    private const int Half = 16;
    private const int ShortestKey = 32;

    private readonly byte[] key = SHA256.HashData(Encoding.UTF8.GetBytes(key));

    /// <summary>Null: this line cannot be called.</summary>
    /// <exception cref="InvalidOperationException">A value is of no use; names the key and the fix.</exception>
    public static HookAddresses? From(IConfiguration configuration)
    {
        if (configuration["Generator:Hooks:PublicUrl"] is not { Length: > 0 } text) return null;
        if (!Uri.TryCreate(text, UriKind.Absolute, out var url) || url.Scheme is not ("http" or "https") || url.Query != "" || url.UserInfo != "")
            throw new InvalidOperationException($"Generator:Hooks:PublicUrl is '{text}': give the address at which vendors reach the gateway, as https://atelier.example.com, or leave it out.");
        return configuration["Generator:Hooks:Key"] is { Length: >= ShortestKey } key
            ? new HookAddresses(url, key)
            : throw new InvalidOperationException($"Generator:Hooks:Key has fewer than {ShortestKey} characters: give every generator the same random text, as openssl rand -hex 32 prints.");
    }

    public string AddressOf(string vendor, Guid attempt) => $"{publicUrl.AbsoluteUri.TrimEnd('/')}/hooks/{vendor}/{Token(vendor, attempt)}";

    /// <summary>What a vendor that signs nothing shows with its calls: made for the attempt, and told to that vendor alone.</summary>
    public string SecretOf(string vendor, Guid attempt) => Convert.ToHexStringLower(Mac("secret", vendor, attempt));

    /// <summary>The attempt of a token; null when it was not made here.</summary>
    public Guid? AttemptOf(string vendor, string token)
    {
        if (token.Length > 64 || !Base64Url.IsValid(token) || Base64Url.DecodeFromChars(token) is not { Length: 2 * Half } bytes) return null;
        var attempt = new Guid(bytes.AsSpan(0, Half));
        return CryptographicOperations.FixedTimeEquals(bytes.AsSpan(Half), Mac("token", vendor, attempt).AsSpan(0, Half)) ? attempt : null;
    }

    private string Token(string vendor, Guid attempt) => Base64Url.EncodeToString([.. attempt.ToByteArray(), .. Mac("token", vendor, attempt)[..Half]]);

    private byte[] Mac(string purpose, string vendor, Guid attempt) => HMACSHA256.HashData(key, Encoding.UTF8.GetBytes($"{purpose}\n{vendor}\n{attempt:N}"));
}
