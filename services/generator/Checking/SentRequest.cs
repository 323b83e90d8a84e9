using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Atelier.Generator.Vendors;
using Atelier.Generator.Wire;

namespace Atelier.Generator.Checking;

/// <summary>What can be said of a request as it went over the wire.</summary>
internal static partial class SentRequest
{
    private const int LongText = 100;

    private static readonly string[] OfTransport = ["Host", "Content-Length", "Connection", "Accept-Encoding", "Transfer-Encoding"];

    /// <summary>What is wrong with a submission.</summary>
    public static IEnumerable<(string Case, string Expected, string Found, string Remedy)> Faults(Received request, AuthRule? auth)
    {
        var (body, everything) = (Encoding.UTF8.GetString(request.Body), $"{request.Address}\n{string.Join('\n', request.Headers.Select(header => $"{header.Key}: {header.Value}"))}\n{Encoding.UTF8.GetString(request.Body)}");
        if (Placeholder().Match(everything) is { Success: true } left)
            yield return ("placeholders", "each has become its value", $"{left.Value} went out as it stands", "text in a list or object of text values is a template: see the field that holds it");
        if (request.Headers.TryGetValue("Content-Type", out var type) && type.StartsWith("application/json", StringComparison.Ordinal) && !IsJson(request.Body))
            yield return ("body", "JSON", "a body that is none", "this is the engine's own: report it");
        if (auth is null) yield break;
        var shown = auth.Header is { } header ? request.Headers.GetValueOrDefault(header) : auth.Query is { } query && request.Address.Contains($"{Uri.EscapeDataString(query)}=", StringComparison.Ordinal) ? query : null;
        if (string.IsNullOrEmpty(shown) && (auth.Header ?? auth.Query) is { } name)
            yield return ("who pays", $"shown as {name}", "not shown", "see auth");
        if (body.Contains(CheckSecrets.Mark, StringComparison.Ordinal))
            yield return ("who pays", "in its header or parameter alone", "the secret is in the body", "leave secrets to auth");
    }

    /// <summary>Whether the prompt is in it as it was asked, nothing pasted and nothing expanded.</summary>
    public static bool HasPrompt(Received request)
    {
        var text = Encoding.UTF8.GetString(request.Body);
        return text.Contains(SampleParameters.Prompt, StringComparison.Ordinal) || (IsJson(request.Body) && Texts(JsonNode.Parse(request.Body)).Any(value => value.Contains(SampleParameters.Prompt, StringComparison.Ordinal)));
    }

    /// <summary>The same for two requests that ask the same: without what differs from attempt to attempt.</summary>
    public static string Fingerprint(Scene scene) => string.Join('\n', scene.Received.Where(request => request.Role is Role.Upload or Role.Submit or Role.Other).Select(request =>
        Hex().Replace($"{request.Method} {request.Address} {Encoding.Latin1.GetString(request.Body)}".Replace(scene.Attempt.AttemptId.ToString("D"), "", StringComparison.Ordinal), "")));

    /// <summary>For people: without secrets, long values cut.</summary>
    public static CheckRequest Shown(string model, Received request, Func<string, string> clean) => new(
        model,
        clean($"{request.Method} {request.Address}"),
        [.. request.Headers.Where(header => !OfTransport.Contains(header.Key, StringComparer.OrdinalIgnoreCase)).Select(header => clean($"{header.Key}: {header.Value}"))],
        clean(IsJson(request.Body) ? Cut(JsonNode.Parse(request.Body))?.ToJsonString(Indented) ?? "" : Printable().Replace(Encoding.UTF8.GetString(request.Body.AsSpan(0, Math.Min(request.Body.Length, 2_000))), "·")));

    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static bool IsJson(byte[] body)
    {
        try
        {
            using var json = JsonDocument.Parse(body);
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static IEnumerable<string> Texts(JsonNode? node) => node switch
    {
        JsonObject group => group.SelectMany(field => Texts(field.Value)),
        JsonArray list => list.SelectMany(Texts),
        JsonValue value when value.GetValueKind() == JsonValueKind.String => [value.GetValue<string>()],
        _ => [],
    };

    private static JsonNode? Cut(JsonNode? node) => node switch
    {
        JsonObject group => new JsonObject(group.Select(field => KeyValuePair.Create(field.Key, Cut(field.Value)))),
        JsonArray list => new JsonArray([.. list.Select(Cut)]),
        JsonValue value when value.GetValueKind() == JsonValueKind.String && value.GetValue<string>() is { Length: > LongText } text => JsonValue.Create($"{text[..LongText]}… ({text.Length} characters)"),
        _ => node?.DeepClone(),
    };

    [GeneratedRegex(@"\{(attempt|prompt|negativePrompt|seed|guidance|width|height|aspectRatio|duration|palette|job|secret|jwt|(motion|firstFrame|references|wire|size|upload|job)\.[A-Za-z0-9_.-]+)(:text)?\}")]
    private static partial Regex Placeholder();

    [GeneratedRegex("[0-9a-f]{32}")]
    private static partial Regex Hex();

    [GeneratedRegex(@"[^\x20-\x7e\r\n\t\u00a0-\uffff]")]
    private static partial Regex Printable();
}
