using System.Text.Json;
using Atelier.Ledger.Http;
using Atelier.Platform.Hosting;

namespace Atelier.Ledger.Events;

internal static class EventEndpoints
{
    /// <summary>The raw facts as NDJSON: a line a fact, so that anyone can account for every vendor call with a line counter.</summary>
    public static void MapEvents(this IEndpointRouteBuilder app) =>
        app.MapGet("/v1/ledger/events", (HttpContext http, EventLog log) =>
        {
            var query = new QueryFilters(http.Request.Query, "deliverable");
            var (tenant, deliverable) = (http.TenantId(), query.Id("deliverable"));
            return query.Refusal() ?? Results.Stream(body => Write(body, log.Read(tenant, deliverable, http.RequestAborted), http.RequestAborted), "application/x-ndjson");
        });

    private static async Task Write(Stream body, IAsyncEnumerable<RecordedEvent> facts, CancellationToken ct)
    {
        await using var json = new Utf8JsonWriter(body, new JsonWriterOptions { SkipValidation = true }); // one document a line is no single document
        await foreach (var fact in facts.WithCancellation(ct))
        {
            json.WriteStartObject();
            json.WriteString("id", fact.Id);
            json.WriteString("type", fact.Type);
            json.WriteString("recordedAt", fact.RecordedAt);
            json.WritePropertyName("event");
            json.WriteRawValue(fact.Body, skipInputValidation: true);
            json.WriteEndObject();
            await json.FlushAsync(ct);
            json.Reset();
            await body.WriteAsync("\n"u8.ToArray(), ct);
        }
    }
}
