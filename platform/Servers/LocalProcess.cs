using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Atelier.Platform.Servers;

/// <summary>Small things that the local servers share.</summary>
internal static class LocalProcess
{
    /// <summary>A loopback port that is free at this moment.</summary>
    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    /// <summary>Starts a program that goes on running, its output going to a file.</summary>
    public static Process Start(string file, IEnumerable<string> arguments, string log, IReadOnlyDictionary<string, string>? environment = null)
    {
        var start = new ProcessStartInfo("/bin/sh") { RedirectStandardInput = true };
        start.ArgumentList.Add("-c");
        start.ArgumentList.Add("exec \"$0\" \"$@\" >>" + log + " 2>&1 </dev/null");
        start.ArgumentList.Add(file);
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);
        foreach (var (name, value) in environment ?? new Dictionary<string, string>())
            start.Environment[name] = value;
        return Process.Start(start)!;
    }

    /// <summary>Runs a program to its end; throws with what it printed when it fails.</summary>
    public static async Task Run(string file, IEnumerable<string> arguments, IReadOnlyDictionary<string, string>? environment = null)
    {
        var start = new ProcessStartInfo(file, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in environment ?? new Dictionary<string, string>())
            start.Environment[name] = value;
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"{Path.GetFileName(file)} ended with {process.ExitCode}: {await output}{await errors}".Trim());
    }

    /// <summary>Tries until it succeeds; gives up, with the log's end, when the process is gone or the time is over.</summary>
    public static async Task WaitUntil(Func<Task> attempt, Process process, string log, TimeSpan patience)
    {
        var started = Stopwatch.GetTimestamp();
        while (true)
        {
            try
            {
                await attempt();
                return;
            }
            catch (Exception error)
            {
                if (process.HasExited || Stopwatch.GetElapsedTime(started) > patience)
                    throw new InvalidOperationException($"The server did not come up: {error.Message}\n{Tail(log)}", error);
                await Task.Delay(TimeSpan.FromMilliseconds(200));
            }
        }
    }

    /// <summary>Asks a process to end, and ends it when it does not.</summary>
    public static async Task Stop(Process process, string signal, TimeSpan patience)
    {
        if (process.HasExited)
            return;
        await Run("/bin/kill", [$"-{signal}", $"{process.Id}"]);
        using var timeout = new CancellationTokenSource(patience);
        try
        {
            await process.WaitForExitAsync(timeout.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
        }
    }

    private static string Tail(string log) => File.Exists(log) ? string.Join('\n', File.ReadLines(log).TakeLast(20)) : "";
}
