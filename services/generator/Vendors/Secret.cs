using Microsoft.Extensions.Configuration;

namespace Atelier.Generator.Vendors;

/// <summary>
/// A secret by reference: an environment variable or configuration key, or a mounted file. Both are looked at again while the process lives, so
/// a key is changed without a restart.
/// </summary>
internal sealed class Secret(IConfiguration configuration, string? name, string? file, TimeProvider time)
{
    private const int MostBytes = 64 * 1024;

    private static readonly TimeSpan LookAgain = TimeSpan.FromSeconds(2);

    private readonly Lock gate = new();
    private (string? Value, long At)? known;

    /// <summary>Its value as it is now; null when there is none, or none that can be sent.</summary>
    public string? Value
    {
        get
        {
            lock (gate)
            {
                if (known is not { } last || time.GetElapsedTime(last.At) >= LookAgain) known = (Usable(Read()), time.GetTimestamp());
                return known.Value.Value;
            }
        }
    }

    /// <summary>What is missing, in words that end a sentence; null when nothing is.</summary>
    public string? Missing => Value is not null ? null : file is not null ? $"{file} holds no secret" : $"{name} is not set";

    /// <summary>The variable counts, then the file that <c>NAME_FILE</c> names, as containers have it.</summary>
    private string? Read() => file is not null ? Content(file)
        : configuration[name!] is { Length: > 0 } set ? set
        : configuration[$"{name}_FILE"] is { Length: > 0 } mounted ? Content(mounted) : null;

    private static string? Content(string path)
    {
        try
        {
            return new FileInfo(path) is { Exists: true, Length: <= MostBytes } ? File.ReadAllText(path) : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null; // being replaced, or not ours to read: it is missing for now
        }
    }

    /// <summary>A file ends in a newline as a rule; a line break within, or what is not ASCII, cannot go into a header.</summary>
    private static string? Usable(string? text) => text?.Trim() is { Length: > 0 } value && value.All(c => c is >= ' ' and <= '~') ? value : null;
}
