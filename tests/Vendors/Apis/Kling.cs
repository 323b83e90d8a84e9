using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Atelier.Vendors.Tests.Support;

namespace Atelier.Vendors.Tests.Apis;

/// <summary>Kling's API as its published reference has it: a token of a key pair, codes beside statuses, tasks that can be asked for by an id of one's own.</summary>
public sealed class Kling : JobApi
{
    private const string AccessKey = "ak-0815";

    public override string Document => "kling.yaml";

    internal override IEnumerable<(string Key, string Value)> Settings(Generator.Vendors.VendorDocument document) => [("KLING_SECRET_KEY", Secret), ("KLING_ACCESS_KEY", AccessKey)];

    public override Op? For(Received request) => (request.Method, request.Path.Split('/')) switch
    {
        ("POST", ["", "v1", "videos", "text2video" or "image2video"] or ["", "v1", "images", "generations"]) => Op.Submit,
        ("GET", ["", "v1", "videos", "text2video" or "image2video", _] or ["", "v1", "images", "generations", _]) => Op.Status,
        ("GET", ["", "bs2", _]) => Op.File,
        _ => null,
    };

    public override Reply Answer(Op? op, Received request)
    {
        var path = request.Path.Split('/');
        if (op == Op.File) return File(request, path[2]);
        if (op is null) throw Object(Error(404, 1202, "The requested method is invalid"), "no such address");
        CheckToken(request);
        if (op == Op.Submit) return Create(request, path[3]);
        var id = Jobs.FirstOrDefault(job => job.Id == path[4] || External(job) == path[4])?.Id;
        if (id is null) return Error(404, 1203, "The requested resource does not exist");
        var (known, ended) = Look(id, Error(404, 1203, "The requested resource does not exist"));
        return Task(known, !ended ? known.Looks == 1 ? "submitted" : "processing" : Ends == Ending.Success ? "succeed" : "failed");
    }

    public override Reply Invalid(string field, string problem) => Error(400, 1201, $"{field}: {problem}");

    public override Reply Refusal() => Error(400, 1301, "Trigger the content security policy of the platform");

    public override Reply TooMany() => Error(429, 1303, "Concurrency or QPS exceed limit");

    public override Reply Broken(int status) => Error(status, 5001, "Server temporarily unavailable");

    public static Reply NoMoney() => Error(429, 1102, "Resource pack is depleted or expired");

    private static string? External(Job job) => job.Request.Json.TryGetProperty("external_task_id", out var id) ? id.GetString() : null;

    private static void CheckToken(Received request)
    {
        var parts = request.Header("Authorization") is { } shown && shown.StartsWith("Bearer ", StringComparison.Ordinal) ? shown[7..].Split('.') : [];
        var refused = Error(401, 1002, "Authorization is invalid");
        if (parts.Length != 3) throw Object(refused, "no token");
        var signature = Base64Url.EncodeToString(HMACSHA256.HashData(Encoding.UTF8.GetBytes(Secret), Encoding.ASCII.GetBytes($"{parts[0]}.{parts[1]}")));
        if (signature != parts[2]) throw Object(refused, "the token's signature is wrong");
        using var head = JsonDocument.Parse(Base64Url.DecodeFromChars(parts[0]));
        using var claims = JsonDocument.Parse(Base64Url.DecodeFromChars(parts[1]));
        var now = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds();
        if (head.RootElement.GetProperty("alg").GetString() != "HS256" || claims.RootElement.GetProperty("iss").GetString() != AccessKey) throw Object(refused, "the token names another");
        if (claims.RootElement.GetProperty("nbf").GetInt64() > now) throw Object(Error(401, 1003, "Authorization is not yet valid"), "nbf");
        if (claims.RootElement.GetProperty("exp").GetInt64() is var end && (end <= now || end > now + 1800)) throw Object(Error(401, 1004, "Authorization has expired"), "exp");
    }

    private Reply Create(Received request, string what)
    {
        var body = Json(request);
        var model = body.OptionalText("model_name") ?? "kling-v1";
        body.OptionalText("negative_prompt", 2500);
        body.OptionalText("callback_url");
        if (what == "generations")
        {
            body.Text("prompt", 2500);
            if (model is not ("kling-v1" or "kling-v1-5" or "kling-v2" or "kling-v2-new" or "kling-v2-1")) throw body.Wrong("model_name", $"{model} makes no stills");
            body.OptionalOneOf("resolution", "1k", "2k");
            body.OptionalWhole("n", 1, 9);
            body.OptionalOneOf("aspect_ratio", "16:9", "9:16", "1:1", "4:3", "3:4", "3:2", "2:3", "21:9");
        }
        else
        {
            Clip(body, model, what == "image2video");
        }

        if (body.OptionalText("external_task_id") is { } own && Jobs.Any(job => External(job) == own)) throw body.Wrong("external_task_id", "not unique");
        body.NoMore();
        return Task(Take($"8{NextId}", request, what != "generations"), "submitted");
    }

    private static void Clip(Fields body, string model, bool fromStill)
    {
        body.Text("prompt", 2500);
        body.OptionalOneOf("mode", "std", "pro");
        body.OptionalOneOf("duration", "5", "10");
        if (body.OptionalNumber("cfg_scale", 0, 1) is not null && model.StartsWith("kling-v2", StringComparison.Ordinal)) throw body.Wrong("cfg_scale", "not supported by v2.x");
        string[] models = fromStill
            ? ["kling-v1", "kling-v1-5", "kling-v1-6", "kling-v2-master", "kling-v2-1", "kling-v2-1-master", "kling-v2-5-turbo"]
            : ["kling-v1", "kling-v1-6", "kling-v2-master", "kling-v2-1-master", "kling-v2-5-turbo"];
        if (!models.Contains(model)) throw body.Wrong("model_name", $"{model} is not known");
        if (fromStill) Picture(body, "image", body.OptionalBase64("image") ?? throw body.Wrong("image", "missing"));
        else body.OptionalOneOf("aspect_ratio", "16:9", "9:16", "1:1");
    }

    private Reply Task(Job job, string status) => Reply.Json(200, new
    {
        code = 0,
        message = "SUCCEED",
        request_id = "r-1",
        data = new
        {
            task_id = job.Id,
            task_status = status,
            task_status_msg = status != "failed" ? "" : Ends == Ending.Refused ? "Failure to pass the risk control system" : "Service busy",
            task_info = new { external_task_id = External(job) },
            created_at = 1_722_769_557_708,
            updated_at = 1_722_769_557_708,
            task_result = status != "succeed" ? null : job.IsClip
                ? (object)new { videos = new[] { new { id = "v", url = $"{Url}bs2/{job.Id}", duration = "5.1" } } }
                : new { images = new[] { new { index = 0, url = $"{Url}bs2/{job.Id}" } } },
        },
    });

    private static Reply Error(int status, int code, string message) => Reply.Json(status, new { code, message, request_id = "r-1" });
}
