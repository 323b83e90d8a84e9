using System.Text.Json.Nodes;
using Atelier.Contracts.Catalog;
using Atelier.Generator.Attempts;
using Atelier.Generator.Hooks;
using Atelier.Generator.Wire;
using Atelier.Platform.Http;

namespace Atelier.Generator.Vendors;

/// <summary>A vendor document, compiled and ready to be called.</summary>
internal sealed class Vendor : IDisposable
{
    public required string Name { get; init; }

    public required Uri BaseUrl { get; init; }

    /// <summary>For the API itself; shown the secret.</summary>
    public required SafeHttp Api { get; init; }

    /// <summary>For output links; shown nothing.</summary>
    public required SafeHttp Links { get; init; }

    public required IReadOnlyList<(string Name, TextTemplate Value)> Headers { get; init; }

    public required Credential? Credential { get; init; }

    public required RetryAfter RetryAfter { get; init; }

    /// <summary>Its calls; null: it does not call, or cannot.</summary>
    public required Hook? Hook { get; init; }

    /// <summary>One for each attempt that the vendor has in hand.</summary>
    public required SemaphoreSlim Permits { get; init; }

    /// <summary>An address below the base URL.</summary>
    public Uri Below(string path) => new(BaseUrl.AbsoluteUri.TrimEnd('/') + path);

    public void Dispose()
    {
        Api.Dispose();
        Links.Dispose();
        Permits.Dispose();
    }
}

/// <summary>A model and the way it is called.</summary>
internal sealed record VendorModel(string Id, Vendor Vendor, ModelCard Card, Call Call, IReadOnlyDictionary<string, JsonNode> Wire)
{
    /// <summary>How it is called with pictures; null: the same way.</summary>
    public Call? CallWithPictures { get; init; }

    /// <summary>What the vendor calls each size, by size and term.</summary>
    public IReadOnlyDictionary<string, IReadOnlyDictionary<string, JsonNode>> SizeTerms { get; init; } = new Dictionary<string, IReadOnlyDictionary<string, JsonNode>>();
}

/// <summary>A way of calling a vendor, compiled.</summary>
internal sealed record Call
{
    public required HttpMethod Method { get; init; }

    public required TextTemplate Path { get; init; }

    public required IReadOnlyList<(string Name, TextTemplate Value)> Query { get; init; }

    public required TimeSpan Timeout { get; init; }

    public required RequestTemplate Body { get; init; }

    public required IReadOnlyList<(string Name, TextTemplate Value)> Headers { get; init; }

    public required IReadOnlyList<Upload> Uploads { get; init; }

    public required Job? Job { get; init; }

    public required IReadOnlyList<Pointer>? Base64 { get; init; }

    public required OutputLink? Link { get; init; }

    /// <summary>Where the API answers with the media itself.</summary>
    public required Address? Content { get; init; }

    public required Take? Seed { get; init; }

    public required OutputRule Output { get; init; }

    /// <summary>How an unknown submission is settled; null: somebody decides.</summary>
    public required Settle? Settle { get; init; }

    /// <summary>The most that an answer may hold.</summary>
    public required long AnswerBytes { get; init; }

    public required ErrorMap Errors { get; init; }

    /// <summary>Null: the vendor's answers tell no figures.</summary>
    public required Meter? Meter { get; init; }
}

/// <summary>How an unknown submission is settled, compiled.</summary>
internal sealed record Settle(Address? Ask, IReadOnlyList<int> Absent, TimeSpan For, TimeSpan Interval, bool Repeats)
{
    public SettleWay Way => Ask is not null ? SettleWay.Ask : SettleWay.Repeat;
}

/// <summary>How a job is followed, compiled.</summary>
internal sealed record Job(
    Take Id, Address Status, Take State, IReadOnlyDictionary<string, JobState> States, Address? Result, Address? Cancel, PollRule Poll);

/// <summary>An address: built from the job's id, or taken from the answer to the submission.</summary>
internal sealed record Address(HttpMethod Method, TextTemplate? Path, Take? Url);
