using Atelier.Vendors.Tests.Support;

namespace Atelier.Vendors.Tests.Apis;

/// <summary>Replicate's HTTP API as its OpenAPI description has it, with the input schemas that the models' own pages publish.</summary>
public sealed class Replicate : JobApi
{
    private static readonly string[] Ratios = ["1:1", "16:9", "21:9", "3:2", "2:3", "4:5", "5:4", "3:4", "4:3", "9:16", "9:21"];

    public override string Document => "replicate.yaml";

    public override Op? For(Received request) => (request.Method, request.Path.Split('/')) switch
    {
        ("POST", ["", "v1", "models", _, _, "predictions"]) => Op.Submit,
        ("GET", ["", "v1", "predictions", _]) => Op.Status,
        ("POST", ["", "v1", "predictions", _, "cancel"]) => Op.Cancel,
        ("GET", ["", "xezq", _, _]) => Op.File,
        _ => null,
    };

    public override Reply Answer(Op? op, Received request)
    {
        var path = request.Path.Split('/');
        if (op == Op.File) return File(request, path[2]);
        if (op is null) throw Object(Problem(404, "Not found", "The requested resource could not be found."), "no such address");
        NeedsHeader(request, "Authorization", $"Bearer {Secret}", Problem(401, "Unauthenticated", "You did not pass a valid authentication token"));
        if (request.Query.Count > 0) throw Object(Problem(400, "Bad request", "query"), "there is no parameter");
        if (op == Op.Submit) return Create(request, $"{path[3]}/{path[4]}");
        if (op == Op.Cancel) return Prediction(Cancelled(path[3]), "canceled");
        var (job, ended) = Look(path[3], Problem(404, "Not found", "no such prediction"));
        return Prediction(job, job.Cancelled ? "canceled" : !ended ? job.Looks == 1 ? "starting" : "processing" : Ends == Ending.Success ? "succeeded" : "failed");
    }

    public override Reply Invalid(string field, string problem) => Problem(422, "Input validation failed", $"- {field}: {problem}");

    public override Reply Refusal() => Problem(422, "Input validation failed", "refused");

    public override Reply TooMany() => Reply.Json(429, new { detail = "Request was throttled. Your rate limit resets in ~1s.", status = 429 });

    private Job Cancelled(string id)
    {
        var job = Known(id, Problem(404, "Not found", "no such prediction"));
        job.Cancelled = true;
        return job;
    }

    private Reply Create(Received request, string model)
    {
        var body = Json(request);
        var input = body.Object("input");
        if (body.OptionalText("webhook") is null && body.Has("webhook_events_filter")) throw body.Wrong("webhook_events_filter", "without a webhook");
        if (body.Texts("webhook_events_filter").FirstOrDefault(it => it is not ("start" or "output" or "logs" or "completed")) is { } unknown) throw body.Wrong("webhook_events_filter", unknown);
        body.NoMore();
        input.Text("prompt");
        var isClip = Inputs(input, model);
        input.NoMore();
        var job = Take(NextId.Replace("-", ""), request, isClip);
        return Prediction(job, "starting") with { Status = 201 };
    }

