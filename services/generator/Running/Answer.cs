using System.Text.Json;
using Atelier.Contracts;
using Atelier.Generator.Attempts;
using Atelier.Generator.Vendors;

namespace Atelier.Generator.Running;

/// <summary>What a vendor answered, read to its end.</summary>
internal sealed record Answer(int Status, byte[] Body, JsonDocument? Json, TimeSpan? RetryAfter) : IDisposable
{
    public JsonElement? Root => Json?.RootElement;

    public static Answer Of(HttpResponseMessage response, byte[] body, DateTimeOffset now)
    {
        var after = response.Headers.RetryAfter;
        return new Answer((int)response.StatusCode, body, Parse(body), after?.Delta ?? (after?.Date is { } date && date > now ? date - now : null));
    }

    /// <summary>What a judgement other than "good" means for the attempt.</summary>
    /// <param name="meaning">The judgement.</param>
    /// <param name="words">The vendor's words, without secrets.</param>
    public AttemptInput Input(Meaning meaning, string words) => meaning switch
    {
        Meaning.Retry => new AttemptInput.Postponed(NoRoom: false, RetryAfter, words),
        Meaning.Wait => new AttemptInput.Postponed(NoRoom: true, RetryAfter, words),
        Meaning.Refused => new AttemptInput.GaveUp(FailureKind.Refused, words),
        Meaning.InvalidRequest => new AttemptInput.GaveUp(FailureKind.InvalidRequest, words),
        Meaning.Failed => new AttemptInput.GaveUp(FailureKind.VendorError, words),
        Meaning.Unknown => new AttemptInput.AnswerLost(words),
        _ => throw new InvalidOperationException($"{meaning} is not a meaning"),
    };

    public void Dispose() => Json?.Dispose();

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
