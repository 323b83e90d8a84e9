using Atelier.Vendors.Tests.Support;

namespace Atelier.Vendors.Tests.Apis;

/// <summary>Veo on the Gemini API as its REST reference and guides have it: a long-running operation, and a file behind the key that redirects.</summary>
public sealed class Veo : JobApi
{
    public override string Document => "veo.yaml";

    public override Op? For(Received request) => (request.Method, request.Path.Split('/')) switch
    {
        ("POST", ["", "v1beta", "models", var call]) when call.EndsWith(":predictLongRunning", StringComparison.Ordinal) => Op.Submit,
        ("GET", ["", "v1beta", "models", _, "operations", _]) => Op.Status,
        ("GET", ["", "v1beta", "files", _] or ["", "download", _]) => Op.File,
        _ => null,
    };

    public override Reply Answer(Op? op, Received request)
    {
        var path = request.Path.Split('/');
        if (op == Op.File && path[1] == "download") return File(request, path[2]);
        if (op is null) throw Object(Error(404, "NOT_FOUND", "no such address"), "no such address");
        NeedsHeader(request, "x-goog-api-key", Secret, Error(403, "PERMISSION_DENIED", "Method doesn't allow unregistered callers."));
        if (op == Op.Submit) return Predict(request, path[3].Split(':')[0]);
        if (op == Op.File)
        {
            if (request.Query.GetValueOrDefault("alt") != "media") throw Object(Error(400, "INVALID_ARGUMENT", "alt"), "alt=media");
            return Reply.Empty(302).With("Location", $"{Url}download/{path[3].Split(':')[0]}");
        }

        var (job, ended) = Look(path[5], Error(404, "NOT_FOUND", "no such operation"));
        var name = $"models/{path[3]}/operations/{job.Id}";
        return Reply.Json(200, !ended ? new { name } : Ends switch
        {
            Ending.Refused => new { name, done = true, response = new { generateVideoResponse = new { raiMediaFilteredCount = 1, raiMediaFilteredReasons = new[] { "We encountered an issue with your prompt: it goes against our policies." } } } },
            Ending.Failed => new { name, done = true, error = new { code = 13, message = "Internal error encountered." } },
            _ => (object)new { name, done = true, response = new { generateVideoResponse = new { generatedSamples = new[] { new { video = new { uri = $"{Url}v1beta/files/{job.Id}:download?alt=media" } } } } } },
        });
    }

    public override Reply Invalid(string field, string problem) => Error(400, "INVALID_ARGUMENT", $"{field}: {problem}");

    public override Reply Refusal() => Error(400, "INVALID_ARGUMENT", "policy");

    public override Reply TooMany() => Reply.Json(429, new
    {
        error = new
        {
            code = 429, message = "Resource has been exhausted (e.g. check quota).", status = "RESOURCE_EXHAUSTED",
            details = new object[] { new Dictionary<string, string> { ["@type"] = "type.googleapis.com/google.rpc.RetryInfo", ["retryDelay"] = "1s" } },
        },
    });

    private Reply Predict(Received request, string model)
    {
        if (model is not ("veo-3.1-generate-preview" or "veo-3.1-fast-generate-preview" or "veo-2.0-generate-001")) throw Object(Error(404, "NOT_FOUND", $"models/{model} is not found"), model);
        var body = Json(request);
        var instance = body.Objects("instances") is [var only] ? only : throw body.Wrong("instances", "not one");
        var parameters = body.OptionalObject("parameters");
        body.NoMore();
        instance.Text("prompt");
        if (instance.OptionalObject("image") is { } image)
        {
            Picture(image, "bytesBase64Encoded", image.OptionalBase64("bytesBase64Encoded") ?? throw image.Wrong("bytesBase64Encoded", "missing"), image.Text("mimeType"));
            image.NoMore();
        }

        instance.NoMore();
        Parameters(parameters, model);
        var job = Take(NextId, request, isClip: true);
        return Reply.Json(200, new { name = $"models/{model}/operations/{job.Id}" });
    }

    private static void Parameters(Fields? parameters, string model)
    {
        if (parameters is null) return;
        parameters.OptionalOneOf("aspectRatio", "16:9", "9:16");
        parameters.OptionalText("negativePrompt");
        var seconds = parameters.OptionalWhole("durationSeconds", 4, 8) ?? 8;
        if (model.StartsWith("veo-2", StringComparison.Ordinal))
        {
            if (seconds == 4) throw parameters.Wrong("durationSeconds", "5 to 8");
        }
        else
        {
            if (seconds is not (4 or 6 or 8)) throw parameters.Wrong("durationSeconds", "none of 4, 6, 8");
            if (parameters.OptionalOneOf("resolution", "720p", "1080p", "4k") is "1080p" or "4k" && seconds != 8) throw parameters.Wrong("resolution", "takes eight seconds");
        }

        parameters.NoMore();
    }

    private static Reply Error(int code, string status, string message) => Reply.Json(code, new { error = new { code, message, status } });
}
