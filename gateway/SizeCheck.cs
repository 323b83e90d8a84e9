using Microsoft.AspNetCore.Http.Features;

namespace Atelier.Gateway;

/// <summary>A body that is declared too large is refused at once; one that turns out so is cut off.</summary>
internal sealed class SizeCheck(RequestDelegate next, GatewayOptions options)
{
    public Task InvokeAsync(HttpContext context)
    {
        if (context.Request.ContentLength > options.MaxRequestBytes)
            return Problems.Write(context, StatusCodes.Status413PayloadTooLarge, "too-large", "The body is too large", $"At most {options.MaxRequestBytes:N0} bytes are passed on.");
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
            limit.MaxRequestBodySize = options.MaxRequestBytes;
        return next(context);
    }
}
