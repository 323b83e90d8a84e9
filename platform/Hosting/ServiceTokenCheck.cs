using System.Security.Cryptography;
using System.Text;
using Atelier.Platform.Http;
using Microsoft.AspNetCore.Http;

namespace Atelier.Platform.Hosting;

/// <summary>Lets a request to <c>/v1</c> through only when it comes from the gateway and names its tenant.</summary>
public sealed class ServiceTokenCheck(RequestDelegate next, AtelierOptions options)
{
    /// <summary>Answers 401 with a problem, or passes the request on.</summary>
    public Task InvokeAsync(HttpContext context)
    {
        if (!context.Request.Path.StartsWithSegments("/v1"))
            return next(context);
        if (options.ServiceToken is null)
            return Refuse(context, "This service was started without Atelier:ServiceToken and serves nobody. Set the same secret for it and for the gateway.");
        if (!Same(context.Request.Headers[Tenancy.TokenHeader].ToString(), options.ServiceToken))
            return Refuse(context, "Requests come through the gateway, with an API key.");
        if (context.TenantId().Length == 0)
            return Refuse(context, $"The gateway named no tenant in {Tenancy.TenantHeader}.");
        return next(context);
    }

    private static bool Same(string given, string expected) =>
        CryptographicOperations.FixedTimeEquals(SHA256.HashData(Encoding.UTF8.GetBytes(given)), SHA256.HashData(Encoding.UTF8.GetBytes(expected)));

    private static Task Refuse(HttpContext context, string detail) =>
        Problem.Of(StatusCodes.Status401Unauthorized, "not-through-the-gateway", "Not allowed", detail).ExecuteAsync(context);
}
