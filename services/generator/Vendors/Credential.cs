using System.Net.Http.Headers;

namespace Atelier.Generator.Vendors;

/// <summary>What shows who pays. Its text never leaves but in the header or parameter that it is for.</summary>
/// <param name="name">The header or parameter.</param>
/// <param name="inQuery">Whether it is a parameter of the address.</param>
/// <param name="value">Its value now; null while a secret is missing.</param>
/// <param name="secrets">What it is made of; none where the document holds it all.</param>
internal sealed class Credential(string name, bool inQuery, Func<string?> value, params IReadOnlyList<Secret> secrets)
{
    private const string InAddress = "*secret*"; // stands in an address as it is

    /// <summary>What there is no call without, in words that end a sentence; null when all is there.</summary>
    public string? Missing => Optional ? null : secrets.Select(secret => secret.Missing).FirstOrDefault(missing => missing is not null);

    /// <summary>Whether there are calls without it.</summary>
    public bool Optional { get; init; }

    /// <summary>Of all that was ever shown.</summary>
    public Redaction Redaction { get; } = new();

    public void Show(HttpRequestMessage request)
    {
        if (value() is not { } shown) return;
        if (secrets.Count > 0) Redaction.Know(shown[(shown.LastIndexOf(' ') + 1)..]); // without the scheme, as Bearer
        foreach (var secret in secrets) Redaction.Know(secret.Value);
        if (inQuery) request.RequestUri = Queries.With(request.RequestUri!, name, shown);
        else Set(request.Headers, shown);
    }

    /// <summary>An address to keep: a vendor may have repeated the secret in it.</summary>
    public string Keep(string address) => Redaction.Clean(address, InAddress);

    /// <summary>A kept address to go to.</summary>
    public string Restore(string address) => secrets is [var only] && only.Value is { } now ? address.Replace(InAddress, Uri.EscapeDataString(now), StringComparison.Ordinal) : address;

    public override string ToString() => $"{name}: {Redaction.Mark}";

    private void Set(HttpRequestHeaders headers, string text)
    {
        headers.Remove(name);
        headers.TryAddWithoutValidation(name, text);
    }
}

/// <summary>Parameters of addresses.</summary>
internal static class Queries
{
    public static Uri With(Uri address, string name, string value) =>
        new($"{address.GetLeftPart(UriPartial.Query)}{(address.Query.Length > 1 ? "&" : address.Query.Length == 1 ? "" : "?")}{Uri.EscapeDataString(name)}={Uri.EscapeDataString(value)}");
}
