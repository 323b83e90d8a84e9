using System.Globalization;
using System.Text.Json;
using Atelier.Simulator.Fleets;

namespace Atelier.Simulator.Vendors;

/// <summary>Predictions in the shape of Replicate's API.</summary>
internal static class ReplicateStyle
{
    private const string Vendor = "replicate";
    private const string NoKey = "You did not pass a valid authentication token";
    private const string NotFound = "The requested resource could not be found.";
    private const string Flagged = "The input or output was flagged as sensitive. Please try again with different inputs. (E005)";
    private static readonly FieldNames Names = new("guidance", "num_outputs", "image");

    public static void Map(WebApplication app)
    {
        app.MapPost("/replicate/v1/models/{owner}/{name}/predictions", (RequestDelegate)CreateAsync);
        app.MapGet("/replicate/v1/predictions/{id}", (RequestDelegate)GetAsync);
        app.MapPost("/replicate/v1/predictions/{id}/cancel", (RequestDelegate)CancelAsync);
    }

    private static async Task CreateAsync(HttpContext http)
    {
        var desk = http.Get<FrontDesk>();
        var arrival = await FrontDesk.ReadAsync(http);
        var name = $"{http.GetRouteValue("owner")}/{http.GetRouteValue("name")}";

        Task Turn(Outcome outcome, int status, string title, string detail, object? invalid_fields = null)
        {
            desk.Turn(Vendor, name, arrival.ExternalId, outcome);
            return http.Json(status, new { title, detail, status, invalid_fields });
        }

        if (!desk.Authorized(http.Request, "Bearer"))
        {
            await Turn(Outcome.Unauthorized, 401, "Unauthenticated", NoKey);
            return;
        }
        if (desk.Find(Vendor, name) is not { } model)
        {
            await Turn(Outcome.Invalid, 404, "Not found", NotFound);
            return;
        }
        if (arrival.Body is not { } body || !body.TryGetProperty("input", out var input) || input.ValueKind != JsonValueKind.Object)
        {
            await Turn(Outcome.Invalid, 422, "Input validation failed", "- input: an object is required");
            return;
        }

        var fields = new Fields(input);
        var order = await OrderReader.ReadAsync(Vendor, model, fields, Names, Size(fields, model), "width", desk.Options.Salt, http.RequestAborted);
        if (order is null)
        {
            await Turn(Outcome.Invalid, 422, "Input validation failed", string.Join('\n', fields.Problems.Select(p => $"- input.{p.Field}: {p.Message}")),
                fields.Problems.Select(p => new { field = "input." + p.Field, description = p.Message }));
            return;
        }

        var fate = desk.Decide(order);
        switch (fate.Submit)
        {
            case Outcome.RateLimited:
                http.Response.Headers.RetryAfter = fate.RetryAfterSeconds.ToString(CultureInfo.InvariantCulture);
                await Turn(fate.Submit, 429, "Too Many Requests", $"Request was throttled. Your rate limit resets in ~{fate.RetryAfterSeconds}s.");
                return;
            case Outcome.ServerError:
                await Turn(fate.Submit, fate.ErrorStatus, "Internal Server Error", "An unexpected error occurred.");
                return;
            case Outcome.LostBeforeAccept:
                desk.Turn(Vendor, name, arrival.ExternalId, fate.Submit);
                http.Abort();
                return;
        }
        var job = desk.Accept("rep-", order, fate, arrival, Echo(input));
        if (fate.Submit == Outcome.LostAfterAccept)
        {
            http.Abort();
            return;
        }
        await WaitAsync(http, job);
        await http.Json(201, await Prediction(http, job));
    }

