using Atelier.Vendors.Tests.Support;

namespace Atelier.Vendors.Tests.Apis;

/// <summary>OpenAI's images API, as its OpenAPI description has it: POST /v1/images/generations (JSON) and /v1/images/edits (a form).</summary>
public sealed class OpenAiImages : VendorApi
{
    private static readonly string[] Models = ["gpt-image-1-mini", "gpt-image-1.5", "gpt-image-2", "gpt-image-2-2026-04-21", "chatgpt-image-latest"];
    private static readonly string[] Qualities = ["low", "medium", "high", "auto"];
    private static readonly string[] Fixed = ["1024x1024", "1536x1024", "1024x1536", "auto"];
    private static readonly string[] AnySize = ["gpt-image-2", "gpt-image-2-2026-04-21"];

    public override string Document => "openai.yaml";

    public override Op? For(Received request) => (request.Method, request.Path) switch
    {
        ("POST", "/v1/images/generations" or "/v1/images/edits") => Op.Submit,
        _ => null,
    };

    public override Reply Answer(Op? op, Received request)
    {
        if (op is null) throw Object(Error(404, "invalid_request_error", null, null, $"Invalid URL ({request.Method} {request.Path})"), "no such address");
        NeedsHeader(request, "Authorization", $"Bearer {Secret}", Error(401, "invalid_request_error", "invalid_api_key", null, "Incorrect API key provided."));
        if (request.Path == "/v1/images/edits") Edit(Form(request));
        else Generate(Json(request));
        Taken++;
        return Done();
    }

    public override Reply Invalid(string field, string problem) => Error(400, "invalid_request_error", problem == "unknown" ? "unknown_parameter" : "invalid_value", field, $"{field}: {problem}");

    public override Reply Refusal() => Error(400, "image_generation_user_error", "moderation_blocked", null, "Your request was rejected by the safety system.");

    public override Reply TooMany() => Error(429, "requests", "rate_limit_exceeded", null, "Rate limit reached for images per minute.");

    public static Reply NoMoney() => Error(429, "insufficient_quota", "insufficient_quota", null, "You exceeded your current quota, please check your plan and billing details.");

    private static void Generate(Fields body)
    {
        body.Text("prompt", 32_000);
        Size(body.OptionalText("size"), body.OneOf("model", Models), body.Wrong);
        body.OptionalOneOf("quality", Qualities);
        body.OptionalOneOf("output_format", "png", "jpeg", "webp");
        body.OptionalWhole("output_compression", 0, 100);
        body.OptionalOneOf("background", "transparent", "opaque", "auto");
        body.OptionalOneOf("moderation", "low", "auto");
        body.OptionalWhole("n", 1, 10);
        body.OptionalText("user");
        body.NoMore(); // response_format and style belong to models that are gone; there is neither seed nor guidance
    }

    private static void Edit(Form form)
    {
        form.Text("prompt", 32_000);
        var model = form.OneOf("model", Models);
        Size(form.OptionalText("size"), model, form.Wrong);
        form.OptionalOneOf("quality", Qualities);
        form.OptionalOneOf("output_format", "png", "jpeg", "webp");
        form.OptionalWhole("output_compression", 0, 100);
        form.OptionalOneOf("background", "transparent", "opaque", "auto");
        form.OptionalWhole("n", 1, 10);
        if (form.OptionalOneOf("input_fidelity", "low", "high") is not null && model == "gpt-image-1-mini") throw form.Wrong("input_fidelity", $"not taken by {model}");
        if (form.Pictures("image[]").Count + form.Pictures("image").Count is not (>= 1 and <= 16)) throw form.Wrong("image", "1 to 16 pictures");
        form.Pictures("mask");
        form.OptionalText("user");
        form.NoMore();
    }

    private static Reply Done() => Reply.Json(200, new
    {
        created = 1_790_000_000,
        background = "opaque",
        output_format = "png",
        quality = "high",
        data = new[] { new { b64_json = Given.PngBase64 } },
        usage = new { input_tokens = 12, input_tokens_details = new { image_tokens = 0, text_tokens = 12 }, output_tokens = 4160, total_tokens = 4172 },
    });

    private static Reply Error(int status, string type, string? code, string? param, string message) => Reply.Json(status, new { error = new { message, type, param, code } });

    private static void Size(string? asked, string model, Func<string, string, Objection> wrong)
    {
        var size = asked ?? "auto";
        if (Fixed.Contains(size)) return;
        var edges = size.Split('x');
        if (!AnySize.Contains(model) || edges.Length != 2 || !int.TryParse(edges[0], out var width) || !int.TryParse(edges[1], out var height))
            throw wrong("size", $"{size} is no size of {model}");
        var (longest, shortest) = (Math.Max(width, height), Math.Min(width, height));
        if (width % 16 != 0 || height % 16 != 0 || longest > 3840 || shortest > 2160 || longest > 3 * shortest) throw wrong("size", $"{size} is out of bounds");
    }
}
