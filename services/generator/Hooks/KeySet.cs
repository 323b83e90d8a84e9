using System.Buffers.Text;
using System.Text.Json;
using Atelier.Platform.Http;

namespace Atelier.Generator.Hooks;

/// <summary>The public keys that a vendor publishes (JWKS): kept for a day, and read again, at most once a minute, when none of them fits.</summary>
internal sealed class KeySet(Uri address, SafeHttp http, TimeProvider time) : IDisposable
{
    private const int MostBytes = 64 * 1024;
    private const int MostKeys = 10;

    private static readonly TimeSpan Kept = TimeSpan.FromDays(1);
    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly SemaphoreSlim reading = new(1);
    private IReadOnlyList<byte[]> keys = [];
    private DateTimeOffset? readAt;

    /// <summary>Whether one of the keys made one of the signatures.</summary>
    public async Task<bool> Signed(byte[] message, IReadOnlyList<byte[]> signatures, CancellationToken ct)
    {
        if (signatures.Count > MostKeys) return false;
        if (time.GetUtcNow() - readAt < Kept && Fits(message, signatures)) return true;
        return await Refresh(ct) && Fits(message, signatures);
    }

    public void Dispose()
    {
        reading.Dispose();
        http.Dispose();
    }

    private bool Fits(byte[] message, IReadOnlyList<byte[]> signatures) => keys.Any(key => signatures.Any(signature => Ed25519.Verify(key, message, signature)));

    /// <summary>False: they were read a moment ago, or cannot be read.</summary>
    private async Task<bool> Refresh(CancellationToken ct)
    {
        await reading.WaitAsync(ct);
        try
        {
            var now = time.GetUtcNow();
            if (now - readAt < Pause) return false;
            readAt = now;
            using var content = new MemoryStream();
            await http.Download(address, content, MostBytes, Patience, ct);
            using var json = JsonDocument.Parse(content.ToArray());
            keys = [.. json.RootElement.GetProperty("keys").EnumerateArray().Select(Key).OfType<byte[]>().Take(MostKeys)];
            return true;
        }
        catch (Exception e) when (e is OutboundException or JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            return false;
        }
        finally
        {
            reading.Release();
        }
    }

    private static byte[]? Key(JsonElement key) =>
        key.TryGetProperty("crv", out var curve) && curve.GetString() != "Ed25519" ? null
        : key.TryGetProperty("x", out var x) && x.GetString() is { } text ? Base64Url.DecodeFromChars(text) : null;
}
