using Atelier.Vendors.Tests.Support;

namespace Atelier.Vendors.Tests.Apis;

/// <summary>fal's queue as its OpenAPI description has it, with the input schemas of the models' pages.</summary>
public sealed class FalQueue : JobApi
{
    public override string Document => "fal.yaml";

    public override Op? For(Received request) => (request.Method, request.Path) switch
    {
        ("GET", var path) when path.StartsWith("/files/", StringComparison.Ordinal) => Op.File,
        ("GET", var path) when path.Contains("/requests/", StringComparison.Ordinal) && path.EndsWith("/status", StringComparison.Ordinal) => Op.Status,
        ("PUT", var path) when path.Contains("/requests/", StringComparison.Ordinal) && path.EndsWith("/cancel", StringComparison.Ordinal) => Op.Cancel,
        ("GET", var path) when path.Contains("/requests/", StringComparison.Ordinal) => Op.Result,
        ("POST", _) => Op.Submit,
        _ => null,
    };

    public override Reply Answer(Op? op, Received request)
    {
        var path = request.Path.Split('/');
        if (op == Op.File) return File(request, path[2]);
        if (op is null) throw Object(Reply.Json(404, new { detail = "Not found" }), "no such address");
        NeedsHeader(request, "Authorization", $"Key {Secret}", Reply.Json(401, new { detail = "Cannot access application. Authentication is required." }));
        if (op == Op.Submit) return Submit(request);
        var id = path[Array.IndexOf(path, "requests") + 1];
        var missing = Reply.Json(404, new { detail = "Request not found" });
        switch (op)
        {
            case Op.Status:
                var (job, ended) = Look(id, missing);
                return ended
                    ? Reply.Json(200, new { status = "COMPLETED", request_id = id, metrics = new { inference_time = 1.5 } })
                    : Reply.Json(202, new { status = job.Looks == 1 ? "IN_QUEUE" : "IN_PROGRESS", request_id = id, queue_position = 0 });
            case Op.Cancel:
                Known(id, missing).Cancelled = true;
                return Reply.Json(202, new { status = "CANCELLATION_REQUESTED" });
            default:
                return Result(Known(id, missing));
        }
    }

    public override Reply Invalid(string field, string problem) => Reply.Json(422, new { detail = new[] { new { loc = new[] { "body", field }, msg = $"{field}: {problem}", type = "value_error" } } });

    public override Reply Refusal() => Reply.Json(422, new { detail = new[] { new { loc = new[] { "body", "prompt" }, msg = "The content could not be processed because it was flagged by a content checker.", type = "content_policy_violation" } } });

    public override Reply TooMany() => Reply.Json(429, new { detail = "Too many requests" });

    private Reply Submit(Received request)
    {
        if (request.Query.Keys.Any(name => name is not ("fal_webhook" or "fal_max_queue_length"))) throw Object(Invalid("query", "unknown"), "unknown parameter");
        var body = Json(request);
        body.Text("prompt");
        var model = request.Path[1..];
        var isClip = Inputs(body, model);
        body.NoMore();
        var job = Take($"024ca5b1-{NextId}", request, isClip);
        var address = $"{Url}{string.Join('/', model.Split('/').Take(2))}/requests/{job.Id}"; // owner and app alone
        return Reply.Json(200, new { status = "IN_QUEUE", request_id = job.Id, response_url = address, status_url = $"{address}/status", cancel_url = $"{address}/cancel", queue_position = 0 });
    }

    private static bool Inputs(Fields body, string model)
    {
        switch (model)
        {
            case "fal-ai/flux/schnell" or "fal-ai/flux/dev" or "fal-ai/flux-pro/v1.1" or "fal-ai/qwen-image" or "fal-ai/recraft/v3/text-to-image":
                var size = body.Object("image_size");
                size.Whole("width", 64, 14_142);
                size.Whole("height", 64, 14_142);
                size.NoMore();
                if (model.StartsWith("fal-ai/recraft", StringComparison.Ordinal))
                {
                    body.OptionalOneOf("style", "any", "realistic_image", "digital_illustration", "vector_illustration");
                    return false;
                }

                body.OptionalWhole("num_images", 1, 4);
                body.OptionalWhole("seed", 0, uint.MaxValue);
                body.OptionalOneOf("output_format", "jpeg", "png");
                if (model is "fal-ai/flux/dev") body.OptionalNumber("guidance_scale", 1, 20);
                if (model is not "fal-ai/qwen-image") return false;
                body.OptionalNumber("guidance_scale", 0, 20);
                body.OptionalText("negative_prompt");
                return false;
            case "fal-ai/wan/v2.2-a14b/text-to-video" or "fal-ai/wan/v2.2-a14b/image-to-video":
                body.OptionalText("negative_prompt");
                body.OptionalOneOf("aspect_ratio", "auto", "16:9", "9:16", "1:1");
                body.OptionalOneOf("resolution", "480p", "580p", "720p");
                body.OptionalNumber("guidance_scale", 1, 10);
                body.OptionalWhole("seed", 0, uint.MaxValue);
                if (model.EndsWith("image-to-video", StringComparison.Ordinal)) DataUri(body, "image_url", body.Text("image_url"));
                return true;
            case "fal-ai/kling-video/v2.5-turbo/pro/text-to-video" or "fal-ai/kling-video/v2.5-turbo/pro/image-to-video":
                body.OneOf("duration", "5", "10");
                body.OptionalText("negative_prompt");
                body.OptionalNumber("cfg_scale", 0, 1);
                if (model.EndsWith("image-to-video", StringComparison.Ordinal)) DataUri(body, "image_url", body.Text("image_url"));
                else body.OptionalOneOf("aspect_ratio", "16:9", "9:16", "1:1");
                return true;
            default:
                throw body.Wrong("model", $"{model} is not known");
        }
    }

    private Reply Result(Job job)
    {
        if (Ends == Ending.Refused) return Refusal();
        if (Ends == Ending.Failed) return Reply.Json(500, new { detail = "Internal Server Error" }).With("X-Fal-Error-Type", "internal_error");
        return job.IsClip
            ? Reply.Json(200, new { video = new { url = $"{Url}files/{job.Id}/out.mp4", content_type = "video/mp4", file_name = "out.mp4", file_size = Clip.Mp4.Length }, seed = 42 })
            : Reply.Json(200, new { images = new[] { new { url = $"{Url}files/{job.Id}/out.png", width = 1024, height = 576, content_type = "image/png" } }, timings = new { inference = 1.5 }, seed = 42, has_nsfw_concepts = new[] { false }, prompt = "p" });
    }
}