    private static bool Inputs(Fields input, string model)
    {
        switch (model)
        {
            case "black-forest-labs/flux-schnell" or "black-forest-labs/flux-dev":
                input.OptionalOneOf("aspect_ratio", Ratios);
                input.OptionalWhole("num_outputs", 1, 4);
                input.OptionalOneOf("megapixels", "1", "0.25");
                input.OptionalOneOf("output_format", "webp", "jpg", "png");
                input.OptionalWhole("seed", 0, uint.MaxValue);
                if (model.EndsWith("dev", StringComparison.Ordinal)) input.OptionalNumber("guidance", 0, 10);
                return false;
            case "ideogram-ai/ideogram-v3-turbo" or "ideogram-ai/ideogram-v3-quality":
                input.OptionalOneOf("aspect_ratio", [.. Ratios, "1:3", "3:1", "1:2", "2:1", "10:16", "16:10"]);
                input.OptionalWhole("seed", 0, int.MaxValue);
                return false;
            case "google/imagen-4":
                input.OptionalOneOf("aspect_ratio", "1:1", "9:16", "16:9", "3:4", "4:3");
                input.OptionalOneOf("safety_filter_level", "block_low_and_above", "block_medium_and_above", "block_only_high");
                input.OptionalOneOf("output_format", "jpg", "png");
                return false;
            case "black-forest-labs/flux-1.1-pro":
                if (input.OneOf("aspect_ratio", [.. Ratios, "custom"]) == "custom" && (input.Whole("width", 256, 1440) % 32 != 0 || input.Whole("height", 256, 1440) % 32 != 0)) throw input.Wrong("width", "no multiple of 32");
                input.OptionalOneOf("output_format", "webp", "jpg", "png");
                input.OptionalWhole("seed", 0, uint.MaxValue);
                return false;
            case "bytedance/seedream-4":
                input.OneOf("size", "1K", "2K", "4K", "custom");
                input.OptionalText("aspect_ratio");
                input.Whole("width", 1024, 4096);
                input.Whole("height", 1024, 4096);
                foreach (var picture in input.Texts("image_input")) DataUri(input, "image_input", picture);
                return false;
            case "minimax/hailuo-02":
                input.OptionalOneOf("resolution", "512p", "768p", "1080p");
                if (input.Whole("duration", 6, 10) is not (6 or 10)) throw input.Wrong("duration", "none of 6, 10");
                DataUri(input, "first_frame_image", input.OptionalText("first_frame_image"));
                return true;
            default:
                return Clips(input, model);
        }
    }

    private static bool Clips(Fields input, string model)
    {
        DataUri(input, "image", input.OptionalText("image"));
        input.OptionalWhole("seed", 0, uint.MaxValue);
        switch (model)
        {
            case "google/veo-3.1":
                input.OptionalOneOf("aspect_ratio", "16:9", "9:16");
                input.OptionalOneOf("resolution", "720p", "1080p");
                if (input.Whole("duration", 4, 8) % 2 != 0) throw input.Wrong("duration", "none of 4, 6, 8");
                input.OptionalText("negative_prompt");
                return true;
            case "runwayml/gen4-turbo":
                input.OptionalOneOf("aspect_ratio", "16:9", "9:16", "4:3", "3:4", "1:1", "21:9");
                if (input.Whole("duration", 5, 10) is not (5 or 10)) throw input.Wrong("duration", "none of 5, 10");
                if (!input.Has("image")) throw input.Wrong("image", "missing");
                return true;
            case "bytedance/seedance-1-pro":
                input.OptionalOneOf("aspect_ratio", "16:9", "4:3", "1:1", "3:4", "9:16", "21:9", "9:21");
                input.OptionalOneOf("resolution", "480p", "720p", "1080p");
                input.Whole("duration", 2, 12);
                return true;
            default:
                throw input.Wrong("model", $"{model} is not known");
        }
    }

    private Reply Prediction(Job job, string status) => Reply.Json(200, new
    {
        id = job.Id,
        model = string.Join('/', job.Request.Path.Split('/')[3..5]),
        version = "hidden",
        input = job.Request.Json.GetProperty("input"),
        logs = "",
        output = status != "succeeded" ? null : job.IsClip ? (object)$"{Url}xezq/{job.Id}/tmp.mp4" : new[] { $"{Url}xezq/{job.Id}/out-0.png" },
        error = status != "failed" ? null : Ends == Ending.Refused ? "The input or output was flagged as sensitive. Please try again with different inputs. (E005)" : "Prediction interrupted; please retry (code: PA)",
        status,
        created_at = "2026-11-22T18:00:00.000Z",
        urls = new { get = $"{Url}v1/predictions/{job.Id}", cancel = $"{Url}v1/predictions/{job.Id}/cancel" },
    });

    private static Reply Problem(int status, string title, string detail) => Reply.Json(status, new { title, detail, status });
}
