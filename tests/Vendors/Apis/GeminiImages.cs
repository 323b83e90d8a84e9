using Atelier.Vendors.Tests.Support;

namespace Atelier.Vendors.Tests.Apis;

/// <summary>The Gemini API's generateContent for models that make pictures, as its discovery document has it.</summary>
public sealed class GeminiImages : VendorApi
{
    private static readonly string[] Ratios = ["1:1", "2:3", "3:2", "3:4", "4:3", "4:5", "5:4", "9:16", "16:9", "21:9"];

    public override string Document => "gemini.yaml";

    public override Op? For(Received request) => request.Method == "POST" && Model(request) is "gemini-3-pro-image" or "gemini-3.1-flash-image" or "gemini-2.5-flash-image" ? Op.Submit : null;

    public override Reply Answer(Op? op, Received request)
    {
        if (op is null) throw Object(Error(404, "NOT_FOUND", $"{request.Path} is not found for API version v1beta."), "no such address");
        NeedsHeader(request, "x-goog-api-key", Secret, Error(400, "INVALID_ARGUMENT", "API key not valid. Please pass a valid API key."));
        var body = Json(request);
        foreach (var content in body.Objects("contents"))
        {
            content.OptionalOneOf("role", "user", "model");
            var parts = content.Objects("parts");
            if (parts.Count == 0) throw content.Wrong("parts", "is required");
            foreach (var part in parts) Part(part);
            content.NoMore();
        }

        var config = body.Object("generationConfig");
        if (!config.Texts("responseModalities").All(modality => modality is "TEXT" or "IMAGE")) throw config.Wrong("responseModalities", "unknown modality");
        config.OptionalWhole("seed", int.MinValue, int.MaxValue);
        config.OptionalNumber("temperature", 0, 2);
        if (config.OptionalObject("imageConfig") is { } image)
        {
            image.OptionalOneOf("aspectRatio", Ratios);
            if (image.OptionalOneOf("imageSize", "1K", "2K", "4K") is not null && Model(request) == "gemini-2.5-flash-image") throw image.Wrong("imageSize", "not supported by this model");
            image.NoMore();
        }

        config.NoMore();
        body.Any("safetySettings");
        body.NoMore();
        Taken++;
        return Reply.Json(200, new
        {
            candidates = new[]
            {
                new
                {
                    content = new { role = "model", parts = new object[] { new { text = "Here it is." }, new { inlineData = new { mimeType = "image/png", data = Given.PngBase64 } } } },
                    finishReason = "STOP",
                    index = 0,
                },
            },
            usageMetadata = new { promptTokenCount = 8, candidatesTokenCount = 1290, totalTokenCount = 1298 },
            modelVersion = Model(request),
        });
    }

    public override Reply Invalid(string field, string problem) =>
        Error(400, "INVALID_ARGUMENT", problem == "unknown" ? $"Invalid JSON payload received. Unknown name \"{field}\": Cannot find field." : $"Invalid value at '{field}': {problem}");

    /// <summary>A prompt that is blocked: there is no candidate.</summary>
    public override Reply Refusal() => Reply.Json(200, new { promptFeedback = new { blockReason = "PROHIBITED_CONTENT" }, usageMetadata = new { promptTokenCount = 8, totalTokenCount = 8 } });

    /// <summary>A picture that a filter stopped.</summary>
    public static Reply Filtered() => Reply.Json(200, new { candidates = new[] { new { content = new { }, finishReason = "IMAGE_SAFETY", finishMessage = "Unable to show the generated image." } } });

    public override Reply TooMany() => Error(429, "RESOURCE_EXHAUSTED", "You exceeded your current quota.");

    /// <summary>The same, as it is told since 2025: how long to wait stands among the details.</summary>
    public static Reply TooManyFor(int seconds) => Reply.Json(429, new
    {
        error = new
        {
            code = 429, status = "RESOURCE_EXHAUSTED", message = "You exceeded your current quota.",
            details = new object[] { new Dictionary<string, string> { ["@type"] = "type.googleapis.com/google.rpc.Help" }, new Dictionary<string, string> { ["@type"] = "type.googleapis.com/google.rpc.RetryInfo", ["retryDelay"] = $"{seconds}s" } },
        },
    });

    private static string? Model(Received request) =>
        request.Path.StartsWith("/v1beta/models/", StringComparison.Ordinal) && request.Path.EndsWith(":generateContent", StringComparison.Ordinal) ? request.Path["/v1beta/models/".Length..^":generateContent".Length] : null;

    private static void Part(Fields part)
    {
        if (part.OptionalText("text") is null)
        {
            var data = part.Object("inlineData");
            data.OneOf("mimeType", "image/png", "image/jpeg", "image/webp", "image/heic", "image/heif");
            if (data.OptionalBase64("data") is null) throw data.Wrong("data", "is required");
            data.NoMore();
        }

        part.NoMore();
    }

    private static Reply Error(int code, string status, string message) => Reply.Json(code, new { error = new { code, message, status } });
}
