using System.Globalization;
using Atelier.Simulator.Fleets;

namespace Atelier.Simulator.Vendors;

/// <summary>Synchronous images in the shape of OpenAI's API.</summary>
internal static class OpenAiStyle
{
    public const string Path = "/openai/v1/images/generations";
    private const string Vendor = "openai";
    private static readonly FieldNames Names = new("guidance", "n", "image");

    public static void Map(WebApplication app) => app.MapPost(Path, (RequestDelegate)GenerateAsync);

    private static async Task GenerateAsync(HttpContext http)
    {
        var desk = http.Get<FrontDesk>();
        var arrival = await FrontDesk.ReadAsync(http);
        var fields = new Fields(arrival.Body ?? default);
        var name = fields.Text("model", 100, required: true) ?? "";

        Task Turn(Outcome outcome, int status, string type, string code, string message, string? param = null)
        {
            desk.Turn(Vendor, name, arrival.ExternalId, outcome);
            return http.Json(status, new { error = new { message, type, param, code } });
        }

        const string badRequest = "invalid_request_error";
        if (!desk.Authorized(http.Request, "Bearer"))
        {
            await Turn(Outcome.Unauthorized, 401, badRequest, "invalid_api_key", "Incorrect API key provided.");
            return;
        }
        if (arrival.Body is null)
        {
            await Turn(Outcome.Invalid, 400, badRequest, "invalid_json", "The body is not a JSON object.");
            return;
        }
        if (desk.Find(Vendor, name) is not { } model)
        {
            await Turn(Outcome.Invalid, 404, badRequest, "model_not_found", $"The model '{name}' does not exist.", "model");
            return;
        }

        var quality = fields.Text("quality", 10) ?? "auto";
        if (quality is not ("low" or "medium" or "high" or "auto")) fields.Bad<string>("quality", "Input should be low, medium, high or auto");
        var size = Size(fields.Text("size", 20) ?? "1024x1024");
        var order = await OrderReader.ReadAsync(Vendor, model, fields, Names, size, "size", desk.Options.Salt, http.RequestAborted);
        if (order is null)
        {
            var first = fields.Problems[0];
            await Turn(Outcome.Invalid, 400, badRequest, first.Missing ? "missing_required_parameter" : "invalid_value", first.Message, first.Field);
            return;
        }

        var fate = desk.Decide(order);
        switch (fate.Submit)
        {
            case Outcome.RateLimited:
                http.Response.Headers.RetryAfter = fate.RetryAfterSeconds.ToString(CultureInfo.InvariantCulture);
                await Turn(fate.Submit, 429, "rate_limit_error", "rate_limit_exceeded", "Rate limit reached for images per minute.");
                return;
            case Outcome.ServerError:
                await Turn(fate.Submit, fate.ErrorStatus, "server_error", "server_error", "The server had an error while processing your request.");
                return;
            case Outcome.Refused:
                await Turn(fate.Submit, 400, "image_generation_user_error", "moderation_blocked", "Your request was rejected by the safety system.");
                return;
            case Outcome.LostBeforeAccept:
                desk.Turn(Vendor, name, arrival.ExternalId, fate.Submit);
                http.Abort();
                return;
        }
        await MakeAsync(http, desk, order, fate, arrival, quality, size);
    }

    private static async Task MakeAsync(HttpContext http, FrontDesk desk, Order order, Fate fate, Arrival arrival, string quality, (int Width, int Height) size)
    {
        var job = desk.Accept("img-", order, fate with { JobFails = false }, arrival);
        await Task.Delay(job.Wait, http.Get<TimeProvider>(), http.RequestAborted);
        if (fate.Submit == Outcome.LostAfterAccept)
        {
            http.Abort();
            return;
        }

        var studio = http.Get<Studio>();
        var images = await Task.WhenAll(job.Renders.Select(render => studio.RenderAsync(render, job.Truncated)));
        int input = 1 + order.Request.Prompt.Length / 4, output = images.Length * Tokens(quality, size);
        await http.Json(200, new
        {
            created = job.AcceptedAt.ToUnixTimeSeconds(),
            data = images.Select((image, i) => new { b64_json = Convert.ToBase64String(image.Bytes), seed = (job.Seed + i) % (Order.HighestSeed + 1) }),
            output_format = "png",
            size = $"{size.Width}x{size.Height}",
            quality = quality == "auto" ? "medium" : quality,
            usage = new
            {
                input_tokens = input,
                output_tokens = output,
                total_tokens = input + output,
                input_tokens_details = new { text_tokens = input, image_tokens = 0 },
            },
        });
    }

    private static int Tokens(string quality, (int Width, int Height) size) =>
        (int)Math.Round((quality switch { "low" => 272, "high" => 4160, _ => 1056 }) * ((double)size.Width * size.Height / (1024 * 1024)));

    private static (int, int) Size(string text)
    {
        var sides = text.Split('x');
        return sides.Length == 2 && int.TryParse(sides[0], out var width) && int.TryParse(sides[1], out var height) ? (width, height) : (0, 0);
    }
}
