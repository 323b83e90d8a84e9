using System.Net.Http.Headers;
using Atelier.Contracts.Catalog;
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

/// <summary>What shows who pays. Its text never leaves but in the header it is for.</summary>
internal sealed class Credential(string header, string value, string? secret, string? missing)
{
    /// <summary>The key that holds no secret; null when all is there.</summary>
    public string? Missing => missing;

    public void Show(HttpRequestHeaders headers) => headers.TryAddWithoutValidation(header, value);

    /// <summary>Words without the secret, should the vendor have repeated it.</summary>
    public string Redact(string words) => secret is { Length: > 0 } ? words.Replace(secret, "[secret]", StringComparison.Ordinal) : words;

    public override string ToString() => $"{header}: [secret]";
}

/// <summary>A model and the way it is called.</summary>
internal sealed record VendorModel(string Id, Vendor Vendor, ModelCard Card, Call Call, IReadOnlyDictionary<string, System.Text.Json.Nodes.JsonNode> Wire);

/// <summary>A way of calling a vendor, compiled.</summary>
internal sealed record Call
{
    public required HttpMethod Method { get; init; }

    public required TextTemplate Path { get; init; }

    public required TimeSpan Timeout { get; init; }

    public required BodyTemplate Body { get; init; }

    public required bool NeedsPictures { get; init; }

    public required Job? Job { get; init; }

    public required IReadOnlyList<Pointer>? Base64 { get; init; }

    public required Take? Link { get; init; }

    public required Take? Seed { get; init; }

    public required OutputRule Output { get; init; }

    public required ErrorMap Errors { get; init; }
}

/// <summary>How a job is followed, compiled.</summary>
internal sealed record Job(
    Take Id, Address Status, Take State, IReadOnlyDictionary<string, JobState> States, Address? Result, Address? Cancel, PollRule Poll);

/// <summary>An address: built from the job's id, or taken from the answer to the submission.</summary>
internal sealed record Address(HttpMethod Method, string? Path, Take? Url);
