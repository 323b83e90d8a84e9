using System.ComponentModel.DataAnnotations;
using Atelier.Generator.Wire;

namespace Atelier.Generator.Vendors;

/// <summary>Where the output is: exactly one of base64, url, link, body and content.</summary>
internal sealed record OutputRule
{
    public IReadOnlyList<string>? Base64 { get; init; }

    /// <summary>A link to fetch at once: it expires.</summary>
    public IReadOnlyList<string>? Url { get; init; }

    /// <summary>A link that is made of what the answer says; as <see cref="Url"/> otherwise.</summary>
    public LinkRule? Link { get; init; }

    /// <summary>Whether the answer is the media itself; then its headers are where its values are found, by lower-case name, as <c>/seed</c>.</summary>
    public bool Body { get; init; }

    /// <summary>An address of the API that answers with the media itself, once the job is done.</summary>
    public AddressRule? Content { get; init; }

    /// <summary>Whether the link is the API's own, which wants to see who pays; then only the API's hosts will do for it.</summary>
    public bool Authorized { get; init; }

    /// <summary>How many redirects from the link on are followed, none by default; each must lead to a host for links, which is shown nothing.</summary>
    [Range(0, 3)]
    public int Redirects { get; init; }

    [Range(1, 4294967296)]
    public long MaxBytes { get; init; } = 256L << 20;

    /// <summary>How long fetching a link may take.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>The seed that was used.</summary>
    public TakeRule? Seed { get; init; }
}

/// <summary>A link that is made of an address of the API and what an answer says.</summary>
internal sealed record LinkRule
{
    /// <summary>Below the base URL.</summary>
    public required string Path { get; init; }

    /// <summary>Its parameters, each by JSON Pointers into the answer; the first that leads to a value counts.</summary>
    public required IReadOnlyDictionary<string, IReadOnlyList<string>> Query { get; init; }
}

/// <summary>Where an answer says that the output is: in an address, or in the parts of one.</summary>
internal sealed class OutputLink
{
    private readonly Take? whole;
    private readonly string path = "";
    private readonly IReadOnlyList<(string Name, Take Value)> query = [];

    public OutputLink(Take whole) => this.whole = whole;

    /// <summary>Where the whole address stands; null: it is made of parts.</summary>
    public Take? Whole => whole;

    /// <summary>Below the base URL, where it is made of parts.</summary>
    public string Path => path;

    /// <summary>Its parts.</summary>
    public IReadOnlyList<(string Name, Take Value)> Query => query;

    public OutputLink(string path, IReadOnlyList<(string Name, Take Value)> query) => (this.path, this.query) = (path, query);

    /// <summary>Null: it does not say, or not all of it.</summary>
    public Uri? From(Vendor vendor, System.Text.Json.JsonElement answer)
    {
        if (whole is not null) return Uri.TryCreate(whole.From(answer), UriKind.Absolute, out var link) ? link : null;
        var address = vendor.Below(path);
        foreach (var (name, value) in query)
        {
            if (value.From(answer) is not { } text) return null;
            address = Queries.With(address, name, text);
        }

        return address;
    }
}
