using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;

namespace Atelier.Router.Http;

/// <summary>Reads bodies of a bounded size.</summary>
internal static partial class Body
{
    public const int MaxBytes = 256 * 1024;

    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = 32, AllowDuplicateProperties = false };

    /// <summary>The body as text; the answer says why it cannot be.</summary>
    public static async Task<(string Text, IResult? Refusal)> Text(HttpRequest request, CancellationToken ct)
    {
        if (request.ContentLength > MaxBytes)
            return ("", HttpProblems.TooLarge(MaxBytes));
        var buffer = new byte[(request.ContentLength ?? MaxBytes) + 1];
        var read = await request.Body.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, ct);
        if (read > MaxBytes) // of a body of unknown length
            return ("", HttpProblems.TooLarge(MaxBytes));
        try
        {
            return (Utf8.GetString(buffer.AsSpan(0, read)).TrimStart('\uFEFF'), null);
        }
        catch (DecoderFallbackException)
        {
            return ("", HttpProblems.Malformed("text that is not UTF-8"));
        }
    }

    /// <summary>Whether every store can hold it: no NUL, no half characters.</summary>
    public static bool IsText(string text) => !text.EnumerateRunes().Any(rune => rune.Value is 0 or 0xFFFD);

    /// <summary>The body as a JSON object.</summary>
    public static async Task<(JsonObject? Json, IResult? Refusal)> Json(HttpRequest request, CancellationToken ct)
    {
        var (text, refusal) = await Text(request, ct);
        if (refusal is not null)
            return (null, refusal);
        if (HalfCharacter().IsMatch(text))
            return (null, HttpProblems.Malformed("text with half characters (lone surrogates)"));
        try
        {
            var json = JsonNode.Parse(text, documentOptions: Strict) as JsonObject;
            return json is null ? (null, HttpProblems.Malformed("no JSON object")) : (json, null);
        }
        catch (JsonException error)
        {
            return (null, HttpProblems.Malformed($"malformed JSON at line {error.LineNumber + 1}, column {error.BytePositionInLine + 1}"));
        }
    }

    /// <summary>An escape that is one half of a character without its other half.</summary>
    [GeneratedRegex(@"\\u[dD][89abAB][0-9a-fA-F]{2}(?!\\u[dD][c-fC-F])|(?<!\\u[dD][89abAB][0-9a-fA-F]{2})\\u[dD][c-fC-F][0-9a-fA-F]{2}")]
    private static partial Regex HalfCharacter();
}
