using System.Net.Http.Headers;
using System.Text.Json;
using Atelier.Contracts;
using Atelier.Generator.Attempts;
using Atelier.Generator.Vendors;
using Atelier.Generator.Wire;

namespace Atelier.Generator.Running;

/// <summary>What a vendor answered, read to its end.</summary>
internal sealed record Answer(int Status, byte[] Body, JsonDocument? Json, TimeSpan? RetryAfter) : IDisposable
{
    /// <summary>What it says: its JSON, or, where it is media, its headers by their lower-case names.</summary>
    public JsonElement? Root => Json?.RootElement;

    public required HttpResponseHeaders Headers { get; init; }

    /// <summary>Whether its body is the output itself.</summary>
    public bool IsMedia { get; private init; }

    public static Answer Of(HttpResponseMessage response, byte[] body, RetryAfter retryAfter, DateTimeOffset now)
    {
        var isMedia = IsMediaType(response.Content.Headers.ContentType?.MediaType);
        var json = isMedia ? HeadersOf(response) : Parse(body);
        return new Answer((int)response.StatusCode, body, json, retryAfter.Of(response, json?.RootElement, now)) { Headers = response.Headers, IsMedia = isMedia };
    }

    /// <summary>What a judgement other than "good" means for the attempt.</summary>
    /// <param name="meaning">The judgement.</param>
    /// <param name="words">The vendor's words, without secrets.</param>
    /// <param name="charged">What the document says of whether it is charged.</param>
    public AttemptInput Input(Meaning meaning, string words, Charged? charged = null) => meaning switch
    {
        Meaning.Retry => new AttemptInput.Postponed(NoRoom: false, RetryAfter, words),
        Meaning.Wait => new AttemptInput.Postponed(NoRoom: true, RetryAfter, words),
        Meaning.Refused => new AttemptInput.GaveUp(FailureKind.Refused, words, Charged: charged),
        Meaning.InvalidRequest => new AttemptInput.GaveUp(FailureKind.InvalidRequest, words, Charged: charged),
        Meaning.Failed => new AttemptInput.GaveUp(FailureKind.VendorError, words, Charged: charged),
        Meaning.Unknown => new AttemptInput.AnswerLost(words),
        _ => throw new InvalidOperationException($"{meaning} is not a meaning"),
    };

    public void Dispose() => Json?.Dispose();

    private static bool IsMediaType(string? type) =>
        type is "application/octet-stream" || (type is not null && (type.StartsWith("image/", StringComparison.OrdinalIgnoreCase) || type.StartsWith("video/", StringComparison.OrdinalIgnoreCase)));

    private static JsonDocument HeadersOf(HttpResponseMessage response) => JsonSerializer.SerializeToDocument(
        response.Headers.Concat(response.Content.Headers).GroupBy(header => header.Key.ToLowerInvariant()).ToDictionary(header => header.Key, header => header.First().Value.First()));

    private static JsonDocument? Parse(byte[] body)
    {
        try
        {
            return body.Length == 0 ? null : JsonDocument.Parse(body);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
