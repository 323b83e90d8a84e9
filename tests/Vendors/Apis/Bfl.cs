using Atelier.Vendors.Tests.Support;

namespace Atelier.Vendors.Tests.Apis;

/// <summary>Black Forest Labs' API as its OpenAPI description and SDK have it; clips by the published quick reference.</summary>
public sealed class Bfl : JobApi
{
    private static readonly Dictionary<string, int> Flux2 = new() { ["flux-2-pro"] = 8, ["flux-2-max"] = 8, ["flux-2-flex"] = 8, ["flux-2-klein-9b"] = 5, ["flux-2-klein-4b"] = 4 };

    public override string Document => "bfl.yaml";

    public override Op? For(Received request) => (request.Method, request.Path.Split('/')) switch
    {
        ("POST", ["", "v1", _]) => Op.Submit,
        ("GET", ["", "v1", "get_result"]) => Op.Status,
        ("GET", ["", "delivery", _] or ["", "signed", _]) => Op.File,
        _ => null,
    };

    public override Reply Answer(Op? op, Received request)
    {
        var path = request.Path.Split('/');
        if (op == Op.File)
        {
            var file = File(request, path[2]);
            return path[1] == "delivery" ? Reply.Empty(307).With("Location", $"{Url}signed/{path[2]}") : file;
        }

        if (op is null) throw Object(Reply.Json(404, new { detail = "Not Found" }), "no such address");
        NeedsHeader(request, "x-key", Secret, Reply.Json(403, new { detail = "Not authenticated - Invalid Authentication" }));
        if (op == Op.Submit) return Submit(request, path[2]);
        var id = request.Query.GetValueOrDefault("id") ?? throw Object(Invalid("id", "missing"), "id");
        var (job, ended) = Look(id, Status(id, "Task not found", null) with { Status = 404 });
        return !ended ? Status(id, "Pending", null) : Ends switch
        {
            Ending.Refused => Status(id, "Content Moderated", null),
            Ending.Failed => Status(id, "Error", null),
            _ => Status(id, "Ready", new { sample = $"{Url}delivery/{job.Id}", prompt = "p", seed = 42, start_time = 1.0, end_time = 2.0, duration = 1.0 }),
        };
    }

    public override Reply Invalid(string field, string problem) => Reply.Json(422, new { detail = new[] { new { loc = new[] { "body", field }, msg = $"{field}: {problem}", type = "value_error" } } });

    public override Reply Refusal() => Status("x", "Request Moderated", null);

    public override Reply TooMany() => Reply.Json(429, new { detail = "Rate limit exceeded" });

    private Reply Submit(Received request, string model)
    {
        var body = Json(request);
        body.Text("prompt");
        if (model == "flux-3-video") Video(body);
        else Image(body, model);
        body.NoMore();
        var job = Take(NextId, request, model == "flux-3-video");
        return Reply.Json(200, new { id = job.Id, polling_url = $"{Url}v1/get_result?id={job.Id}", cost = 3.0, input_mp = 0.0, output_mp = 1.0 });
    }

    private static void Image(Fields body, string model)
    {
        body.OptionalWhole("seed", 0, uint.MaxValue);
        body.OptionalWhole("safety_tolerance", 0, 6);
        body.OptionalText("webhook_url", 2083);
        body.OptionalText("webhook_secret");
        body.OptionalOneOf("output_format", "jpeg", "png", "webp");
        if (Flux2.TryGetValue(model, out var pictures))
        {
            if (body.Whole("width", 64, 4096) % 16 != 0 || body.Whole("height", 64, 4096) % 16 != 0) throw body.Wrong("width", "no multiple of 16");
            if (body.Whole("width", 64, 4096) * body.Whole("height", 64, 4096) > 4_194_304) throw body.Wrong("width", "more than 4 megapixels");
            if (model == "flux-2-flex")
            {
                body.OptionalNumber("guidance", 1.5, 10);
                body.OptionalWhole("steps", 1, 50);
            }

            References(body, pictures);
        }
        else if (model == "flux-pro-1.1")
        {
            if (body.Whole("width", 256, 1440) % 32 != 0 || body.Whole("height", 256, 1440) % 32 != 0) throw body.Wrong("width", "no multiple of 32");
        }
        else if (model is "flux-pro-1.1-ultra" or "flux-kontext-pro" or "flux-kontext-max")
        {
            body.OptionalOneOf("aspect_ratio", "21:9", "16:9", "3:2", "4:3", "1:1", "3:4", "2:3", "9:16", "9:21");
            if (model == "flux-pro-1.1-ultra") body.OptionalFlag("raw");
            else References(body, 4);
        }
        else
        {
            throw body.Wrong("model", $"{model} is not known");
        }
    }

    private static void References(Fields body, int most)
    {
        Picture(body, "input_image", body.OptionalBase64("input_image"));
        for (var i = 2; i <= most; i++) Picture(body, $"input_image_{i}", body.OptionalBase64($"input_image_{i}"));
    }

    private static void Video(Fields body)
    {
        var mode = body.OneOf("mode", "t2v", "i2v", "v2v", "draft_enhance");
        body.OptionalOneOf("aspect_ratio", "auto", "21:9", "2:1", "16:9", "4:3", "1:1", "3:4", "9:16");
        body.OptionalOneOf("resolution", "hd", "fhd");
        body.OptionalWhole("duration", 5, 20);
        body.OptionalFlag("generate_audio");
        if (mode == "i2v") Picture(body, "keyframes", body.OptionalBase64("keyframes") ?? throw body.Wrong("keyframes", "missing"));
    }

    private Reply Status(string id, string status, object? result) => Reply.Json(200, new
    {
        id, status, result, progress = (double?)null, details = status.EndsWith("Moderated", StringComparison.Ordinal) ? new Dictionary<string, object> { ["Moderation Reasons"] = new[] { "Derivative Works Filter" } } : null,
    });
}
