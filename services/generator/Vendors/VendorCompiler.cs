using System.Text.RegularExpressions;
using Atelier.Contracts;
using Atelier.Contracts.Catalog;
using Atelier.Generator.Hooks;
using Atelier.Generator.Wire;
using Atelier.Platform.Catalog;
using Atelier.Platform.Http;
using Atelier.Platform.Media;
using Microsoft.Extensions.Configuration;

namespace Atelier.Generator.Vendors;

/// <summary>From a vendor document to a vendor that can be called; every mistake is reported where it stands.</summary>
internal sealed partial class VendorCompiler(CatalogDocument<VendorDocument> document, IConfiguration configuration, TimeProvider time)
{
    private readonly VendorDocument vendor = document.Value;

    public IReadOnlyList<VendorModel> Compile()
    {
        if (!Name().IsMatch(vendor.Vendor)) throw document.Error("vendor", "lower-case letters, digits and dashes");
        if (vendor.Limits.MaxConcurrent is < 1 or > 10_000) throw document.Error("limits.maxConcurrent", "1 to 10000");
        var baseUrl = BaseUrl();
        CheckHosts(vendor.ApiHosts, "apiHosts");
        CheckHosts(vendor.DownloadHosts, "downloadHosts");
        var compiled = new Vendor
        {
            Name = vendor.Vendor,
            BaseUrl = baseUrl,
            Api = new SafeHttp(new OutboundRules { Hosts = [baseUrl.IdnHost, .. vendor.ApiHosts], Trusted = [baseUrl] }),
            Links = new SafeHttp(new OutboundRules { Hosts = [baseUrl.IdnHost, .. vendor.ApiHosts, .. vendor.DownloadHosts], Trusted = [baseUrl] }),
            Headers = [.. vendor.Headers.Select(header => (header.Key, BodyTemplate.Request(header.Value, $"headers.{header.Key}", document.Error)))],
            Credential = new CredentialCompiler(document, configuration, time).Compile(),
            RetryAfter = RetryAfterOf(),
            Hook = new HookCompiler(document, configuration, baseUrl, time).Compile(),
            Permits = new SemaphoreSlim(vendor.Limits.MaxConcurrent),
        };
        var calls = vendor.Calls.ToDictionary(call => call.Key, call => new CallCompiler(document, $"calls.{call.Key}", call.Value).Compile());
        return [.. vendor.Models.Select(model => Model(compiled, model.Key, model.Value, calls))];
    }

    private VendorModel Model(Vendor compiled, string name, ModelRule model, Dictionary<string, Call> calls)
    {
        var path = $"models.{name}";
        var call = CallOf(model.Call, "call");
        var withPictures = model.CallWithPictures is { } other ? CallOf(other, "callWithPictures") : null;
        if (model.Card is { Medium: Medium.Video, Durations: null }) throw document.Error($"{path}.durations", "the running times it makes (required for video)");
        CheckControls(model.Card, withPictures ?? call, path);
        CheckSizeTerms(model, path);
        return new VendorModel($"{vendor.Vendor}/{name}", compiled, model.Card, call, model.Wire) { CallWithPictures = withPictures, SizeTerms = model.SizeTerms };

        Call CallOf(string called, string field)
        {
            if (!calls.TryGetValue(called, out var found)) throw document.Error($"{path}.{field}", $"one of {string.Join(", ", calls.Keys)}");
            return found.Path.Names.FirstOrDefault(placeholder => !Has(model, placeholder)) is { } missing
                ? throw document.Error($"{path}.{missing}", $"a value, since the path of call {called} names it")
                : found;
        }
    }

