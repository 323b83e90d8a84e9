using Atelier.Platform.Hosting;

namespace Atelier.Gateway;

/// <summary>The one front door: keys, limits, and the way to the services.</summary>
public static class GatewayService
{
    /// <summary>Adds the gateway; its settings are <see cref="GatewayOptions"/> and the <c>ServiceToken</c> of <see cref="AtelierOptions"/>.</summary>
    public static WebApplicationBuilder AddGateway(this WebApplicationBuilder builder)
    {
        var options = GatewayOptions.From(builder.Configuration);
        var token = AtelierOptions.From(builder.Configuration).ServiceToken
            ?? throw new InvalidOperationException("Atelier:ServiceToken is not set: give the gateway the same secret as the services behind it.");
        builder.Services.AddSingleton(options);
        builder.Services.AddSingleton(new ApiKeys(options));
        builder.Services.AddRateLimits(options);
        builder.Services.AddRoutes(options, token);
        return builder;
    }

    /// <summary>Checks in the order that costs least, then passes on.</summary>
    public static void MapGateway(this WebApplication app)
    {
        app.UseExceptionHandler();
        app.UseStatusCodePages(context => Problems.Describe(context.HttpContext));
        app.UseMiddleware<KeyCheck>();
        app.UseRateLimiter();
        app.UseMiddleware<SizeCheck>();
        app.MapHealthChecks("/health/live", new() { Predicate = _ => false });
        app.MapHealthChecks("/health/ready");
        app.MapReverseProxy();
    }
}
