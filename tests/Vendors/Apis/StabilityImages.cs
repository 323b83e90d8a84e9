using Atelier.Vendors.Tests.Support;

namespace Atelier.Vendors.Tests.Apis;

/// <summary>Stability's v2beta stable-image API, as its reference has it: forms in, a picture out; the creative upscaler is a job.</summary>
public sealed class StabilityImages : VendorApi
{
    private const string Root = "/v2beta/stable-image/";
    private const long MaxSeed = 4_294_967_294;

    private static readonly string[] Ratios = ["16:9", "1:1", "21:9", "2:3", "3:2", "4:5", "5:4", "9:16", "9:21"];
    private static readonly string[] Formats = ["jpeg", "png", "webp"];

    private int _looks;

    public override string Document => "stability.yaml";

    /// <summary>What the creative upscaler's result says once it is there.</summary>
    public string Finish { get; set; } = "SUCCESS";

    public override Op? For(Received request) => (request.Method, request.Path) switch
    {
        ("POST", Root + "generate/ultra" or Root + "generate/core" or Root + "generate/sd3" or Root + "upscale/fast" or Root + "upscale/conservative" or Root + "upscale/creative") => Op.Submit,
        ("GET", _) when request.Path.StartsWith("/v2beta/results/", StringComparison.Ordinal) => Op.Status,
        _ => null,
    };

    public override Reply Answer(Op? op, Received request)
    {
        if (op is null) throw Object(Error(404, "not_found", "There is nothing here."), "no such address");
        NeedsHeader(request, "Authorization", $"Bearer {Secret}", Error(401, "unauthorized", "authorization: is missing or invalid."));
        if (op == Op.Status) return Result(request);
        var form = Form(request);
        switch (request.Path[Root.Length..])
        {
            case "generate/ultra" or "generate/core" when form.Pictures("image").Count == 0:
                Generate(form);
                break;
            case "generate/ultra":
                form.OptionalText("negative_prompt", 10_000);
                Prompt(form);
                if (form.OptionalNumber("strength", 0, 1) is null) throw form.Wrong("strength", "is required when image is provided");
                break;
            case "generate/sd3":
                Sd3(form);
                break;
            case "upscale/fast":
                form.Picture("image");
                break;
            case "upscale/conservative":
                Upscale(form, 0.2, 0.5);
                break;
            case "upscale/creative":
                Upscale(form, 0.1, 0.5);
                break;
        }

        form.OptionalOneOf("output_format", Formats);
        form.OptionalWhole("seed", 0, MaxSeed);
        form.NoMore();
        Taken++;
        return request.Path.EndsWith("creative", StringComparison.Ordinal) ? Reply.Json(200, new { id = new string('a', 64) }) : Picture(request, "SUCCESS");
    }

    public override Reply Invalid(string field, string problem) => Error(400, "bad_request", $"{field}: {problem}");

    public override Reply Refusal() => Error(403, "content_moderation", "Your request was flagged by our content moderation system.");

    public override Reply TooMany() => Error(429, "rate_limit_exceeded", "You have exceeded the rate limit of 150 requests within a 10 second period.");

    /// <summary>A picture that was made and then blurred by the filter.</summary>
    public static Reply Filtered() => Reply.Bytes(Given.Png, "image/png").With("finish-reason", "CONTENT_FILTERED").With("seed", "7");

    private static Reply Error(int status, string name, string words) => Reply.Json(status, new { id = "0123456789", name, errors = new[] { words } });

    private static Reply Picture(Received request, string finish) => request.Header("Accept") switch
    {
        "image/*" => Reply.Bytes(Given.Png, "image/png").With("finish-reason", finish).With("seed", "343940597"),
        "application/json" => Reply.Json(200, new { image = Given.PngBase64, finish_reason = finish, seed = 343940597 }),
        var other => throw Object(Error(400, "bad_request", "accept: must be one of image/*, application/json"), $"accept {other}"),
    };

    private Reply Result(Received request)
    {
        if (!request.Path.EndsWith(new string('a', 64), StringComparison.Ordinal)) throw Object(Error(404, "not_found", "id: not found"), "no such generation");
        if (request.Header("Accept") is not ("application/json" or "image/*")) throw Object(Error(400, "bad_request", "accept: must be one of image/*, application/json"), "accept");
        return _looks++ < 1
            ? Reply.Json(202, new { id = new string('a', 64), status = "in-progress" })
            : Reply.Json(200, new { result = Given.PngBase64, finish_reason = Finish, seed = 343940597 });
    }

    private static void Prompt(Form form) => form.Text("prompt", 10_000);

    private static void Generate(Form form)
    {
        Prompt(form);
        form.OptionalText("negative_prompt", 10_000);
        form.OptionalOneOf("aspect_ratio", Ratios);
        form.OptionalText("style_preset");
    }

    private static void Sd3(Form form)
    {
        Prompt(form);
        form.OptionalText("negative_prompt", 10_000);
        form.OptionalOneOf("model", "sd3.5-large", "sd3.5-large-turbo", "sd3.5-medium", "sd3.5-flash");
        form.OptionalNumber("cfg_scale", 1, 10);
        if (form.OptionalOneOf("mode", "text-to-image", "image-to-image") != "image-to-image")
        {
            form.OptionalOneOf("aspect_ratio", Ratios);
            return;
        }

        form.Picture("image");
        if (form.OptionalNumber("strength", 0, 1) is null) throw form.Wrong("strength", "is required for image-to-image");
    }

    private static void Upscale(Form form, double least, double most)
    {
        form.Picture("image");
        Prompt(form);
        form.OptionalText("negative_prompt", 10_000);
        form.OptionalNumber("creativity", least, most);
    }
}
