using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Atelier.Generator.Vendors;
using Atelier.Generator.Wire;

namespace Atelier.Generator.Hooks;

/// <summary>A vendor's calls, compiled: the addresses it is told, and whether a call is its own.</summary>
internal sealed class Hook(string vendor, HookAddresses addresses, SignatureRule? signature, Regex? pattern, IReadOnlyList<Pointer> job, Secret? secret, KeySet? keys, TimeProvider time)
{
    /// <summary>Whether its calls are signed at all.</summary>
    public bool Signed => signature is not null;

    public string AddressOf(Guid attempt) => addresses.AddressOf(vendor, attempt);

    public string SecretOf(Guid attempt) => addresses.SecretOf(vendor, attempt);

    public Guid? AttemptOf(string token) => addresses.AttemptOf(vendor, token);

    /// <summary>The job that a call names.</summary>
    public string? JobOf(JsonElement body) => new Take(job, null).From(body);

    /// <summary>Whether the vendor made the call, and lately.</summary>
    public async Task<bool> IsGenuine(Guid attempt, Func<string, string?> header, byte[] body, CancellationToken ct)
    {
        if (signature is null) return true;
        if (header(signature.Header) is not { Length: > 0 } shown || !IsRecent(header)) return false;
        var signatures = pattern is null ? [shown] : pattern.Matches(shown).Select(match => match.Groups[1].Value).ToArray();
        var message = Message(header, body);
        return signature.Kind switch
        {
            SignatureKind.Shared => signatures.Any(it => Same(Encoding.UTF8.GetBytes(it), Encoding.UTF8.GetBytes(SecretOf(attempt)))),
            SignatureKind.HmacSha256 => Key() is { } key && HMACSHA256.HashData(key, message) is var expected && signatures.Any(it => Same(Bytes(it), expected)),
            _ => await keys!.Signed(message, [.. signatures.Select(Bytes)], ct),
        };
    }

    private bool IsRecent(Func<string, string?> header)
    {
        if (signature!.Timestamp is not { } name) return true;
        return long.TryParse(header(name), NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) && seconds < int.MaxValue * 100L
            && (time.GetUtcNow() - DateTimeOffset.FromUnixTimeSeconds(seconds)).Duration() <= signature.Tolerance;
    }

    private byte[]? Key()
    {
        if (secret!.Value is not { } text) return null;
        var own = text.StartsWith(signature!.SecretPrefix, StringComparison.Ordinal) ? text[signature.SecretPrefix.Length..] : text;
        return signature.SecretIsBase64 ? Bytes(own) : Encoding.UTF8.GetBytes(own);
    }

    private byte[] Message(Func<string, string?> header, byte[] body)
    {
        var message = new MemoryStream();
        foreach (var part in Regex.Split(signature!.Of, @"(\{[^}]+\})"))
        {
            message.Write(part switch
            {
                "{body}" => body,
                "{body.sha256}" => Encoding.ASCII.GetBytes(Convert.ToHexStringLower(SHA256.HashData(body))),
                _ when part.StartsWith("{header:", StringComparison.Ordinal) => Encoding.UTF8.GetBytes(header(part["{header:".Length..^1]) ?? ""),
                _ => Encoding.UTF8.GetBytes(part),
            });
        }

        return message.ToArray();
    }

    private static bool Same(byte[] one, byte[] other) => CryptographicOperations.FixedTimeEquals(one, other);

    /// <summary>Hex or base64; what is neither equals nothing.</summary>
    private static byte[] Bytes(string text)
    {
        if (text.Length is 64 or 128 && text.All(char.IsAsciiHexDigit)) return Convert.FromHexString(text);
        var bytes = new byte[text.Length];
        return Convert.TryFromBase64String(text, bytes, out var written) ? bytes[..written] : [];
    }
}
