using System.Text.RegularExpressions;
using Atelier.Generator.Vendors;
using Atelier.Generator.Wire;
using Atelier.Platform.Catalog;
using Atelier.Platform.Http;
using Microsoft.Extensions.Configuration;

namespace Atelier.Generator.Hooks;

/// <summary>How a vendor calls, from document and configuration to what checks a call. Mistakes count whether or not this line can be called.</summary>
internal sealed class HookCompiler(CatalogDocument<VendorDocument> document, IConfiguration configuration, Uri baseUrl, TimeProvider time)
{
    private readonly TakeCompiler takes = new(document);

    /// <summary>Null: the vendor does not call, or this line has no public address.</summary>
    public Hook? Compile()
    {
        if (document.Value.Webhook is not { } rule) return null;
        var job = takes.Pointers(rule.Job, "webhook.job");
        var pattern = rule.Signature is { } signature ? Check(signature) : null;
        return HookAddresses.From(configuration) is { } addresses
            ? new Hook(document.Value.Vendor, addresses, rule.Signature, pattern, job, SecretOf(rule.Signature), KeysOf(rule.Signature), time)
            : null;
    }

    private Regex? Check(SignatureRule rule)
    {
        if (rule.Kind == SignatureKind.HmacSha256 == (rule.Secret is null)) throw document.Error("webhook.signature", "secret exactly for hmacSha256");
        if (rule.Kind == SignatureKind.Ed25519 == (rule.Keys is null)) throw document.Error("webhook.signature", "keys exactly for ed25519");
        if (rule.Keys is { } keys && !(keys.IsAbsoluteUri && keys.Scheme is "https" or "http")) throw document.Error("webhook.signature.keys", "a whole address of a key set");
        if (rule.Tolerance <= TimeSpan.Zero || rule.Tolerance > TimeSpan.FromHours(1)) throw document.Error("webhook.signature.tolerance", "more than nothing, 1h at most");
        foreach (Match placeholder in Regex.Matches(rule.Of, @"\{([^}]*)\}"))
        {
            if (placeholder.Groups[1].Value is not ("body" or "body.sha256") && !placeholder.Groups[1].Value.StartsWith("header:", StringComparison.Ordinal))
                throw document.Error("webhook.signature.of", "no placeholder but {body}, {body.sha256} and {header:NAME}");
        }

        return rule.Pattern is { } pattern ? takes.Pattern(pattern, "webhook.signature.pattern", RegexOptions.None) : null;
    }

    private Secret? SecretOf(SignatureRule? rule) => rule?.Secret is { } name ? new Secret(configuration, name, null, time) : null;

    private KeySet? KeysOf(SignatureRule? rule) =>
        rule?.Keys is { } keys ? new KeySet(keys, new SafeHttp(new OutboundRules { Hosts = [keys.IdnHost], Trusted = [baseUrl] }), time) : null;
}
