using Atelier.Platform.Http;

namespace Atelier.Gateway;

/// <summary>The gateway's own refusals, as RFC 9457.</summary>
internal static class Problems
{
    public static Task Write(HttpContext context, int status, string type, string title, string detail) =>
        Problem.Of(status, type, title, detail).ExecuteAsync(context);

    /// <summary>A body for answers that have none: no such route, a service that is away.</summary>
    public static Task Describe(HttpContext context) => context.Response.StatusCode switch
    {
        StatusCodes.Status404NotFound => Write(context, 404, "not-found", "Not found", "There is nothing at this address."),
        StatusCodes.Status413PayloadTooLarge => Write(context, 413, "too-large", "The body is too large", "The gateway passes no larger body on."),
        StatusCodes.Status502BadGateway => Write(context, 502, "service-away", "A service is away", "The service behind this address does not answer. Nothing is known to have happened; with the same key it is safe to ask again."),
        StatusCodes.Status503ServiceUnavailable => Write(context, 503, "service-away", "A service is away", "No service takes this request now. Ask again later."),
        StatusCodes.Status504GatewayTimeout => Write(context, 504, "service-slow", "A service is slow", "The service did not answer in time. With the same key it is safe to ask again."),
        var status => Results.Problem(statusCode: status).ExecuteAsync(context),
    };
}
