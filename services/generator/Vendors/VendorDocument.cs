using System.ComponentModel.DataAnnotations;
using System.Text.Json.Nodes;
using Atelier.Contracts.Catalog;
using Atelier.Generator.Hooks;
using Atelier.Platform.Catalog;

namespace Atelier.Generator.Vendors;

/// <summary>catalog/vendors/*.yaml: everything about calling a vendor.</summary>
internal sealed record VendorDocument
{
    /// <summary>Lower-case letters, digits and dashes; a model is known as <c>vendor/model</c>.</summary>
    public required string Vendor { get; init; }

    public string? About { get; init; }

    /// <summary>Whether the simulator stands in for it: a line of one process sends its calls to the one that it starts.</summary>
    public bool Simulated { get; init; }

    /// <summary>Where the API is; configuration <c>Vendors:{vendor}:BaseUrl</c> overrides it. It alone may have a private address.</summary>
    public required Uri BaseUrl { get; init; }

    /// <summary>Other hosts that the API's own addresses may lead to; they are shown the secret.</summary>
    public IReadOnlyList<string> ApiHosts { get; init; } = [];

    /// <summary>Hosts that output links may lead to; they are shown nothing.</summary>
    public IReadOnlyList<string> DownloadHosts { get; init; } = [];

    public AuthRule? Auth { get; init; }

    /// <summary>Headers of every call to the API; templates.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    public LimitRule Limits { get; init; } = new();

    /// <summary>How long to wait, where an answer says so in a way of its own.</summary>
    public RetryAfterRule RetryAfter { get; init; } = new();

    /// <summary>How the vendor calls when there is something to see; absent: it does not, and is asked.</summary>
    public HookRule? Webhook { get; init; }

    /// <summary>The ways of calling the vendor, by name; each model names its own.</summary>
    public required IReadOnlyDictionary<string, CallRule> Calls { get; init; }

    public required IReadOnlyDictionary<string, ModelRule> Models { get; init; }
}

/// <summary>How much at once.</summary>
internal sealed record LimitRule
{
    /// <summary>Attempts that the vendor has in hand at once, for each generator process.</summary>
    [Range(1, 10_000)]
    public int MaxConcurrent { get; init; } = 32;
}

/// <summary>A model: what it can do, and how it is called.</summary>
internal sealed record ModelRule
{
    [CatalogInline]
    public required ModelCard Card { get; init; }

    /// <summary>Tiers of a routing table that it would suit, for people who write one.</summary>
    public IReadOnlyList<string> Tiers { get; init; } = [];

    /// <summary>The name of the way it is called.</summary>
    public required string Call { get; init; }

    /// <summary>The way it is called instead when there are pictures (references, or a first frame), where that is another.</summary>
    public string? CallWithPictures { get; init; }

    /// <summary>The model's own values for the call's templates, as <c>{wire.model}</c>.</summary>
    public IReadOnlyDictionary<string, JsonNode> Wire { get; init; } = new Dictionary<string, JsonNode>();

    /// <summary>What the vendor calls each size of <c>sizes.only</c>, as <c>{size.ratio}</c>: by size, its terms by name.</summary>
    public IReadOnlyDictionary<string, IReadOnlyDictionary<string, JsonNode>> SizeTerms { get; init; } = new Dictionary<string, IReadOnlyDictionary<string, JsonNode>>();
}

/// <summary>One way of calling the vendor.</summary>
internal sealed record CallRule
{
    public string Method { get; init; } = "POST";

    /// <summary>Below the base URL; a template of wire values.</summary>
    public required string Path { get; init; }

    /// <summary>Parameters of the address; templates. One whose placeholder has no value is left out.</summary>
    public IReadOnlyDictionary<string, string> Query { get; init; } = new Dictionary<string, string>();

    /// <summary>How long the submission may take.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>The JSON body; text in it is a template, and a field whose placeholder has no value is left out.</summary>
    public JsonNode? Body { get; init; }

    /// <summary>A multipart form instead of <see cref="Body"/>.</summary>
    public FormRule? Form { get; init; }

    /// <summary>Headers of this call's requests beside the vendor's; templates.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    /// <summary>Pictures that are sent before the request, by the name that <c>{upload.NAME}</c> calls what the vendor calls them.</summary>
    public IReadOnlyDictionary<string, UploadRule> Uploads { get; init; } = new Dictionary<string, UploadRule>();

    /// <summary>Absent: the answer to the submission holds the output.</summary>
    public JobRule? Job { get; init; }

    public required OutputRule Output { get; init; }

    /// <summary>How it is found out whether a submission without an answer was taken; absent: somebody decides.</summary>
    public SettleRule? Settle { get; init; }

    /// <summary>What answers mean; the first that fits counts.</summary>
    public IReadOnlyList<ErrorRule> Errors { get; init; } = [];

    /// <summary>Where its answers say what an attempt took; absent: they do not.</summary>
    public UsageRule? Usage { get; init; }

    /// <summary>Where an answer says in words what is wrong.</summary>
    public IReadOnlyList<string> Detail { get; init; } = [];
}

/// <summary>The vendor takes a job and is asked how it goes.</summary>
internal sealed record JobRule
{
    /// <summary>Its id, in the answer to the submission.</summary>
    public required TakeRule Id { get; init; }

    public required AddressRule Status { get; init; }

    /// <summary>The state's name, in the answer to the status question.</summary>
    public required TakeRule State { get; init; }

    /// <summary>What the vendor's states mean.</summary>
    public required IReadOnlyDictionary<string, JobState> States { get; init; }

    /// <summary>Where the result is read; absent: it is part of the status answer.</summary>
    public AddressRule? Result { get; init; }

    public AddressRule? Cancel { get; init; }

    public PollRule Poll { get; init; } = new();
}

internal enum JobState
{
    Pending,
    Done,
    Failed,

    /// <summary>Moderation ended it.</summary>
    Refused,
}

/// <summary>An address: built, or taken from the answer to the submission.</summary>
internal sealed record AddressRule
{
    public string Method { get; init; } = "GET";

    /// <summary>Below the base URL; <c>{job}</c> is the job's id, <c>{job.path}</c> the same with its slashes kept, <c>{wire.*}</c> the model's own values.</summary>
    public string? Path { get; init; }

    public TakeRule? Url { get; init; }
}

/// <summary>How often to ask.</summary>
internal sealed record PollRule
{
    public TimeSpan First { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>After the first question; grows by half each time.</summary>
    public TimeSpan Interval { get; init; } = TimeSpan.FromSeconds(2);

    public TimeSpan Max { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>No two questions about a job come sooner after each other, whatever calls for one.</summary>
    public TimeSpan Min { get; init; }

    /// <summary>How long one question may take.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(15);
}
