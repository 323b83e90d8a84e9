using System.Collections.Concurrent;
using Atelier.Contracts;
using Atelier.Generator.Running;
using Atelier.Generator.Vendors;
using Atelier.Generator.Wire;

namespace Atelier.Generator.Checking;

/// <summary>A request that came to the mock, and what it was answered.</summary>
internal sealed record Received(Role Role, string Method, string Address, IReadOnlyDictionary<string, string> Headers, byte[] Body, long At)
{
    public string Answered { get; set; } = "";
}

/// <summary>One case at one model: what the mock answers to each kind of request, and what came. The document's base URL is its corner of the mock.</summary>
internal sealed class Scene(Uri server, int number, VendorModel model, GenerateAttempt attempt)
{
    private readonly ConcurrentDictionary<Role, ConcurrentQueue<Func<Scene, Reply>>> script = [];

    public AttemptWork Work { get; } = new(attempt, model);

    public GenerateAttempt Attempt => attempt;

    public ConcurrentQueue<Received> Received { get; } = [];

    public AnswerMaker Answers => new(Work.Call);

    /// <summary>The output, as it is when all is well.</summary>
    public byte[] Media { get; init; } = SampleMedia.Of(model.Card.Medium);

    public Reply File => new(200, Media, model.Card.Medium == Medium.Video ? "video/mp4" : "image/png");

    public int Count(Role role) => Received.Count(request => request.Role == role);

    /// <summary>An address in its corner.</summary>
    public string Address(string name) => new Uri(server, $"{number}/{name}").AbsoluteUri;

    /// <summary>The next answers to a kind of request; after them it is answered as when all is well, unless the last one stays.</summary>
    public void On(Role role, IEnumerable<Func<Scene, Reply>> replies)
    {
        var queue = script.GetOrAdd(role, _ => []);
        foreach (var reply in replies) queue.Enqueue(reply);
    }

    public bool Stays { get; init; }

    /// <summary>What the submission showed of who pays: a secret, a token, an encoded pair; empty where nothing was.</summary>
    public string Shown => Received.FirstOrDefault(request => request.Role == Role.Submit) is not { } request ? ""
        : request.Headers.TryGetValue("Authorization", out var scheme) ? scheme[(scheme.LastIndexOf(' ') + 1)..]
        : request.Headers.Values.Append(request.Address.Split('=')[^1]).FirstOrDefault(value => value.Contains(CheckSecrets.Mark, StringComparison.Ordinal)) ?? "";

    /// <summary>What a request gets.</summary>
    public Reply Reply(Received request)
    {
        Received.Enqueue(request);
        var reply = Next(request.Role) is { } scripted ? scripted(this) : Good(request);
        request.Answered = reply.Words;
        return reply;
    }

    /// <summary>What a request is about, by the addresses that the document makes or that were given out.</summary>
    public Role RoleOf(string method, Uri address)
    {
        var (path, job) = (address.AbsolutePath, Work.Call.Job);
        if (path.EndsWith("/~status", StringComparison.Ordinal)) return Role.Status;
        if (path.EndsWith("/~result", StringComparison.Ordinal)) return Role.Result;
        if (path.EndsWith("/~cancel", StringComparison.Ordinal)) return Role.Cancel;
        if (path.EndsWith("/~file", StringComparison.Ordinal)) return Role.Output;
        if (UploadAt(path) is not null) return Role.Upload;
        if (Work.Call.Link is { Whole: null } link && path == Work.Vendor.Below(link.Path).AbsolutePath) return Role.Output;
        if (Is(job?.Cancel)) return Role.Cancel;
        if (Is(Work.Call.Content)) return Role.Output;
        if (Is(job?.Status)) return Role.Status;
        if (Is(job?.Result)) return Role.Result;
        return method == Work.Call.Method.Method && path == Work.Submission.AbsolutePath ? Role.Submit : Role.Other;

        bool Is(Address? known) => known?.Path is { } template && known.Method.Method == method && Work.Built(template, AnswerMaker.JobId).AbsolutePath == path;
    }

    private Func<Scene, Reply>? Next(Role role) =>
        !script.TryGetValue(role, out var queue) ? null : Stays && queue.Count == 1 && queue.TryPeek(out var last) ? last : queue.TryDequeue(out var next) ? next : null;

    private Upload? UploadAt(string path) => Work.Call.Uploads.FirstOrDefault(upload => Work.Vendor.Below(upload.Path).AbsolutePath == path);

    private Reply Good(Received request) => request.Role switch
    {
        Role.Upload => Answers.Uploaded(UploadAt($"/{number}{request.Address.Split('?')[0]}")!),
        Role.Submit => Answers.Submitted(this),
        Role.Status => Answers.InState(this, Answers.Done),
        Role.Result => Answers.WithOutput(this, []),
        Role.Output => File,
        Role.Cancel => Checking.Reply.Text(200, "{}", "application/json"),
        _ => Checking.Reply.Text(404, "{}", "application/json"),
    };
}
