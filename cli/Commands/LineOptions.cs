using System.CommandLine;
using Atelier.Cli.Line;

namespace Atelier.Cli.Commands;

/// <summary>The options of every command that starts a line.</summary>
internal sealed class LineOptions
{
    private readonly Option<string> _catalog = new("--catalog") { Description = "The catalog's folder", DefaultValueFactory = _ => Home.Find("catalog") };
    private readonly Option<int> _port = new("--port") { Description = $"The gateway's port; by default the one it had last time, at first {LineSettings.UsualGateway} if it is free" };
    private readonly Option<double> _latency = Factor("--latency", "latencies", 0.1);
    private readonly Option<double> _faults = Factor("--faults", "wire faults", 1);
    private readonly Option<double> _defects = Factor("--defects", "bad outputs", 1);

    /// <summary>Where a line keeps everything.</summary>
    public static Option<string> Data { get; } = new("--data") { Description = "The folder that the line keeps everything in", DefaultValueFactory = _ => ".atelier" };

    public void AddTo(Command command)
    {
        foreach (var option in new Option[] { Data, _catalog, _port, _latency, _faults, _defects })
            command.Options.Add(option);
    }

    public LineSettings Read(ParseResult parsed) => new()
    {
        Folder = new LineFolder(parsed.GetValue(Data)!),
        Catalog = Path.GetFullPath(parsed.GetValue(_catalog)!),
        Port = parsed.GetValue(_port),
        Latency = parsed.GetValue(_latency),
        Faults = parsed.GetValue(_faults),
        Defects = parsed.GetValue(_defects),
    };

    private static Option<double> Factor(string name, string what, double usual) => new(name)
    {
        Description = $"Factor on the simulated vendors' {what}, 0 to 100",
        DefaultValueFactory = _ => usual,
    };
}
