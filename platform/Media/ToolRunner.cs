using System.ComponentModel;
using System.Diagnostics;
using System.Text;
using Microsoft.Extensions.Options;

namespace Atelier.Platform.Media;

/// <summary>
/// Starts media tools: by argument list and never through a shell, a bounded number at a time, with bounded time and output. A run
/// that is cancelled or passes a bound is killed with everything it started.
/// </summary>
public sealed class ToolRunner(IOptions<MediaToolOptions> options, TimeProvider time) : IDisposable
{
    private const int MaxErrorChars = 8 * 1024;

    private readonly SemaphoreSlim _slots = new(options.Value.MaxConcurrent > 0 ? options.Value.MaxConcurrent : Environment.ProcessorCount);

    /// <summary>Runs a program to its end.</summary>
    /// <param name="program">A name on the PATH, or a path.</param>
    /// <param name="arguments">Its arguments, passed as they are.</param>
    /// <param name="maxOutputBytes">The most that it may write to standard output.</param>
    /// <param name="ct">Kills the run.</param>
    /// <exception cref="MediaToolMissingException">It cannot be started.</exception>
    /// <exception cref="MediaToolTimeoutException">It took longer than <see cref="MediaToolOptions.Timeout"/>.</exception>
    /// <exception cref="MediaToolOutputException">It wrote more than allowed.</exception>
    /// <exception cref="MediaToolStarvedException">It was killed by another, or lacked memory, room on the disk, or an encoder.</exception>
    public async Task<ToolResult> Run(string program, IReadOnlyList<string> arguments, int maxOutputBytes, CancellationToken ct)
    {
        await _slots.WaitAsync(ct).ConfigureAwait(false);
        try
        {
            return await RunNow(program, arguments, maxOutputBytes, ct).ConfigureAwait(false);
        }
        finally
        {
            _slots.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _slots.Dispose();

    private async Task<ToolResult> RunNow(string program, IReadOnlyList<string> arguments, int maxOutputBytes, CancellationToken ct)
    {
        var started = time.GetTimestamp();
        using var process = Start(program, arguments);
        using var timeout = new CancellationTokenSource(options.Value.Timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(ct, timeout.Token);
        try
        {
            var errors = ReadErrors(process.StandardError, either.Token);
            var output = await ReadOutput(process, program, maxOutputBytes, either.Token).ConfigureAwait(false);
            var complaints = await errors.ConfigureAwait(false);
            await process.WaitForExitAsync(either.Token).ConfigureAwait(false);
            var result = new ToolResult { ExitCode = process.ExitCode, Output = output, Errors = complaints, Elapsed = time.GetElapsedTime(started) };
            ThrowIfStarved(program, result);
            return result;
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            throw new MediaToolTimeoutException(program, options.Value.Timeout);
        }
        finally
        {
            Kill(process);
        }
    }

    // These say nothing about the media; what a crash of the decoder (SIGSEGV, SIGABRT) says, it does.
    private static void ThrowIfStarved(string program, ToolResult result)
    {
        const int Killed = 128 + 9, Terminated = 128 + 15;
        if (result.ExitCode is Killed or Terminated) throw new MediaToolStarvedException(program, "it was killed, perhaps for want of memory");
        if (result.Succeeded) return;
        foreach (var want in Wants)
        {
            if (result.Errors.Contains(want, StringComparison.Ordinal)) throw new MediaToolStarvedException(program, result.Complaint);
        }
    }

    private static readonly string[] Wants = ["No space left on device", "Cannot allocate memory", "Unknown encoder", "No such filter"];

    private static Process Start(string program, IReadOnlyList<string> arguments)
    {
        var start = new ProcessStartInfo(program)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        foreach (var argument in arguments) start.ArgumentList.Add(argument);
        try
        {
            var process = Process.Start(start)!;
            process.StandardInput.Close();
            return process;
        }
        catch (Win32Exception e)
        {
            throw new MediaToolMissingException(program, e);
        }
    }

    private static async Task<ReadOnlyMemory<byte>> ReadOutput(Process process, string program, int maxBytes, CancellationToken ct)
    {
        using var output = new MemoryStream();
        var buffer = new byte[64 * 1024];
        int read;
        while ((read = await process.StandardOutput.BaseStream.ReadAsync(buffer, ct).ConfigureAwait(false)) > 0)
        {
            if (output.Length + read > maxBytes) throw new MediaToolOutputException(program, maxBytes);
            output.Write(buffer, 0, read);
        }

        return output.GetBuffer().AsMemory(0, (int)output.Length);
    }

    // The first complaints are the cause; what follows is read so that the program does not block, and dropped.
    private static async Task<string> ReadErrors(StreamReader reader, CancellationToken ct)
    {
        var kept = new StringBuilder();
        var buffer = new char[4096];
        int read;
        while ((read = await reader.ReadAsync(buffer, ct).ConfigureAwait(false)) > 0)
            kept.Append(buffer, 0, Math.Min(read, MaxErrorChars - kept.Length));
        return kept.ToString();
    }

    private static void Kill(Process process)
    {
        try
        {
            if (!process.HasExited) process.Kill(entireProcessTree: true);
        }
        catch (Exception e) when (e is InvalidOperationException or Win32Exception)
        {
            // It ended between the question and the kill.
        }
    }
}
