using Atelier.Vendors.Tests.Support;

namespace Atelier.Vendors.Tests.Apis;

/// <summary>Runway's API as the SDKs have it that are generated from its OpenAPI description.</summary>
public sealed class Runway : JobApi
{
    private static readonly string[] Gen4Image =
    [
        "1024:1024", "1080:1080", "1168:880", "1360:768", "1440:1080", "1080:1440", "1808:768", "1920:1080", "1080:1920", "2112:912", "1280:720", "720:1280", "720:720",
        "960:720", "720:960", "1680:720",
    ];

    private static readonly string[] GptImage2 =
    [
        "2048:880", "1920:1088", "1920:1280", "1920:1440", "1920:1536", "1920:1920", "1536:1920", "1440:1920", "1280:1920", "1088:1920", "2912:1248", "2560:1440", "2560:1712",
        "2560:1920", "2560:2048", "2560:2560", "2048:2560", "1920:2560", "1712:2560", "1440:2560", "3840:1648", "3840:2160", "3504:2336", "3264:2448", "3200:2560", "2880:2880",
        "2560:3200", "2448:3264", "2336:3504", "2160:3840", "auto",
    ];

    private static readonly string[] Gemini = ["1344:768", "768:1344", "1024:1024", "1184:864", "864:1184", "1536:672", "832:1248", "1248:832", "896:1152", "1152:896"];
    private static readonly string[] Veo = ["1280:720", "720:1280", "1080:1920", "1920:1080"];

    private static readonly string[] Seedance =
    [
        "992:432", "864:496", "752:560", "640:640", "560:752", "496:864", "1470:630", "1280:720", "1112:834", "960:960", "834:1112", "720:1280", "2206:946", "1920:1080",
        "1664:1248", "1440:1440", "1248:1664", "1080:1920",
    ];

    public override string Document => "runway.yaml";

    public override Op? For(Received request) => (request.Method, request.Path.Split('/')) switch
    {
        ("POST", ["", "v1", "text_to_image" or "text_to_video" or "image_to_video"]) => Op.Submit,
        ("GET", ["", "v1", "tasks", _]) => Op.Status,
        ("DELETE", ["", "v1", "tasks", _]) => Op.Cancel,
        ("GET", ["", "files", _]) => Op.File,
        _ => null,
    };

    public override Reply Answer(Op? op, Received request)
    {
        var path = request.Path.Split('/');
        if (op == Op.File) return File(request, path[2]);
        if (op is null) throw Object(Error(404, "Not found"), "no such address");
        NeedsHeader(request, "Authorization", $"Bearer {Secret}", Error(401, "Invalid API key"));
        NeedsHeader(request, "X-Runway-Version", "2024-11-06", Error(400, "X-Runway-Version is required"));
        if (op == Op.Submit) return Start(request, path[2]);
        if (op == Op.Cancel)
        {
            Known(path[3], Error(404, "no such task")).Cancelled = true;
            return Reply.Empty(204);
        }

        var (job, ended) = Look(path[3], Error(404, "no such task"));
        var at = "2026-11-22T18:00:00.000Z";
        return Reply.Json(200, !ended ? job.Looks == 1 ? new { id = job.Id, createdAt = at, status = "THROTTLED" } : new { id = job.Id, createdAt = at, status = "RUNNING", progress = 0.5 } : Ends switch
        {
            Ending.Refused => new { id = job.Id, createdAt = at, status = "FAILED", failure = "The input text was flagged.", failureCode = "SAFETY.INPUT.TEXT" },
            Ending.Failed => new { id = job.Id, createdAt = at, status = "FAILED", failure = "An unexpected error occurred.", failureCode = "INTERNAL.BAD_OUTPUT.CODE01" },
            _ => (object)new { id = job.Id, createdAt = at, status = "SUCCEEDED", output = new[] { $"{Url}files/{job.Id}" } },
        });
    }

    public override Reply Invalid(string field, string problem) => Reply.Json(400, new { error = $"Validation of body failed: {field}: {problem}", issues = new[] { new { code = "custom", path = new[] { field }, message = problem } } });

    public override Reply Refusal() => Error(400, "refused");

    public override Reply TooMany() => Error(429, "You have exceeded the daily limit of tasks.");

    private Reply Start(Received request, string what)
    {
        var body = Json(request);
        var model = body.Text("model");
        switch (what, model)
        {
            case ("text_to_image", "gen4_image"):
                Asks(body, 1000, Gen4Image);
                Seed(body);
                References(body, 3);
                break;
            case ("text_to_image", "gemini_2.5_flash"):
                Asks(body, int.MaxValue, Gemini);
                References(body, 3);
                break;
            case ("text_to_image", "gpt_image_2"):
                Asks(body, 32_000, GptImage2);
                References(body, 16);
                body.OptionalOneOf("quality", "low", "medium", "high", "auto");
                break;
            case ("text_to_video", "gen4.5"):
                Asks(body, 1000, ["1280:720", "720:1280"]);
                body.Whole("duration", 2, 10);
                Seed(body);
                break;
            case ("text_to_video", "veo3.1" or "veo3.1_fast"):
                Asks(body, 1000, Veo);
                if (body.Whole("duration", 4, 8) is not (4 or 6 or 8)) throw body.Wrong("duration", "none of 4, 6, 8");
                body.OptionalFlag("audio");
                break;
            case ("text_to_video", "seedance2"):
                Asks(body, 3500, Seedance);
                body.OptionalNumber("duration", 1, 15);
                body.OptionalFlag("audio");
                break;
            case ("image_to_video", "gen4_turbo"):
                Asks(body, 1000, ["1280:720", "720:1280", "1104:832", "832:1104", "960:960", "1584:672"]);
                DataUri(body, "promptImage", body.Text("promptImage"));
                if (body.Whole("duration", 5, 10) is not (5 or 10)) throw body.Wrong("duration", "none of 5, 10");
                Seed(body);
                break;
            default:
                throw body.Wrong("model", $"{model} is not known to {what}");
        }

        body.NoMore();
        return Reply.Json(200, new { id = Take(NextId, request, what != "text_to_image").Id });
    }

    private static void Asks(Fields body, int longest, string[] ratios)
    {
        body.Text("promptText", longest);
        body.OneOf("ratio", ratios);
    }

    private static void Seed(Fields body) => body.OptionalWhole("seed", 0, uint.MaxValue);

    private static void References(Fields body, int most)
    {
        var references = body.Objects("referenceImages");
        if (references.Count > most) throw body.Wrong("referenceImages", $"more than {most}");
        foreach (var reference in references)
        {
            DataUri(reference, "uri", reference.Text("uri"));
            reference.OptionalText("tag");
            reference.NoMore();
        }
    }

    private static Reply Error(int status, string error) => Reply.Json(status, new { error });
}
