namespace Atelier.Generator.Vendors;

/// <summary>How calls show who pays.</summary>
internal sealed record AuthRule
{
    /// <summary>The header that says it; exactly one of header and query.</summary>
    public string? Header { get; init; }

    /// <summary>The parameter of the address that says it.</summary>
    public string? Query { get; init; }

    /// <summary>What is said, as <c>Bearer {secret}</c>, <c>Basic {secret:base64}</c> (of <c>user:password</c>), or <c>Bearer {jwt}</c>.</summary>
    public required string Value { get; init; }

    /// <summary>The environment variable or configuration key that holds the secret; with <c>_FILE</c> added to it, the one that names a file which does.</summary>
    public string? Secret { get; init; }

    /// <summary>The mounted file that holds the secret, by its whole path; looked at again every few seconds. Instead of <see cref="Secret"/>.</summary>
    public string? SecretFile { get; init; }

    /// <summary>Whether the vendor may be called without: then nothing is shown while the secret is not set.</summary>
    public bool Optional { get; init; }

    /// <summary>What <c>{jwt}</c> is: a token that the secret signs.</summary>
    public JwtRule? Jwt { get; init; }
}

/// <summary>A JSON Web Token (HS256) that is minted here.</summary>
internal sealed record JwtRule
{
    /// <summary>The environment variable or configuration key that holds the issuer's name (<c>iss</c>), which many vendors call access key.</summary>
    public required string Issuer { get; init; }

    /// <summary>How long a token is good; a fresh one is minted when a quarter of it is left.</summary>
    public TimeSpan Lifetime { get; init; } = TimeSpan.FromMinutes(30);

    /// <summary>How far back its beginning (<c>nbf</c>) lies, for a vendor whose clock is behind.</summary>
    public TimeSpan Backdated { get; init; } = TimeSpan.FromSeconds(5);
}
