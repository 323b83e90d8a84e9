using System.Text.Json;

namespace Atelier.EndToEnd.Tests.Support;

/// <summary>A call that asked a simulated vendor for something, as the vendor wrote it down.</summary>
internal sealed record Submission(string Vendor, string Model, string? ExternalId, string? JobId, string Outcome)
{
    /// <summary>Every one that reached a vendor, oldest first; the half line of a vendor that was killed was never answered.</summary>
    public static IReadOnlyList<Submission> All(TestLine line) => [.. TestLine.Lines(line.Folder.In("submissions.ndjson")).Select(Read).OfType<Submission>()];

    /// <summary>Whether the vendor took it, and charges for it.</summary>
    public bool Taken => Outcome is "accepted" or "lost_after_accept";

    /// <summary>Whether no answer came back: whoever asked cannot know.</summary>
    public bool Unanswered => Outcome is "lost_after_accept" or "lost_before_accept";

    /// <summary>The attempt it was made for.</summary>
    public Guid Attempt => Guid.Parse(ExternalId!);

    private static Submission? Read(string line)
    {
        try
        {
            return JsonSerializer.Deserialize<Submission>(line, JsonSerializerOptions.Web);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
