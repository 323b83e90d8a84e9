using Atelier.Simulator.Rendering;

namespace Atelier.Simulator.Vendors;

/// <summary>Fetches the image that a clip shall begin with, from a data URI or over HTTP.</summary>
internal static class FirstImages
{
    private static readonly HttpClient Http = new() { Timeout = TimeSpan.FromSeconds(10), MaxResponseContentBufferSize = 32 * 1024 * 1024 };

    /// <summary>Its bytes; null when there is no image to be had there.</summary>
    public static async Task<byte[]?> FetchAsync(string source, CancellationToken stop)
    {
        var bytes = source.StartsWith("data:", StringComparison.Ordinal) ? FromData(source) : await FromUrlAsync(source, stop);
        return bytes is { Length: > 0 } && await Ffmpeg.DecodeAsync(bytes, 16, 16, stop) is not null ? bytes : null;
    }

    private static byte[]? FromData(string source)
    {
        const string marker = ";base64,";
        var at = source.IndexOf(marker, StringComparison.Ordinal);
        if (at < 0) return null;
        var bytes = new byte[(source.Length - at) * 3L / 4 + 3];
        return Convert.TryFromBase64Chars(source.AsSpan(at + marker.Length), bytes, out var length) ? bytes[..length] : null;
    }

    private static async Task<byte[]?> FromUrlAsync(string source, CancellationToken stop)
    {
        if (!Uri.TryCreate(source, UriKind.Absolute, out var url) || url.Scheme is not ("http" or "https")) return null;
        try { return await Http.GetByteArrayAsync(url, stop); }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException && !stop.IsCancellationRequested) { return null; }
    }
}
