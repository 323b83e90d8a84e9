namespace Atelier.Vendors.Tests.Support;

/// <summary>How a job ends at the vendor.</summary>
public enum Ending { Success, Refused, Failed }

/// <summary>A vendor that takes jobs: it remembers them, lets each be looked at a few times before it ends, and serves what it made.</summary>
public abstract class JobApi : VendorApi
{
    private readonly Dictionary<string, Job> _jobs = [];

    /// <summary>A job and how often it was asked for.</summary>
    public sealed class Job
    {
        public required string Id { get; init; }

        public required Received Request { get; init; }

        public required bool IsClip { get; init; }

        public int Looks { get; set; }

        public bool Cancelled { get; set; }
    }

    /// <summary>How jobs of this run end.</summary>
    public Ending Ends { get; set; }

    /// <summary>How often a job is still under way when it is looked at.</summary>
    public int Pending { get; set; } = 2;

    public IReadOnlyCollection<Job> Jobs => _jobs.Values;

    public override Reply Broken(int status) => Reply.Json(status, new { error = "internal" });

    /// <summary>Takes a job, which is billed from here on.</summary>
    protected Job Take(string id, Received request, bool isClip)
    {
        Taken++;
        return _jobs[id] = new Job { Id = id, Request = request, IsClip = isClip };
    }

    protected string NextId => $"job-{_jobs.Count + 1}-0f3a";

    /// <summary>The job, one look further.</summary>
    protected (Job Job, bool Ended) Look(string id, Reply unknown)
    {
        if (!_jobs.TryGetValue(id, out var job)) throw Object(unknown, $"no job {id}");
        return (job, ++job.Looks > Pending);
    }

    protected Job Known(string id, Reply unknown) => _jobs.TryGetValue(id, out var job) ? job : throw Object(unknown, $"no job {id}");

    /// <summary>What was made.</summary>
    protected static Reply Media(Job job) => job.IsClip ? Reply.Bytes(Clip.Mp4, "video/mp4") : Reply.Bytes(Given.Png, "image/png");

    /// <summary>A file behind a link, for who knows its address alone: it must not be shown the secret.</summary>
    protected Reply File(Received request, string id)
    {
        var shown = request.Headers.Values.Concat(request.Query.Values).FirstOrDefault(value => value.Contains(Secret, StringComparison.Ordinal));
        return shown is null ? Media(Known(id, Reply.Empty(404))) : throw Object(Reply.Empty(400), "a link was shown the secret");
    }

    /// <summary>A picture as a data URI, whole and of the kind it says.</summary>
    protected static void DataUri(Fields body, string name, string? text)
    {
        if (text is null) return;
        var comma = text.IndexOf(',');
        if (!text.StartsWith("data:image/", StringComparison.Ordinal) || comma < 0 || !text[..comma].EndsWith(";base64", StringComparison.Ordinal)) throw body.Wrong(name, "no data URI of a picture");
        Picture(body, name, Convert.FromBase64String(text[(comma + 1)..]), text["data:".Length..text.IndexOf(';')]);
    }

    protected static void Picture(Fields body, string name, byte[]? bytes, string? mediaType = null)
    {
        if (bytes is null) return;
        var found = Platform.Media.MediaSniffer.TryRead(bytes)?.MediaType ?? throw body.Wrong(name, "no picture");
        if (mediaType is not null && found != mediaType) throw body.Wrong(name, $"says {mediaType} and is {found}");
    }
}
