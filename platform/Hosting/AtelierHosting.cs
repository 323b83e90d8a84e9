using Atelier.Contracts;
using Atelier.Platform.Assets;
using Atelier.Platform.Catalog;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Atelier.Platform.Hosting;

/// <summary>What every process of Atelier has, whichever services it runs.</summary>
public static class AtelierHosting
{
    /// <summary>Options, logs, telemetry, the JSON dialect, the clock, the catalog folder and the asset store.</summary>
    /// <param name="builder">The host.</param>
    /// <param name="service">The service's name in logs and traces.</param>
    public static void AddAtelierDefaults(this WebApplicationBuilder builder, string service)
    {
        var options = AtelierOptions.From(builder.Configuration);
        builder.Services.AddSingleton(options);
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddSingleton(new CatalogFolder(options.Catalog));
        builder.Services.AddSingleton(_ => AssetStores.Open(options.Assets ?? Path.Combine(options.Data, "assets"), TimeProvider.System));
        builder.Services.ConfigureHttpJsonOptions(json => AtelierJson.Configure(json.SerializerOptions));
        builder.Services.AddProblemDetails();
        builder.Services.AddHealthChecks();
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(30));
        builder.WebHost.BindToLoopbackByDefault(builder.Configuration);
        builder.AddLogs(service);
        builder.AddTelemetry(service);
    }

    /// <summary>Problems as RFC 9457, health at <c>/health/live</c> and <c>/health/ready</c>, and nothing under <c>/v1</c> without the service token.</summary>
    public static void UseAtelierDefaults(this WebApplication app)
    {
        app.UseExceptionHandler();
        app.UseStatusCodePages();
        app.UseMiddleware<ServiceTokenCheck>();
        app.MapHealthChecks("/health/live", new() { Predicate = _ => false });
        app.MapHealthChecks("/health/ready");
    }

    /// <summary>Waits until the host has started every service of it.</summary>
    public static async Task Started(this IHostApplicationLifetime lifetime, CancellationToken ct)
    {
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var registration = lifetime.ApplicationStarted.Register(() => started.TrySetResult());
        await started.Task.WaitAsync(ct);
    }
}
