using Atelier.Vendors.Tests.Support;

namespace Atelier.Vendors.Tests.Apis;

/// <summary>Luma's Dream Machine as the SDKs have it that are generated from its OpenAPI description.</summary>
public sealed class Luma : JobApi
{
    private static readonly string[] Ratios = ["1:1", "16:9", "9:16", "4:3", "3:4", "21:9", "9:21"];

    public override string Document => "luma.yaml";

    public override Op? For(Received request) => (request.Method, request.Path.Split('/')) switch
    {
        ("POST", ["", "dream-machine", "v1", "generations", "video" or "image"]) => Op.Submit,
        ("GET", ["", "dream-machine", "v1", "generations", _]) => Op.Status,
        ("GET", ["", "files", _]) => Op.File,
        _ => null,
    };

    public override Reply Answer(Op? op, Received request)
    {
        var path = request.Path.Split('/');
        if (op == Op.File) return File(request, path[2]);
        if (op is null) throw Object(Reply.Json(404, new { detail = "Not Found" }), "no such address");
        NeedsHeader(request, "Authorization", $"Bearer {Secret}", Reply.Json(401, new { detail = "Not authenticated" }));
        if (op == Op.Submit) return Create(request, path[4]);
        var (job, ended) = Look(path[4], Reply.Json(404, new { detail = "Generation not found" }));
        return Generation(job, !ended ? job.Looks == 1 ? "queued" : "dreaming" : Ends == Ending.Success ? "completed" : "failed");
    }

    public override Reply Invalid(string field, string problem) => Reply.Json(422, new { detail = new[] { new { loc = new[] { "body", field }, msg = $"{field}: {problem}", type = "value_error" } } });

    public override Reply Refusal() => Reply.Json(400, new { detail = "Prompt did not pass advanced moderation" });

    public override Reply TooMany() => Reply.Json(429, new { detail = "Too many concurrent generations" });

    private Reply Create(Received request, string what)
    {
        var body = Json(request);
        body.Text("prompt", 5000);
        body.OptionalOneOf("generation_type", what);
        body.OptionalOneOf("aspect_ratio", Ratios);
        body.OptionalText("callback_url");
        if (what == "video")
        {
            body.OneOf("model", "ray-1-6", "ray-2", "ray-flash-2");
            body.OptionalOneOf("duration", "5s", "9s");
            body.OptionalOneOf("resolution", "540p", "720p", "1080p", "4k");
            body.OptionalFlag("loop");
        }
        else
        {
            body.OneOf("model", "photon-1", "photon-flash-1");
            body.OptionalOneOf("format", "jpg", "png");
        }

        body.NoMore();
        return Generation(Take(NextId, request, what == "video"), "queued") with { Status = 201 };
    }

    private Reply Generation(Job job, string state) => Reply.Json(200, new
    {
        id = job.Id,
        generation_type = job.IsClip ? "video" : "image",
        state,
        failure_reason = state != "failed" ? null : Ends == Ending.Refused ? "frame0 failed moderation" : "The generation ended unexpectedly",
        created_at = "2026-11-22T18:00:00Z",
        assets = state != "completed" ? null : job.IsClip ? (object)new { video = $"{Url}files/{job.Id}", image = $"{Url}files/{job.Id}-thumb" } : new { image = $"{Url}files/{job.Id}" },
        model = "m",
        request = job.Request.Json,
    });
}
