using System.Globalization;

namespace Atelier.Cli.Line;

/// <summary>The all-in-one line as a process of its own (<c>atelier up</c>), which can be killed and started again on the same folder and ports.</summary>
public sealed class AllInOneProcess : ILine
{
    private readonly LinePart _process;

    private AllInOneProcess(LinePart process, string gateway) => (_process, Gateway) = (process, new Uri(gateway));

    /// <inheritdoc/>
    public Uri Gateway { get; }

    /// <summary>Starts it and waits until it is ready.</summary>
    public static async Task<AllInOneProcess> Start(LineSettings settings, CancellationToken ct = default)
    {
        var port = settings.Port > 0 ? settings.Port : settings.Folder.PortOf("gateway");
        settings.Folder.PortOf("simulator"); // any free one: a test is not alone on the machine
        var gateway = LineSettings.Loopback(port);
        string[] command =
        [
            "atelier.dll", "up", "--data", settings.Folder.Root, "--catalog", settings.Catalog, "--port", $"{port}",
            "--latency", Number(settings.Latency), "--faults", Number(settings.Faults), "--defects", Number(settings.Defects),
        ];
        var process = new LinePart("atelier", command, settings.More.Select(pair => KeyValuePair.Create(pair.Key, (string?)pair.Value)), new Uri(new Uri(gateway), "health/ready"), settings.Folder.Log("up"));
        await process.Start(ct);
        return new AllInOneProcess(process, gateway);
    }

    /// <summary>Ends it at once, as a crash does (SIGKILL).</summary>
    public Task Kill() => _process.Kill();

    /// <summary>Starts it again.</summary>
    public Task Restart(CancellationToken ct = default) => _process.Start(ct);

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _process.DisposeAsync();

    private static string Number(double value) => value.ToString(CultureInfo.InvariantCulture);
}
