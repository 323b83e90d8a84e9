using Atelier.Platform.Catalog;
using Microsoft.Extensions.Configuration;

namespace Atelier.Generator.Vendors;

/// <summary>How calls show who pays, from document and configuration to what is shown.</summary>
internal sealed class CredentialCompiler(CatalogDocument<VendorDocument> document, IConfiguration configuration, TimeProvider time)
{
    private static readonly TimeSpan ShortestLifetime = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan LongestLifetime = TimeSpan.FromDays(1);

    public Credential? Compile()
    {
        if (document.Value.Auth is not { } auth) return null;
        if (auth.Header is null == auth.Query is null) throw document.Error("auth", "exactly one of header and query");
        var (name, inQuery) = (auth.Header ?? auth.Query!, auth.Query is not null);
        var placeholder = auth.Jwt is null ? "{secret}" : "{jwt}";
        if (auth.Value.Contains(placeholder, StringComparison.Ordinal) != auth.Secret is not null)
            throw document.Error("auth.value", $"{placeholder} in it exactly when secret names where {(auth.Jwt is null ? "it" : "its key")} is kept");
        if (auth.Jwt is { } jwt) CheckToken(auth, jwt);
        if (auth.Secret is null) return new Credential(name, inQuery, () => auth.Value, () => [], null);
        if (Missing(auth) is { } key) return new Credential(name, inQuery, () => "", () => [], key);
        var secret = configuration[auth.Secret]!;
        if (auth.Jwt is null) return new Credential(name, inQuery, () => auth.Value.Replace("{secret}", secret), () => [secret], null);
        var mint = new JwtMint(configuration[auth.Jwt.Issuer]!, secret, auth.Jwt, time);
        return new Credential(name, inQuery, () => auth.Value.Replace("{jwt}", mint.Token()), () => [secret, mint.Last], null);
    }

    private string? Missing(AuthRule auth) =>
        new[] { auth.Secret, auth.Jwt?.Issuer }.FirstOrDefault(key => key is not null && string.IsNullOrEmpty(configuration[key]));

    private void CheckToken(AuthRule auth, JwtRule jwt)
    {
        if (auth.Secret is null) throw document.Error("auth.jwt", "secret beside it, which names where its key is kept");
        if (jwt.Lifetime < ShortestLifetime || jwt.Lifetime > LongestLifetime) throw document.Error("auth.jwt.lifetime", "1m to 24h");
        if (jwt.Backdated < TimeSpan.Zero || jwt.Backdated > jwt.Lifetime) throw document.Error("auth.jwt.backdated", "0s to the lifetime");
    }
}
