using System.Collections.Concurrent;
using System.Text.Json;

namespace Atelier.Simulator.Vendors;

/// <summary>An accepted order: all that is needed to answer for it again, also in another process.</summary>
internal sealed record Job
{
    public required string Id { get; init; }
    public required string Vendor { get; init; }
    public required string Model { get; init; }
    public required RenderRequest[] Renders { get; init; }
    public required long? Seed { get; init; }
    public required DateTimeOffset AcceptedAt { get; init; }

    /// <summary>As drawn: what the vendor reports and bills.</summary>
    public required TimeSpan Latency { get; init; }

    /// <summary>After the option's factor: when it is done.</summary>
    public required TimeSpan Wait { get; init; }
    public required bool Refused { get; init; }
    public required bool Fails { get; init; }
    public required bool LinkExpired { get; init; }
    public required bool Truncated { get; init; }

    /// <summary>The request as sent, for styles that echo it.</summary>
    public JsonElement? Echo { get; init; }
}

/// <summary>What an answer says of an output; the bytes themselves are the studio's to keep.</summary>
internal sealed record Output(string MediaType, int Width, int Height, int Length)
{
    public string Extension => MediaType == "video/mp4" ? "mp4" : "png";
}

internal enum Progress { Queued, Running, Done, Canceled }

/// <summary>Jobs by id, in memory and, when a folder is given, in files that outlive the process.</summary>
internal sealed class Jobs(SimulatorOptions options, TimeProvider clock, Studio studio)
{
    private readonly ConcurrentDictionary<string, Entry> _entries = new();

    private sealed class Entry(Job job, Task<Output[]> outputs)
    {
        public readonly Job Job = job;
        public readonly Task<Output[]> Outputs = outputs;
        public volatile bool Canceled;
        public int LinksRead;
    }

    public void Add(Job job)
    {
        if (options.JobFolder is { } folder)
        {
            Directory.CreateDirectory(folder);
            var path = Path.Combine(folder, job.Id + ".json");
            File.WriteAllText(path + ".new", JsonSerializer.Serialize(job, SubmissionLog.Json));
            File.Move(path + ".new", path);
        }
        _entries[job.Id] = Begin(job);
    }

    public Job? Find(string vendor, string id) => Lookup(id)?.Job is { } job && job.Vendor == vendor ? job : null;

    public Job? Find(string id) => Lookup(id)?.Job;

    public Progress ProgressOf(Job job)
    {
        var entry = _entries[job.Id];
        var elapsed = clock.GetUtcNow() - job.AcceptedAt;
        if (entry.Canceled) return Progress.Canceled;
        if (elapsed < job.Wait * 0.2) return Progress.Queued;
        return elapsed < job.Wait || !entry.Outputs.IsCompleted ? Progress.Running : Progress.Done;
    }

    public int UnderWay(string model) => _entries.Values.Count(entry => entry.Job.Model == model && ProgressOf(entry.Job) is Progress.Queued or Progress.Running);

    /// <summary>False when it had already ended.</summary>
    public bool Cancel(Job job)
    {
        if (ProgressOf(job) is Progress.Done or Progress.Canceled) return false;
        return _entries[job.Id].Canceled = true;
    }

    /// <summary>Empty when it failed or was refused.</summary>
    public Task<Output[]> OutputsOf(Job job) => _entries[job.Id].Outputs;

    public bool Failed(Job job) => job.Fails || _entries[job.Id].Outputs.IsFaulted;

    /// <summary>When a link handed out now dies; with the expired-link fault, the first one already has.</summary>
    public long LinkExpiry(Job job)
    {
        var first = Interlocked.Increment(ref _entries[job.Id].LinksRead) == 1;
        return (clock.GetUtcNow() + (job.LinkExpired && first ? -options.LinkLifetime : options.LinkLifetime)).ToUnixTimeMilliseconds();
    }

    private Entry? Lookup(string id)
    {
        if (_entries.TryGetValue(id, out var entry)) return entry;
        if (options.JobFolder is not { } folder || id.Any(c => !char.IsAsciiLetterOrDigit(c) && c != '-')) return null;
        var path = Path.Combine(folder, id + ".json");
        if (!File.Exists(path)) return null;
        var job = JsonSerializer.Deserialize<Job>(File.ReadAllText(path), SubmissionLog.Json)!;
        return _entries.GetOrAdd(id, _ => Begin(job));
    }

    private Entry Begin(Job job) => new(job, job.Refused || job.Fails ? Task.FromResult<Output[]>([]) : MakeAsync(job));

    private Task<Output[]> MakeAsync(Job job) => Task.WhenAll(job.Renders.Select(async render =>
    {
        var rendered = await studio.RenderAsync(render, job.Truncated);
        return new Output(rendered.MediaType, rendered.Width, rendered.Height, rendered.Bytes.Length);
    }));
}
