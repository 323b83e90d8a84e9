using Atelier.Generator.Tests.Support;
using Atelier.Generator.Vendors;
using Atelier.Platform.Catalog;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging.Abstractions;

namespace Atelier.Generator.Tests;

public sealed class When_a_vendor_document_is_wrong
{
    private const string Right = """
        vendor: test
        baseUrl: https://api.example.com
        auth: { header: Authorization, value: "Bearer {secret}", secret: TEST_KEY }
        calls:
          job:
            path: /run/{wire.model}
            body: { prompt: "{prompt}" }
            job:
              id: { at: [/id] }
              status: { path: "/jobs/{job}" }
              state: { at: [/state] }
              states: { ok: done }
            output: { url: [/url] }
            errors:
              - { status: [400], matches: nope, means: refused }
        models:
          one: { medium: image, seed: absent, sizes: {}, call: job, wire: { model: one-v1 } }
        """;

    [Fact]
    public void a_right_one_gives_its_models() => Assert.NotNull(Load(Right).Find("test/one"));

    [Theory]
    [InlineData("vendor: test", "vendor: Test Co", 1, 9, "vendor")]
    [InlineData("https://api.example.com", "ftp://api.example.com", 2, 10, "baseUrl")]
    [InlineData("https://api.example.com", "https://api.example.com?x=1", 2, 10, "baseUrl")]
    [InlineData("Bearer {secret}", "Bearer", 3, 39, "auth.value")]
    [InlineData("secret: TEST_KEY", "secret: TEST_KEY, secretFile: /run/secrets/test", 3, 88, "auth.secretFile")]
    [InlineData("secret: TEST_KEY", "secretFile: test", 3, 70, "auth.secretFile")]
    [InlineData("calls:\n", "downloadHosts: [https://cdn.example.com]\ncalls:\n", 4, 17, "downloadHosts[0]")]
    [InlineData("calls:\n", "downloadHosts: ['*.com']\ncalls:\n", 4, 17, "downloadHosts[0]")]
    [InlineData("calls:\n", "apiHosts: ['*']\ncalls:\n", 4, 12, "apiHosts[0]")]
    [InlineData("path: /run/", "path: run/", 6, 11, "calls.job.path")]
    [InlineData("/run/{wire.model}", "/run/{prompt}", 6, 11, "calls.job.path")]
    [InlineData("\"{prompt}\"", "\"{promt}\"", 7, 21, "calls.job.body.prompt")]
    [InlineData("\"{prompt}\"", "\"{prompt\"", 7, 21, "calls.job.body.prompt")]
    [InlineData("[/id]", "[id]", 9, 18, "calls.job.job.id.at[0]")]
    [InlineData("{ path: \"/jobs/{job}\" }", "{ }", 10, 15, "calls.job.job.status")]
    [InlineData("/jobs/{job}", "/jobs/{id}", 10, 23, "calls.job.job.status.path")]
    [InlineData("ok: done", "ok: finished", 12, 21, "calls.job.job.states.ok")]
    [InlineData("ok: done", "ok: pending", 12, 15, "calls.job.job.states")]
    [InlineData("{ url: [/url] }", "{ url: [/url], base64: [/b] }", 13, 13, "calls.job.output")]
    [InlineData("{ url: [/url] }", "{ }", 13, 13, "calls.job.output")]
    [InlineData("matches: nope", "matches: '(nope'", 15, 35, "calls.job.errors[0].matches")]
    [InlineData("means: refused", "means: refuse", 15, 48, "calls.job.errors[0].means")]
    [InlineData("status: [400], matches: nope, ", "", 15, 9, "calls.job.errors[0]")]
    [InlineData("call: job", "call: jobs", 17, 56, "models.one.call")]
    [InlineData("medium: image", "medium: video", 17, 8, "models.one.durations")]
    [InlineData("wire: { model: one-v1 }", "wire: { }", 17, 67, "models.one.wire.model")]
    [InlineData("seed: absent", "seed: absent, guidance: { min: 5, max: 1 }", 17, 64, "models.one.guidance.max")]
    [InlineData("seed: absent", "seed: absent, guidance: { min: 1, max: 5, strength: [{ at: 0.5, is: 9 }] }", 17, 93, "models.one.guidance.strength[0].is")]
    [InlineData("seed: absent", "seed: absent, motion: true, cameraMoves: [pan-lft]", 17, 67, "models.one.cameraMoves[0]")]
    [InlineData("seed: absent", "seed: absent, cameraMoves: [pan-left]", 17, 52, "models.one.cameraMoves")]
    [InlineData("seed: absent", "seed: absent, referenceWeights: true", 17, 57, "models.one.referenceWeights")]
    [InlineData("seed: absent", "seed: absent, referenceLimits: { maxEdge: 8 }", 17, 67, "models.one.referenceLimits.maxEdge")]
    [InlineData("path: /run/{wire.model}", "path: /run/{wire.model}\n    settle: { for: 1s }", 7, 13, "calls.job.settle")]
    [InlineData("path: /run/{wire.model}", "path: /run/{wire.model}\n    settle: { ask: { path: \"/a/{job}\" } }", 7, 28, "calls.job.settle.ask.path")]
    [InlineData("auth: {", "webhook: { signature: { kind: hmacSha256, header: x } }\nauth: {", 3, 23, "webhook.signature")]
    [InlineData("auth: {", "webhook: { signature: { kind: shared, header: x, of: \"{url}\" } }\nauth: {", 3, 54, "webhook.signature.of")]
    [InlineData("header: Authorization", "header: Authorization, query: key", 3, 7, "auth")]
    [InlineData("secret: TEST_KEY", "secret: TEST_KEY, jwt: { issuer: ISS }", 3, 39, "auth.value")]
    [InlineData("{secret}\", secret: TEST_KEY", "{jwt}\", secret: TEST_KEY, jwt: { issuer: ISS, lifetime: 1s }", 3, 103, "auth.jwt.lifetime")]
    [InlineData("body: { prompt: \"{prompt}\" }", "query: { a: \"{job}\" }\n    body: {}", 7, 17, "calls.job.query.a")]
    [InlineData("path: \"/jobs/{job}\"", "path: \"/jobs/{prompt}\"", 10, 23, "calls.job.job.status.path")]
    [InlineData("\"{prompt}\"", "\"{job}\"", 7, 11, "calls.job.body")]
    [InlineData("{ url: [/url] }", "{ url: [/url], redirects: 9 }", 13, 39, "calls.job.output.redirects")]
    [InlineData("{ url: [/url] }", "{ base64: [/b], authorized: true }", 13, 41, "calls.job.output.authorized")]
    [InlineData("sizes: {}", "sizes: {}, sizeTerms: { 1x1: { ratio: x } }", 17, 61, "models.one.sizeTerms")]
    [InlineData("sizes: {}", "sizes: { only: [64x64] }, sizeTerms: { 1x1: { ratio: x } }", 17, 83, "models.one.sizeTerms.1x1")]
    [InlineData("seed: absent", "sede: absent", 17, 25, "models.one.sede")]
    public void the_mistake_is_named_with_its_place(string right, string wrong, int line, int column, string field)
    {
        Assert.Contains(right, Right);
        var error = Assert.Throws<CatalogException>(() => Load(Right.Replace(right, wrong)));
        Assert.Equal((field, line, column), (error.Field, error.Line, error.Column));
        Assert.EndsWith("test.yaml", error.File);
    }

