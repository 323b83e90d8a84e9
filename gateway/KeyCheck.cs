namespace Atelier.Gateway;

/// <summary>Nothing under <c>/v1</c> without a key, given as <c>Authorization: Bearer …</c> or <c>X-Api-Key: …</c>.</summary>
internal sealed class KeyCheck(RequestDelegate next, ApiKeys keys)
{
    public Task InvokeAsync(HttpContext context)
    {
        if (!context.Request.Path.StartsWithSegments("/v1"))
            return next(context);
        if (!keys.Any)
            return Refuse(context, "This gateway has no API keys and serves nobody: set Gateway:Keys:{tenant}.");
        if (KeyOf(context.Request) is not { Length: > 0 } key)
            return Refuse(context, "Send your API key as Authorization: Bearer {key}, or as X-Api-Key.");
        if (keys.Find(key) is not { } caller)
            return Refuse(context, "The API key is unknown.");
        context.Features.Set(caller);
        return next(context);
    }

    private static string? KeyOf(HttpRequest request)
    {
        const string Bearer = "Bearer ";
        var authorization = request.Headers.Authorization.ToString();
        return authorization.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase) ? authorization[Bearer.Length..].Trim() : request.Headers["X-Api-Key"].ToString();
    }

    private static Task Refuse(HttpContext context, string detail)
    {
        context.Response.Headers.WWWAuthenticate = "Bearer";
        return Problems.Write(context, StatusCodes.Status401Unauthorized, "not-allowed", "Not allowed", detail);
    }
}
