using System.Net.Http.Headers;

namespace Atelier.Generator.Vendors;

/// <summary>What shows who pays. Its text never leaves but in the header or parameter that it is for.</summary>
/// <param name="name">The header or parameter.</param>
/// <param name="inQuery">Whether it is a parameter of the address.</param>
/// <param name="value">Its value now.</param>
/// <param name="secrets">What must not be repeated, now.</param>
/// <param name="missing">The key that holds no secret; null when all is there.</param>
internal sealed class Credential(string name, bool inQuery, Func<string> value, Func<IReadOnlyList<string>> secrets, string? missing)
{
    /// <summary>The key that holds no secret; null when all is there.</summary>
    public string? Missing => missing;

    public void Show(HttpRequestMessage request)
    {
        if (inQuery) request.RequestUri = Queries.With(request.RequestUri!, name, value());
        else Set(request.Headers, value());
    }

    /// <summary>Words without the secret, should the vendor have repeated it.</summary>
    public string Redact(string words)
    {
        foreach (var secret in secrets().Where(secret => secret.Length > 0))
            words = words.Replace(secret, "[secret]", StringComparison.Ordinal).Replace(Uri.EscapeDataString(secret), "[secret]", StringComparison.Ordinal);
        return words;
    }

    public override string ToString() => $"{name}: [secret]";

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