    [Fact]
    public void two_documents_for_one_vendor_are_a_mistake() => Assert.Throws<CatalogException>(() => Load(Right, Right));

    [Fact]
    public void the_base_address_can_be_configured_and_a_bad_one_names_its_key()
    {
        Assert.Equal("http://127.0.0.1:81/x/run", Load(Right, ("Vendors:test:BaseUrl", "http://127.0.0.1:81/x/")).Find("test/one")!.Vendor.Below("/run").AbsoluteUri);
        var error = Assert.Throws<InvalidOperationException>(() => Load(Right, ("Vendors:test:BaseUrl", "nowhere")));
        Assert.Contains("Vendors:test:BaseUrl", error.Message);
    }

    [Fact]
    public void a_secret_that_is_not_set_stops_no_other_vendor_and_never_shows()
    {
        Assert.Equal("TEST_KEY is not set", Load(Right).Find("test/one")!.Vendor.Credential!.Missing);
        var set = Load(Right, ("TEST_KEY", TestVendor.Secret)).Find("test/one")!;
        Assert.Null(set.Vendor.Credential!.Missing);
        Assert.DoesNotContain(TestVendor.Secret, set.ToString());
        Assert.DoesNotContain(TestVendor.Secret, set.Vendor.Credential.ToString());
    }

    private static VendorCatalog Load(string document, params (string Key, string Value)[] settings) => Load([document], settings);

    private static VendorCatalog Load(string first, string second) => Load([first, second], []);

    private static VendorCatalog Load(string[] documents, (string Key, string Value)[] settings)
    {
        var folder = Given.Folder();
        try
        {
            Directory.CreateDirectory(Path.Combine(folder, "vendors"));
            for (var i = 0; i < documents.Length; i++) File.WriteAllText(Path.Combine(folder, "vendors", $"{i}test.yaml"), documents[i]);
            var configuration = new ConfigurationBuilder().AddInMemoryCollection(settings.Select(s => new KeyValuePair<string, string?>(s.Key, s.Value))).Build();
            return VendorCatalog.Load(new CatalogFolder(folder), configuration, NullLogger<VendorCatalog>.Instance);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