    /// <summary>What strengths, moves and references are mapped by.</summary>
    private void CheckControls(ModelCard card, Call call, string path)
    {
        foreach (var (name, range) in new[] { ("guidance", card.Guidance), ("motionStrength", card.MotionStrength) })
        {
            if (range is not null && Calibration.Fault(range) is { } fault) throw document.Error($"{path}.{name}.{fault.Field}", fault.Expected);
        }
        if (card is { Motion: false, MotionStrength: not null }) throw document.Error($"{path}.motionStrength", "motion: true beside it");
        if (card is { Motion: false, CameraMoves: not null }) throw document.Error($"{path}.cameraMoves", "motion: true beside it");
        for (var i = 0; i < (card.CameraMoves?.Count ?? 0); i++)
        {
            if (!CameraMoves.All.Contains(card.CameraMoves![i])) throw document.Error($"{path}.cameraMoves[{i}]", $"{Spelling.Suggest(card.CameraMoves[i], CameraMoves.All)}one of {string.Join(", ", CameraMoves.All)}");
        }
        if (card.ReferenceWeights && !call.Body.Names.Any(name => name is "references.weight" or "item.weight")) throw document.Error($"{path}.referenceWeights", "{references.weight} in the body of its call");
        if (card.ReferenceLimits is not { } limits) return;
        if (limits.MaxEdge < 64) throw document.Error($"{path}.referenceLimits.maxEdge", "at least 64 pixels");
        if (limits.MaxBytes < 16_384) throw document.Error($"{path}.referenceLimits.maxBytes", "at least 16384 bytes");
        if (limits.MediaTypes is { } types && (types.Count == 0 || !types.All(MediaTypes.IsImage))) throw document.Error($"{path}.referenceLimits.mediaTypes", "one or more of image/png, image/jpeg, image/webp");
    }

    private Uri BaseUrl()
    {
        var key = $"Vendors:{vendor.Vendor}:BaseUrl";
        var given = configuration[key];
        if (given is null) return IsBase(vendor.BaseUrl) ? vendor.BaseUrl : throw document.Error("baseUrl", "an http or https address without user, query or fragment");
        return Uri.TryCreate(given, UriKind.Absolute, out var other) && IsBase(other)
            ? other
            : throw new InvalidOperationException($"{key} is not an http or https address without user, query or fragment: correct it, or leave it out for {vendor.BaseUrl}.");
    }

    private static bool Has(ModelRule model, string placeholder) => !placeholder.StartsWith("wire.", StringComparison.Ordinal) || model.Wire.ContainsKey(placeholder["wire.".Length..]);

    /// <summary>Every size that may be asked for has its terms, and no other has.</summary>
    private void CheckSizeTerms(ModelRule model, string path)
    {
        if (model.SizeTerms.Count == 0) return;
        if (model.Card.Sizes.Only is not { } only) throw document.Error($"{path}.sizeTerms", "sizes.only beside it, to say which sizes it is asked for");
        if (model.SizeTerms.Keys.FirstOrDefault(size => !only.Contains(size)) is { } extra) throw document.Error($"{path}.sizeTerms.{extra}", $"one of sizes.only: {string.Join(", ", only)}");
        if (only.FirstOrDefault(size => !model.SizeTerms.ContainsKey(size)) is { } missing) throw document.Error($"{path}.sizeTerms", $"terms for {missing} too, which sizes.only names");
    }

    private void CheckHosts(IReadOnlyList<string> hosts, string path)
    {
        for (var i = 0; i < hosts.Count; i++)
        {
            if (!Host().IsMatch(hosts[i])) throw document.Error($"{path}[{i}]", "a host such as cdn.example.com, *.example.com for all below it, or with a port cdn.example.com:8443");
        }
    }

    private RetryAfter RetryAfterOf()
    {
        var rule = vendor.RetryAfter;
        if (rule.Max <= TimeSpan.Zero) throw document.Error("retryAfter.max", "more than nothing");
        return new RetryAfter(rule.Headers, rule.Take is { } take ? new TakeCompiler(document).Take(take, "retryAfter.take") : null, rule.Max);
    }

    private static bool IsBase(Uri uri) => uri.Scheme is "http" or "https" && uri.Query == "" && uri.Fragment == "" && uri.UserInfo == "";

    [GeneratedRegex("^[a-z0-9][a-z0-9-]{0,40}$")]
    private static partial Regex Name();

    [GeneratedRegex(@"^(\*\.(?=[^.]+\.))?[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)+(:[0-9]{1,5})?$", RegexOptions.IgnoreCase)]
    private static partial Regex Host();
}
