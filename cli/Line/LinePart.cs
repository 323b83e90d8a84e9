using System.Diagnostics;

namespace Atelier.Cli.Line;

/// <summary>One process of a line on this machine. Its secrets pass through its environment, its output goes to a file.</summary>
public sealed class LinePart : IAsyncDisposable
{
    private static readonly TimeSpan StartPatience = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan StopPatience = TimeSpan.FromSeconds(40);
    private readonly string[] _command;
    private readonly Dictionary<string, string> _environment;
    private readonly Uri _ready;
    private readonly string _log;
    private Process? _process;

    /// <param name="name">What it is called, as <c>router</c>.</param>
    /// <param name="command">An assembly beside this one, and its arguments.</param>
    /// <param name="configuration">Its configuration; handed over in its environment.</param>
    /// <param name="ready">Answers with success once it is ready.</param>
    /// <param name="log">The file that its output is added to.</param>
    internal LinePart(string name, string[] command, IEnumerable<KeyValuePair<string, string?>> configuration, Uri ready, string log)
    {
        (Name, _command, _ready, _log) = (name, command, ready, log);
        _environment = configuration.Where(pair => pair.Value is not null).ToDictionary(pair => pair.Key.Replace(":", "__", StringComparison.Ordinal), pair => pair.Value!);
    }

    /// <summary>What it is called.</summary>
    public string Name { get; }

    /// <summary>Its process id; null when it is not running.</summary>
    public int? Pid => _process is { HasExited: false } running ? running.Id : null;

    /// <summary>Starts it and waits until it is ready.</summary>
    /// <exception cref="InvalidOperationException">It ended, or was not ready in time; with the end of its log.</exception>
    public async Task Start(CancellationToken ct = default)
    {
        // The shell puts the output into the file and then becomes the program, so that no pipe is left open and the id is the program's.
        var start = new ProcessStartInfo("/bin/sh", ["-c", "exec \"$0\" \"$@\" >>\"$ATELIER_PART_LOG\" 2>&1 </dev/null", Dotnet, Path.Combine(AppContext.BaseDirectory, _command[0]), .. _command[1..]]);
        foreach (var (name, value) in _environment)
            start.Environment[name] = value;
        start.Environment["ATELIER_PART_LOG"] = _log;
        _process = Process.Start(start)!;
        await UntilReady(_process, ct);
    }

    /// <summary>Ends it at once, as a crash does (SIGKILL).</summary>
    public async Task Kill()
    {
        if (_process is null)
            return;
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    /// <summary>Asks it to end (SIGTERM), and ends it when it does not.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_process is not { HasExited: false } running)
            return;
        using var asking = Process.Start(new ProcessStartInfo("/bin/sh", ["-c", $"kill -TERM {running.Id}"]))!;
        using var patience = new CancellationTokenSource(StopPatience);
        try
        {
            await running.WaitForExitAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            await Kill();
        }
    }

    private static string Dotnet => Environment.ProcessPath is { } path && Path.GetFileNameWithoutExtension(path) == "dotnet" ? path : "dotnet";

    private async Task UntilReady(Process process, CancellationToken ct)
    {
        using var http = new HttpClient { Timeout = TimeSpan.FromSeconds(5) };
        for (var since = Stopwatch.GetTimestamp(); ; await Task.Delay(100, ct))
        {
            try
            {
                using var answer = await http.GetAsync(_ready, ct);
                if (answer.IsSuccessStatusCode)
                    return;
            }
            catch (Exception error) when (error is HttpRequestException or TaskCanceledException && !ct.IsCancellationRequested)
            {
                // Not listening yet.
            }
            if (process.HasExited || Stopwatch.GetElapsedTime(since) > StartPatience)
                throw new InvalidOperationException($"{Name} {(process.HasExited ? $"ended with {process.ExitCode}" : "is not ready")}; {_log} ends with:\n{string.Join('\n', File.ReadLines(_log).TakeLast(20))}");
        }
    }
}
