using System.Text.Json;
using Atelier.Simulator.Fleets;

namespace Atelier.Simulator.Vendors;

/// <summary>What the bench and crash tests read; no vendor has these.</summary>
internal static class BenchEndpoints
{
    public static void Map(WebApplication app)
    {
        app.MapGet("/_sim/submissions", (RequestDelegate)SubmissionsAsync);
        app.MapGet("/_sim/truth", (RequestDelegate)TruthAsync);
        app.MapGet("/_sim/models", (RequestDelegate)ModelsAsync);
        app.MapGet("/_sim/health", http => http.Json(200, new { status = "ok" }));
    }

    private static async Task SubmissionsAsync(HttpContext http)
    {
        var vendor = http.Request.Query["vendor"].ToString();
        http.Response.ContentType = "application/x-ndjson";
        foreach (var submission in http.Get<SubmissionLog>().All())
            if (vendor.Length == 0 || submission.Vendor == vendor)
                await http.Response.WriteAsync(JsonSerializer.Serialize(submission, SubmissionLog.Json) + "\n", http.RequestAborted);
    }

    private static Task TruthAsync(HttpContext http) =>
        http.Get<Truths>().Of(http.Request.Query["sha256"].ToString()) is { } defect
            ? http.Json(200, new { defect })
            : http.Json(404, new { detail = "This process made no output with this sha256" });

    private static Task ModelsAsync(HttpContext http)
    {
        var fleet = http.Get<Fleet>();
        return http.Json(200, fleet.Models.Select(m => new
        {
            m.Name, m.Vendor, makes = m.Makes.ToString(), seed = m.Seed.ToString(), m.Guidance, m.LongestSide,
            latency = new { m.Latency.Median, m.Latency.Sigma }, failures = fleet.Failures(m).ByClass,
        }));
    }
}
