using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Atelier.Simulator.Vendors;

[JsonConverter(typeof(JsonStringEnumConverter<Outcome>))]
internal enum Outcome
{
    [JsonStringEnumMemberName("accepted")] Accepted,
    [JsonStringEnumMemberName("lost_after_accept")] LostAfterAccept,
    [JsonStringEnumMemberName("unauthorized")] Unauthorized,
    [JsonStringEnumMemberName("invalid")] Invalid,
    [JsonStringEnumMemberName("rate_limited")] RateLimited,
    [JsonStringEnumMemberName("server_error")] ServerError,
    [JsonStringEnumMemberName("refused")] Refused,
    [JsonStringEnumMemberName("lost_before_accept")] LostBeforeAccept,
}

internal sealed record Submission(string Vendor, string Model, string? ExternalId, string? JobId, Outcome Outcome, DateTimeOffset At);

/// <summary>Every submit call, in order, written before it is answered: what a crash test holds a ledger against. Only ever appended to.</summary>
internal sealed class SubmissionLog : IDisposable
{
    // Relaxed, since base64 and colours need no escapes here: nothing of this is ever put into HTML.
    public static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly List<Submission> _all = [];
    private readonly StreamWriter? _file;
    private readonly TimeProvider _clock;
    private readonly Lock _lock = new();

    public SubmissionLog(SimulatorOptions options, TimeProvider clock)
    {
        _clock = clock;
        if (options.SubmissionLog is not { } path) return;
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        var kept = File.Exists(path) ? File.ReadAllText(path) : "";
        _all.AddRange(kept.Split('\n').Select(Parse).OfType<Submission>());
        _file = new StreamWriter(new FileStream(path, FileMode.Append, FileAccess.Write, FileShare.ReadWrite)) { AutoFlush = true };
        if (kept.Length > 0 && kept[^1] != '\n') _file.Write('\n');
    }

    public void Append(string vendor, string model, string? externalId, string? jobId, Outcome outcome)
    {
        lock (_lock)
        {
            var submission = new Submission(vendor, model, externalId, jobId, outcome, _clock.GetUtcNow());
            _all.Add(submission);
            _file?.Write(JsonSerializer.Serialize(submission, Json) + "\n");
        }
    }

    public Submission[] All() { lock (_lock) return [.. _all]; }

    public void Dispose() => _file?.Dispose();

    // A process killed while writing leaves half a line; what it would have said was never answered.
    private static Submission? Parse(string line)
    {
        if (line.Length == 0) return null;
        try { return JsonSerializer.Deserialize<Submission>(line, Json); }
        catch (JsonException) { return null; }
    }
}
