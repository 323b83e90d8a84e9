using System.Text;
using Atelier.Platform.Catalog;
using Microsoft.Extensions.Configuration;

namespace Atelier.Generator.Vendors;

/// <summary>How calls show who pays, from document and configuration to what is shown.</summary>
internal sealed class CredentialCompiler(CatalogDocument<VendorDocument> document, IConfiguration configuration, TimeProvider time)
{
    private const string Encoded = "{secret:base64}";

    private static readonly TimeSpan ShortestLifetime = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan LongestLifetime = TimeSpan.FromDays(1);

    public Credential? Compile()
    {
        if (document.Value.Auth is not { } auth) return null;
        if (auth.Header is null == auth.Query is null) throw document.Error("auth", "exactly one of header and query");
        var (name, inQuery) = (auth.Header ?? auth.Query!, auth.Query is not null);
        if (auth is { Secret: not null, SecretFile: not null }) throw document.Error("auth.secretFile", "either secret or secretFile");
        if (auth.SecretFile is { } file && !Path.IsPathFullyQualified(file)) throw document.Error("auth.secretFile", "a whole path, as /run/secrets/acme");
        var placeholder = auth.Jwt is null ? "{secret}" : "{jwt}";
        var named = (auth.Secret ?? auth.SecretFile) is not null;
        if (auth.Optional && !named) throw document.Error("auth.optional", "secret or secretFile beside it");
        if ((auth.Value.Contains(placeholder, StringComparison.Ordinal) || (auth.Jwt is null && auth.Value.Contains(Encoded, StringComparison.Ordinal))) != named)
            throw document.Error("auth.value", $"{placeholder} in it exactly when secret or secretFile names where {(auth.Jwt is null ? "it" : "its key")} is kept");
        if (auth.Jwt is { } jwt) CheckToken(named, jwt);
        if (!named) return new Credential(name, inQuery, () => auth.Value);
        var secret = new Secret(configuration, auth.Secret, auth.SecretFile, time);
        if (auth.Jwt is null) return new Credential(name, inQuery, () => secret.Value is { } text ? Filled(auth.Value, text) : null, secret) { Optional = auth.Optional };
        var issuer = new Secret(configuration, auth.Jwt.Issuer, null, time);
        var mint = new JwtMint(() => issuer.Value, () => secret.Value, auth.Jwt, time);
        return new Credential(name, inQuery, () => mint.Token() is { } token ? auth.Value.Replace(placeholder, token) : null, secret, issuer) { Optional = auth.Optional };
    }

    private static string Filled(string value, string secret) =>
        value.Replace("{secret}", secret, StringComparison.Ordinal).Replace(Encoded, Convert.ToBase64String(Encoding.UTF8.GetBytes(secret)), StringComparison.Ordinal);

    private void CheckToken(bool hasKey, JwtRule jwt)
    {
        if (!hasKey) throw document.Error("auth.jwt", "secret or secretFile beside it, which names where its key is kept");
        if (jwt.Lifetime < ShortestLifetime || jwt.Lifetime > LongestLifetime) throw document.Error("auth.jwt.lifetime", "1m to 24h");
        if (jwt.Backdated < TimeSpan.Zero || jwt.Backdated > jwt.Lifetime) throw document.Error("auth.jwt.backdated", "0s to the lifetime");
    }
}
