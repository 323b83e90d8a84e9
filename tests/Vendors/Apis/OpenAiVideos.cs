using Atelier.Vendors.Tests.Support;

namespace Atelier.Vendors.Tests.Apis;

/// <summary>OpenAI's videos API as its reference and LiteLLM's have it: create, retrieve, content.</summary>
public sealed class OpenAiVideos : JobApi
{
    public override string Document => "openai-videos.yaml";

    public override Op? For(Received request) => (request.Method, request.Path.Split('/')) switch
    {
        ("POST", ["", "v1", "videos"]) => Op.Submit,
        ("GET", ["", "v1", "videos", _]) => Op.Status,
        ("GET", ["", "v1", "videos", _, "content"]) => Op.File,
        _ => null,
    };

    public override Reply Answer(Op? op, Received request)
    {
        if (op is null) throw Object(Error(404, "not_found", "no such address"), "no such address");
        NeedsHeader(request, "Authorization", $"Bearer {Secret}", Error(401, "invalid_api_key", "Incorrect API key provided."));
        if (op == Op.Submit) return Create(request);
        var id = request.Path.Split('/')[3];
        if (op == Op.Status)
        {
            var (job, ended) = Look(id, Error(404, "not_found", "no such video"));
            return Video(job, !ended ? "in_progress" : Ends == Ending.Success ? "completed" : "failed");
        }

        if (request.Query.Count != 1 || request.Query.GetValueOrDefault("variant") is not ("video" or "thumbnail" or "spritesheet")) throw Object(Error(400, "invalid_value", "variant"), "variant");
        return Media(Known(id, Error(404, "not_found", "no such video")));
    }

    public override Reply Invalid(string field, string problem) => Error(400, "invalid_value", $"{field}: {problem}");

    public override Reply Refusal() => Error(400, "moderation_blocked", "Your request was blocked by our moderation system.");

    public override Reply TooMany() => Error(429, "rate_limit_exceeded", "Rate limit reached.");

    private Reply Create(Received request)
    {
        var body = Json(request);
        body.Text("prompt", 32_000);
        body.Text("model");
        body.OptionalOneOf("seconds", "4", "5", "6", "8", "12");
        body.OptionalOneOf("size", "720x1280", "1280x720", "1024x1792", "1792x1024");
        body.NoMore();
        return Video(Take($"video_{NextId}", request, isClip: true), "queued");
    }

    private Reply Video(Job job, string status) => Reply.Json(200, new
    {
        id = job.Id,
        @object = "video",
        model = "sora-2",
        status,
        progress = status == "completed" ? 100 : 33,
        created_at = 1_790_000_000,
        size = "1280x720",
        seconds = "8",
        error = status != "failed" ? null : Ends == Ending.Refused ? new { code = "moderation_blocked", message = "Your request was blocked by our moderation system." } : new { code = "internal", message = "It broke." },
    });

    private static Reply Error(int status, string code, string message) => Reply.Json(status, new { error = new { message, type = "invalid_request_error", param = (string?)null, code } });
}
