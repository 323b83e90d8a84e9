using System.Text.Json;
using Atelier.Generator.Attempts;
using Atelier.Generator.Running;
using Atelier.Generator.Vendors;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;

namespace Atelier.Generator.Hooks;

/// <summary>
/// <c>/hooks</c>: where vendors call. A call never changes what is known of an attempt or what it costs: it makes the generator ask the vendor
/// now instead of later. One that was not made here, is forged or comes twice changes nothing.
/// </summary>
internal static class HookEndpoints
{
    private const int MostBytes = 1 << 20;

    public static void MapHooks(this IEndpointRouteBuilder app) => app.MapPost("/hooks/{vendor}/{token}", Hear).ExcludeFromDescription();

    private static async Task<IResult> Hear(string vendor, string token, HttpContext context, VendorCatalog vendors, InHand inHand, AttemptStore attempts, ILogger<Hook> log, CancellationToken ct)
    {
        if (vendors.Hook(vendor) is not { } hook || hook.AttemptOf(token) is not { } attempt) return Results.NotFound();
        if (await Body(context.Request, ct) is not { } body) return Results.StatusCode(StatusCodes.Status413PayloadTooLarge);
        if (!await hook.IsGenuine(attempt, name => context.Request.Headers[name].FirstOrDefault(), body, ct))
        {
            log.LogWarning("A call for attempt {Attempt} that claims to come from {Vendor} is not signed by it", attempt, vendor);
            return Results.Unauthorized();
        }

        if (!inHand.Nudge(attempt)) await attempts.Nudge(attempt, hook.Signed ? JobOf(hook, body) : null);
        return Results.Ok();
    }

    private static string? JobOf(Hook hook, byte[] body)
    {
        try
        {
            using var json = JsonDocument.Parse(body);
            return hook.JobOf(json.RootElement) is { Length: <= 200 } job ? job : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static async Task<byte[]?> Body(HttpRequest request, CancellationToken ct)
    {
        if (request.ContentLength > MostBytes) return null;
        using var body = new MemoryStream();
        var buffer = new byte[16 * 1024];
        for (int read; (read = await request.Body.ReadAsync(buffer, ct)) > 0;)
        {
            if (body.Length + read > MostBytes) return null;
            body.Write(buffer.AsSpan(0, read));
        }

        return body.ToArray();
    }
}
