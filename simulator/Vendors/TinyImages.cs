using System.Text.Json;
using Atelier.Simulator.Rendering;

namespace Atelier.Simulator.Vendors;

/// <summary>For load tests: one valid picture, made once, and an image endpoint that reads nothing but headers.</summary>
internal static class TinyImages
{
    private const int Side = 16;

    public static readonly Task<Rendered> Output = Task.FromResult(new Rendered(Encode(), "image/png", Defect.None, Side, Side));

    private static readonly byte[] Answer = JsonSerializer.SerializeToUtf8Bytes(new
    {
        created = 0,
        data = new[] { new { b64_json = Convert.ToBase64String(Encode()), seed = 0 } },
        output_format = "png",
        size = "16x16",
        quality = "low",
        usage = new { input_tokens = 1, output_tokens = 1, total_tokens = 2, input_tokens_details = new { text_tokens = 1, image_tokens = 0 } },
    });

    public static void Map(WebApplication app) => app.MapPost(OpenAiStyle.Path, (RequestDelegate)AnswerAsync);

    private static async Task AnswerAsync(HttpContext http)
    {
        var desk = http.Get<FrontDesk>();
        var authorized = desk.Authorized(http.Request, "Bearer");
        desk.Turn("openai", "", FrontDesk.ExternalIdOf(http.Request, null), authorized ? Outcome.Accepted : Outcome.Unauthorized);
        await http.Request.Body.CopyToAsync(Stream.Null, http.RequestAborted);
        if (!authorized) { http.Response.StatusCode = 401; return; }
        http.Response.ContentType = "application/json";
        http.Response.ContentLength = Answer.Length;
        await http.Response.Body.WriteAsync(Answer, http.RequestAborted);
    }

    private static byte[] Encode()
    {
        var rgb = new byte[Side * Side * 3];
        for (var i = 0; i < rgb.Length; i++) rgb[i] = (byte)(i * 37 ^ i / 5);
        return PngEncoder.Encode(rgb, Side, Side);
    }
}