    // "Prefer: wait" holds the answer until the prediction ended, for at most the seconds asked (60 unless said, never more).
    private static async Task WaitAsync(HttpContext http, Job job)
    {
        var prefer = http.Request.Headers["Prefer"].ToString();
        if (!prefer.StartsWith("wait", StringComparison.OrdinalIgnoreCase)) return;
        var seconds = prefer.IndexOf('=') is var at and > 0 && int.TryParse(prefer.AsSpan(at + 1), out var asked) ? Math.Clamp(asked, 1, 60) : 60;
        var (clock, jobs) = (http.Get<TimeProvider>(), http.Get<Jobs>());
        var longest = clock.GetUtcNow().AddSeconds(seconds);
        while (clock.GetUtcNow() < longest && jobs.ProgressOf(job) is Progress.Queued or Progress.Running)
            await Task.Delay(TimeSpan.FromMilliseconds(50), clock, http.RequestAborted);
    }

    private static async Task GetAsync(HttpContext http)
    {
        if (await FindAsync(http) is { } job) await http.Json(200, await Prediction(http, job));
    }

    private static async Task CancelAsync(HttpContext http)
    {
        if (await FindAsync(http) is not { } job) return;
        http.Get<Jobs>().Cancel(job);
        await http.Json(200, await Prediction(http, job));
    }

    private static async Task<Job?> FindAsync(HttpContext http)
    {
        var authorized = http.Get<FrontDesk>().Authorized(http.Request, "Bearer");
        if (authorized && http.Get<Jobs>().Find(Vendor, (string)http.GetRouteValue("id")!) is { } job) return job;
        await (authorized
            ? http.Json(404, new { title = "Not found", detail = NotFound, status = 404 })
            : http.Json(401, new { title = "Unauthenticated", detail = NoKey, status = 401 }));
        return null;
    }

    private static async Task<object> Prediction(HttpContext http, Job job)
    {
        var jobs = http.Get<Jobs>();
        var progress = jobs.ProgressOf(job);
        var failed = progress == Progress.Done && (job.Refused || jobs.Failed(job));
        object? output = null;
        if (progress == Progress.Done && !failed)
        {
            var outputs = await jobs.OutputsOf(job);
            var link = Files.Links(http, job);
            output = outputs[0].Extension == "mp4" ? link(0, outputs[0]) : outputs.Select((o, i) => link(i, o));
        }
        var self = $"{http.Base()}/replicate/v1/predictions/{job.Id}";
        return new
        {
            id = job.Id,
            model = job.Model,
            status = failed ? "failed" : StatusOf(progress),
            input = job.Echo,
            output,
            error = !failed ? null : job.Refused ? Flagged : "Prediction failed: out of memory",
            logs = progress == Progress.Queued || job.Seed is null ? "" : $"Using seed: {job.Seed}\n",
            created_at = job.AcceptedAt,
            started_at = progress == Progress.Queued ? (DateTimeOffset?)null : job.AcceptedAt + job.Wait * 0.2,
            completed_at = progress is Progress.Done ? (DateTimeOffset?)(job.AcceptedAt + job.Wait) : null,
            metrics = progress == Progress.Done ? (object)new { predict_time = job.Latency.TotalSeconds, total_time = job.Latency.TotalSeconds } : new { },
            urls = new { get = self, cancel = self + "/cancel" },
        };
    }

    private static string StatusOf(Progress progress) =>
        progress switch { Progress.Queued => "starting", Progress.Running => "processing", Progress.Canceled => "canceled", _ => "succeeded" };

    // A data URI is not sent back: only how long it was.
    private static JsonElement Echo(JsonElement input)
    {
        static object Short(JsonElement value) =>
            value.ValueKind == JsonValueKind.String && value.GetString() is { Length: > 2000 } text ? $"({text.Length} characters)" : value;
        return JsonSerializer.SerializeToElement(input.EnumerateObject().GroupBy(p => p.Name).ToDictionary(p => p.Key, p => Short(p.Last().Value)));
    }

    private static (int, int) Size(Fields fields, Model model)
    {
        var (width, height) = model.Makes == Makes.Image ? (1024, 1024) : (640, 360);
        return ((int)(fields.Whole("width", 1, 8192) ?? width), (int)(fields.Whole("height", 1, 8192) ?? height));
    }
}
