using Atelier.Platform.Hosting;
using Serilog;
using Serilog.Core;
using Serilog.Events;
using Serilog.Formatting.Display;

namespace Atelier.Cli.Line;

/// <summary>Logs of services in this process go to a file: the terminal is for the person at it.</summary>
internal sealed class FileLog(string path) : ILogEventSink, IDisposable
{
    private readonly MessageTemplateTextFormatter _format = new("{Timestamp:HH:mm:ss.fff} {Level:u3} {SourceContext}: {Message:lj}{NewLine}{Exception}");
    private readonly StreamWriter _to = new(path, append: true) { AutoFlush = true };

    public static void Use(WebApplicationBuilder builder, string path)
    {
        builder.Logging.ClearProviders();
        builder.Logging.AddSerilog(new LoggerConfiguration()
            .AtelierLevels()
            .ReadFrom.Configuration(builder.Configuration)
            .WriteTo.Sink(new FileLog(path))
            .CreateLogger(), dispose: true);
    }

    public void Emit(LogEvent logEvent)
    {
        lock (_to)
            _format.Format(logEvent, _to);
    }

    public void Dispose() => _to.Dispose();
}
