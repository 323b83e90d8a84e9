using System.Text.Json;
using Atelier.Simulator.Control;
using Atelier.Simulator.Fleets;
using Microsoft.Extensions.Primitives;

namespace Atelier.Simulator.Vendors;

/// <summary>A submission as it came in: its own id, and the body when it is a JSON object.</summary>
internal sealed record Arrival(string? ExternalId, JsonElement? Body);

/// <summary>What every vendor does with a submission before its own wire style answers: check the key, read, decide, log, take the job on.</summary>
internal sealed class FrontDesk(SimulatorOptions options, Fleet fleet, WireFaults faults, Moods moods, SubmissionLog log, Jobs jobs, TimeProvider clock)
{
    public SimulatorOptions Options => options;

    public Model? Find(string vendor, string model) => fleet.Find(vendor, model);

    public bool Authorized(HttpRequest request, string scheme)
    {
        var header = request.Headers.Authorization.ToString();
        if (!header.StartsWith(scheme + " ", StringComparison.OrdinalIgnoreCase)) return false;
        var key = header[(scheme.Length + 1)..].Trim();
        return key.Length > 0 && (options.Keys.Length == 0 || options.Keys.Contains(key));
    }

    public static async Task<Arrival> ReadAsync(HttpContext http)
    {
        JsonElement? body = null;
        try
        {
            var json = await JsonSerializer.DeserializeAsync<JsonElement>(http.Request.Body, SubmissionLog.Json, http.RequestAborted);
            if (json.ValueKind == JsonValueKind.Object) body = json;
        }
        catch (JsonException) { } // answered as a body that is not an object
        return new Arrival(ExternalIdOf(http.Request, body), body);
    }

    public static string? ExternalIdOf(HttpRequest request, JsonElement? body)
    {
        if (!StringValues.IsNullOrEmpty(request.Headers["Idempotency-Key"])) return request.Headers["Idempotency-Key"];
        if (!StringValues.IsNullOrEmpty(request.Headers["X-Request-Id"])) return request.Headers["X-Request-Id"];
        return body is { } b && b.TryGetProperty("external_id", out var id) && id.ValueKind == JsonValueKind.String ? id.GetString() : null;
    }

    public void Turn(string vendor, string model, string? externalId, Outcome outcome) => log.Append(vendor, model, externalId, null, outcome);

    /// <summary>Decides a submission's fate. Submissions at the very same moment may pass a model's concurrency by a few.</summary>
    public Fate Decide(Order order) => faults.Decide(order) is var fate && moods.Of(order.Model.Name)?.Concurrency is { } most && jobs.UnderWay(order.Model.Name) >= most
        ? fate with { Submit = Outcome.RateLimited }
        : fate;

    /// <summary>Takes the job on and logs it as accepted, or as accepted and then lost.</summary>
    public Job Accept(string prefix, Order order, Fate fate, Arrival arrival, JsonElement? echo = null)
    {
        var job = new Job
        {
            Id = prefix + Guid.NewGuid().ToString("n"),
            Vendor = order.Vendor,
            Model = order.Model.Name,
            Renders = [.. fate.Seeds.Select(seed => order.Request with { Seed = seed }).Select(render => render with { Forced = fate.Forced ?? moods.DefectOf(render) })],
            Seed = fate.ReportedSeed,
            AcceptedAt = clock.GetUtcNow(),
            Latency = fate.Latency,
            Wait = fate.Latency * options.Latency,
            Refused = fate.Submit == Outcome.Refused,
            Fails = fate.JobFails,
            LinkExpired = fate.LinkExpired,
            Truncated = fate.Truncated,
            Echo = echo,
        };
        jobs.Add(job);
        var outcome = fate.Submit == Outcome.LostAfterAccept ? Outcome.LostAfterAccept : Outcome.Accepted; // a refusal comes after acceptance
        log.Append(order.Vendor, order.Model.Name, arrival.ExternalId, job.Id, outcome);
        return job;
    }
}

internal static class Answers
{
    public static Task Json(this HttpContext http, int status, object body)
    {
        http.Response.StatusCode = status;
        return http.Response.WriteAsJsonAsync(body, SubmissionLog.Json, http.RequestAborted);
    }

    public static string Base(this HttpContext http) => $"{http.Request.Scheme}://{http.Request.Host}";

    public static T Get<T>(this HttpContext http) where T : notnull => http.RequestServices.GetRequiredService<T>();
}
