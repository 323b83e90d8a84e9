using System.Globalization;
using System.Text.Json;
using Atelier.Simulator.Fleets;

namespace Atelier.Simulator.Vendors;

/// <summary>A queue in the shape of fal's API.</summary>
internal static class FalStyle
{
    private const string Vendor = "fal";
    private const string NoKey = "Cannot access application. Authentication is required.";
    private static readonly FieldNames Names = new("guidance_scale", "num_images", "image_url");

    public static void Map(WebApplication app)
    {
        app.MapPost("/fal/{owner}/{name}", (RequestDelegate)SubmitAsync);
        app.MapGet("/fal/{owner}/{name}/requests/{id}/status", (RequestDelegate)StatusAsync);
        app.MapGet("/fal/{owner}/{name}/requests/{id}", (RequestDelegate)ResponseAsync);
        app.MapMethods("/fal/{owner}/{name}/requests/{id}/cancel", ["PUT", "POST"], (RequestDelegate)CancelAsync);
    }

    private static async Task SubmitAsync(HttpContext http)
    {
        var desk = http.Get<FrontDesk>();
        var arrival = await FrontDesk.ReadAsync(http);
        var name = $"{http.GetRouteValue("owner")}/{http.GetRouteValue("name")}";

        Task Turn(Outcome outcome, int status, object detail)
        {
            desk.Turn(Vendor, name, arrival.ExternalId, outcome);
            return http.Json(status, new { detail });
        }

        if (!desk.Authorized(http.Request, "Key"))
        {
            await Turn(Outcome.Unauthorized, 401, NoKey);
            return;
        }
        if (desk.Find(Vendor, name) is not { } model)
        {
            await Turn(Outcome.Invalid, 404, $"Application '{name}' not found");
            return;
        }
        if (arrival.Body is not { } body)
        {
            await Turn(Outcome.Invalid, 422, new[] { Detail(new Problem("", "The body is not a JSON object")) });
            return;
        }

        var fields = new Fields(body);
        var order = await OrderReader.ReadAsync(Vendor, model, fields, Names, Size(fields, model), "image_size", desk.Options.Salt, http.RequestAborted);
        if (order is null)
        {
            await Turn(Outcome.Invalid, 422, fields.Problems.Select(Detail));
            return;
        }

        var fate = desk.Decide(order);
        switch (fate.Submit)
        {
            case Outcome.RateLimited:
                http.Response.Headers.RetryAfter = fate.RetryAfterSeconds.ToString(CultureInfo.InvariantCulture);
                await Turn(fate.Submit, 429, "Rate limit exceeded");
                return;
            case Outcome.ServerError:
                await Turn(fate.Submit, fate.ErrorStatus, "Internal server error");
                return;
            case Outcome.LostBeforeAccept:
                desk.Turn(Vendor, name, arrival.ExternalId, fate.Submit);
                http.Abort();
                return;
        }
        var job = desk.Accept("fal-", order, fate, arrival);
        if (fate.Submit == Outcome.LostAfterAccept) http.Abort();
        else await http.Json(200, Ticket(http, job, "IN_QUEUE"));
    }

    private static async Task StatusAsync(HttpContext http)
    {
        if (await FindAsync(http) is not { } job) return;
        var progress = http.Get<Jobs>().ProgressOf(job);
        if (progress == Progress.Queued) await http.Json(202, Ticket(http, job, "IN_QUEUE"));
        else if (progress == Progress.Running) await http.Json(202, Ticket(http, job, "IN_PROGRESS"));
        else await http.Json(200, Ticket(http, job, "COMPLETED"));
    }

    private static async Task ResponseAsync(HttpContext http)
    {
        if (await FindAsync(http) is not { } job) return;
        var jobs = http.Get<Jobs>();
        var progress = jobs.ProgressOf(job);
        if (progress is Progress.Queued or Progress.Running) await http.Json(400, new { detail = "Request is still in progress" });
        else if (progress == Progress.Canceled) await http.Json(400, new { detail = "Request was cancelled" });
        else if (job.Refused) await http.Json(422, new { detail = new[] { Refusal } });
        else if (jobs.Failed(job)) await http.Json(500, new { detail = "Internal server error: worker failed" });
        else await http.Json(200, Result(http, job, await jobs.OutputsOf(job), Files.Links(http, job)));
    }

    private static readonly object Refusal = new
    {
        loc = new[] { "body", "prompt" },
        msg = "The content could not be processed because it was flagged by a content checker.",
        type = "content_policy_violation",
    };

    private static object Result(HttpContext http, Job job, Output[] outputs, Func<int, Output, string> link)
    {
        var seed = job.Seed;
        var prompt = job.Renders[0].Prompt;
        if (outputs[0].Extension == "mp4")
        {
            var video = new { url = link(0, outputs[0]), content_type = outputs[0].MediaType, file_name = "0.mp4", file_size = outputs[0].Length };
            return new { video, seed, prompt };
        }
        return new
        {
            images = outputs.Select((o, i) => new { url = link(i, o), width = o.Width, height = o.Height, content_type = o.MediaType }),
            seed,
            prompt,
            has_nsfw_concepts = outputs.Select(_ => false),
            timings = new { inference = job.Latency.TotalSeconds },
        };
    }

    private static async Task CancelAsync(HttpContext http)
    {
        if (await FindAsync(http) is not { } job) return;
        if (http.Get<Jobs>().Cancel(job)) await http.Json(202, new { status = "CANCELLATION_REQUESTED" });
        else await http.Json(400, new { status = "ALREADY_COMPLETED" });
    }

    private static async Task<Job?> FindAsync(HttpContext http)
    {
        var authorized = http.Get<FrontDesk>().Authorized(http.Request, "Key");
        if (authorized && http.Get<Jobs>().Find(Vendor, (string)http.GetRouteValue("id")!) is { } job) return job;
        await (authorized ? http.Json(404, new { detail = "Request not found" }) : http.Json(401, new { detail = NoKey }));
        return null;
    }

    private static object Ticket(HttpContext http, Job job, string status)
    {
        var response_url = $"{http.Base()}/fal/{job.Model}/requests/{job.Id}";
        var (status_url, cancel_url, request_id) = (response_url + "/status", response_url + "/cancel", job.Id);
        return status switch
        {
            "IN_QUEUE" => new { status, request_id, response_url, status_url, cancel_url, queue_position = 0 },
            "COMPLETED" => new { status, request_id, response_url, status_url, cancel_url, metrics = new { inference_time = job.Latency.TotalSeconds } },
            _ => new { status, request_id, response_url, status_url, cancel_url },
        };
    }

    private static object Detail(Problem problem) =>
        new { loc = new[] { "body", problem.Field }, msg = problem.Message, type = problem.Missing ? "missing" : "value_error" };

    private static (int, int) Size(Fields fields, Model model)
    {
        if (!fields.Has("image_size", out var size)) return model.Makes == Makes.Image ? (1024, 1024) : (640, 360);
        if (size.ValueKind == JsonValueKind.Object) return (Side(size, "width"), Side(size, "height"));
        return (size.ValueKind == JsonValueKind.String ? size.GetString() : "") switch
        {
            "square_hd" => (1024, 1024), "square" => (512, 512), "portrait_4_3" => (768, 1024), "portrait_16_9" => (576, 1024),
            "landscape_4_3" => (1024, 768), "landscape_16_9" => (1024, 576), _ => (0, 0),
        };
    }

    private static int Side(JsonElement size, string name) =>
        size.TryGetProperty(name, out var side) && side.ValueKind == JsonValueKind.Number && side.TryGetInt32(out var pixels) ? pixels : 0;
}
