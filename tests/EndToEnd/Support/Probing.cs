using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using Atelier.Contracts;
using Atelier.TestKit;

namespace Atelier.EndToEnd.Tests.Support;

/// <summary>What ffprobe says of a file's picture: asked here directly, since the product's own reader is part of what is tested.</summary>
internal sealed record Probing(string Codec, int Width, int Height, double Seconds)
{
    public static async Task<Probing> Of(byte[] bytes)
    {
        using var folder = new TempFolder();
        await File.WriteAllBytesAsync(folder.File("file"), bytes);
        using var process = Process.Start(new ProcessStartInfo("ffprobe", ["-v", "error", "-of", "json", "-show_entries", "stream=codec_name,width,height,duration", folder.File("file")]) { RedirectStandardOutput = true })!;
        using var json = JsonDocument.Parse(await process.StandardOutput.ReadToEndAsync());
        await process.WaitForExitAsync();
        var stream = json.RootElement.GetProperty("streams").EnumerateArray().Single();
        var seconds = stream.TryGetProperty("duration", out var text) ? double.Parse(text.GetString()!, CultureInfo.InvariantCulture) : 0;
        return new Probing(stream.GetProperty("codec_name").GetString()!, stream.GetProperty("width").GetInt32(), stream.GetProperty("height").GetInt32(), seconds);
    }
}

/// <summary>Answers as records.</summary>
internal static class Answers
{
    public static async Task<T> GetFromJson<T>(this HttpClient http, string address) => (await http.GetFromJsonAsync<T>(address, AtelierJson.Options))!;
}
