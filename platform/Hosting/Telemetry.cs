using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Atelier.Platform.Hosting;

/// <summary>Traces and metrics to the collector that <c>OTEL_EXPORTER_OTLP_ENDPOINT</c> names; without one, nothing is collected.</summary>
internal static class Telemetry
{
    public static void AddTelemetry(this WebApplicationBuilder builder, string service)
    {
        if (string.IsNullOrEmpty(builder.Configuration["OTEL_EXPORTER_OTLP_ENDPOINT"]))
            return;
        var resource = ResourceBuilder.CreateDefault().AddService($"atelier-{service}");
        // Built at once and kept by the container, which disposes (and so flushes) them at the end.
        builder.Services.AddSingleton(Sdk.CreateTracerProviderBuilder().SetResourceBuilder(resource)
            .AddSource("Microsoft.AspNetCore", "System.Net.Http", "MassTransit", "Npgsql", "Atelier.*").AddOtlpExporter().Build());
        builder.Services.AddSingleton(Sdk.CreateMeterProviderBuilder().SetResourceBuilder(resource)
            .AddMeter("Microsoft.AspNetCore.Hosting", "System.Net.Http", "System.Runtime", "MassTransit", "Npgsql", "Atelier.*").AddOtlpExporter().Build());
    }
}
