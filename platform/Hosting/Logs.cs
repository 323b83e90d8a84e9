using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Logging;
using Serilog;
using Serilog.Events;

namespace Atelier.Platform.Hosting;

/// <summary>Structured logs on standard output; levels from the section <c>Serilog</c>.</summary>
public static class Logs
{
    internal static void AddLogs(this WebApplicationBuilder builder, string service)
    {
        var logger = new LoggerConfiguration()
            .AtelierLevels()
            .Enrich.WithProperty("Service", service)
            .WriteTo.Console(outputTemplate: "{Timestamp:HH:mm:ss.fff} {Level:u3} {Service} {SourceContext}: {Message:lj}{NewLine}{Exception}", standardErrorFromLevel: LogEventLevel.Verbose)
            .ReadFrom.Configuration(builder.Configuration)
            .CreateLogger();
        builder.Logging.ClearProviders();
        builder.Logging.AddSerilog(logger, dispose: true);
    }

    /// <summary>What is worth a line, wherever the lines go; configuration read after it has the last word.</summary>
    public static LoggerConfiguration AtelierLevels(this LoggerConfiguration logger) => logger
        .MinimumLevel.Information()
        .MinimumLevel.Override("Microsoft", LogEventLevel.Warning)
        .MinimumLevel.Override("Microsoft.EntityFrameworkCore.Database.Command", LogEventLevel.Fatal) // a failed command is told by its exception
        .MinimumLevel.Override("System", LogEventLevel.Warning)
        .MinimumLevel.Override("MassTransit", LogEventLevel.Warning)
        .MinimumLevel.Override("Yarp", LogEventLevel.Warning);
}
