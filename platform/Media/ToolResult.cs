namespace Atelier.Platform.Media;

/// <summary>What a run of a media tool gave.</summary>
public sealed record ToolResult
{
    /// <summary>The program's exit code; above 128 it was ended by a signal.</summary>
    public required int ExitCode { get; init; }

    /// <summary>What it wrote to standard output.</summary>
    public required ReadOnlyMemory<byte> Output { get; init; }

    /// <summary>The first few kilobytes of what it wrote to standard error.</summary>
    public required string Errors { get; init; }

    /// <summary>How long it ran, without waiting for its turn.</summary>
    public required TimeSpan Elapsed { get; init; }

    /// <summary>Whether it ended well.</summary>
    public bool Succeeded => ExitCode == 0;

    /// <summary>The error in one line, for a reason or a log: no local paths.</summary>
    public string Complaint
    {
        get
        {
            var line = Errors.Split('\n').Select(Tidy).FirstOrDefault(l => l.Length > 0);
            return line ?? $"exit code {ExitCode}";
        }
    }

    // "[png @ 0x55d0c0ffee00] inflate returned error -3" and "file:/data/ab/cd…: Invalid data" say nothing with their first part.
    private static string Tidy(string line)
    {
        line = line.Trim();
        if (line.StartsWith('[') && line.IndexOf("] ", StringComparison.Ordinal) is > 0 and var end) line = line[(end + 2)..];
        if (line.StartsWith("file:", StringComparison.Ordinal) && line.IndexOf(": ", StringComparison.Ordinal) is > 0 and var path) line = line[(path + 2)..];
        return line.Length > 300 ? line[..300] : line;
    }
}
