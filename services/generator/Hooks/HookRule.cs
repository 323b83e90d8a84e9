namespace Atelier.Generator.Hooks;

/// <summary>How a vendor calls when there is something to see. It can only make us ask: what it says is not believed.</summary>
internal sealed record HookRule
{
    /// <summary>JSON Pointers to the job's id in what it sends: shown to whoever decides on an unknown submission, where the call was signed.</summary>
    public IReadOnlyList<string> Job { get; init; } = [];

    /// <summary>How its calls are signed; absent: they are not, and the token in the address is all there is.</summary>
    public SignatureRule? Signature { get; init; }
}

/// <summary>How a call is signed.</summary>
internal sealed record SignatureRule
{
    public required SignatureKind Kind { get; init; }

    /// <summary>The header with the signature.</summary>
    public required string Header { get; init; }

    /// <summary>A regular expression whose first group is a signature; each match counts. Absent: the whole header.</summary>
    public string? Pattern { get; init; }

    /// <summary>What is signed: text with <c>{header:NAME}</c>, <c>{body}</c> and <c>{body.sha256}</c> (hex) in it.</summary>
    public string Of { get; init; } = "{body}";

    /// <summary>The header with the time of the call, in seconds since 1970.</summary>
    public string? Timestamp { get; init; }

    /// <summary>How old a call may be.</summary>
    public TimeSpan Tolerance { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>The environment variable or configuration key with the signing secret, for <c>hmacSha256</c>.</summary>
    public string? Secret { get; init; }

    /// <summary>What the secret begins with and is no part of it.</summary>
    public string SecretPrefix { get; init; } = "";

    /// <summary>Whether the secret is base64.</summary>
    public bool SecretIsBase64 { get; init; }

    /// <summary>Where the vendor publishes its public keys (a JSON Web Key Set), for <c>ed25519</c>.</summary>
    public Uri? Keys { get; init; }
}

internal enum SignatureKind
{
    /// <summary>HMAC-SHA256 with a secret that the vendor gave, as base64 or hex.</summary>
    HmacSha256,

    /// <summary>Ed25519 with a key that the vendor publishes, as hex or base64.</summary>
    Ed25519,

    /// <summary>The header repeats <c>{webhook.secret}</c>, which the submission told it.</summary>
    Shared,
}
