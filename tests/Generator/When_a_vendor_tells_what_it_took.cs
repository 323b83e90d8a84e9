using Atelier.Contracts;
using Atelier.Contracts.Catalog;
using Atelier.Generator.Tests.Support;
using Atelier.Platform.Catalog;
using Microsoft.AspNetCore.Http;

namespace Atelier.Generator.Tests;

public sealed class When_a_vendor_tells_what_it_took : IAsyncLifetime
{
    private const string Calls = """
          metered:
            path: /sync
            body: { prompt: "{prompt}" }
            output: { base64: [/image] }
            usage:
              units:
                outputImageToken: { in: /usage/details, where: { /modality: IMAGE }, at: [/count] }
                gpuSecond: { header: X-Machine-Time, pattern: '(\d+)ms', times: 0.001 }
          priced:
            path: /job
            body: { prompt: "{prompt}" }
            job:
              id: { at: [/id] }
              status: { path: "/job/{job}" }
              state: { at: [/state] }
              states: { RUNNING: pending, DONE: done, FAILED: failed }
              poll: { first: 10ms, interval: 20ms }
            output: { url: [/url] }
            usage: { usd: { at: [/cost] }, units: { credit: { at: [/credits] } } }
        models:
          metered: { medium: image, seed: absent, sizes: {}, call: metered }
          machine: { medium: image, seed: absent, sizes: {}, call: metered }
          priced: { medium: image, seed: absent, sizes: {}, call: priced }
        """;

    private const string Prices = """
        credits: { test: [{ until: 2020-01-01, usd: 1 }, { from: 2020-01-01, usd: 0.01 }] }
        models:
          test/metered: { charges: [{ per: image, usd: 0.01 }, { per: outputImageToken, usd: 0.00004, most: 6240 }] }
          test/machine: { per: gpuSecond, usd: 0.001, most: 60 }
          test/priced: { per: image, usd: 0.05, billedFailures: [vendorError] }
        ownWork: { inspectionUsdPerSecond: 0, refinementUsdPerSecond: 0 }
        """;

    private readonly string folder = Given.Folder();
    private TestVendor vendor = null!;
    private GeneratorHost host = null!;

    public async ValueTask InitializeAsync()
    {
        vendor = await TestVendor.Start();
        var catalog = vendor.Catalog(Path.Combine(folder, "catalog"));
        var document = Path.Combine(catalog, "vendors", "test.yaml");
        var text = await File.ReadAllTextAsync(document);
        await File.WriteAllTextAsync(document, text[..text.IndexOf("models:", StringComparison.Ordinal)] + Calls);
        await File.WriteAllTextAsync(Path.Combine(catalog, "prices.yaml"), Prices);
        host = await GeneratorHost.Start(Path.Combine(folder, "data"), catalog, ("TEST_KEY", TestVendor.Secret));
    }

    public async ValueTask DisposeAsync()
    {
        await host.DisposeAsync();
        await vendor.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task its_figures_are_charged_and_told_with_the_book_that_priced_them()
    {
        vendor.On("/sync", 200, $$$"""{"image":"{{{Given.PngBase64}}}","usage":{"details":[{"modality":"TEXT","count":9},{"modality":"IMAGE","count":1000},{"modality":"IMAGE","count":56}]}}""");
        var done = await host.Completes(Given.Attempt("test/metered"));
        Assert.Equal(Cost.Of(10_000 + 42_240), done.Cost);
        Assert.Equal((CostSource.Usage, 1056m), (done.Basis!.Source, done.Basis.Usage!.Units[PriceUnit.OutputImageToken]));
        Assert.Equal(CatalogLoader.Load<PriceHistory>(Path.Combine(folder, "catalog", "prices.yaml")).Hash, done.Basis.PricesHash);
    }

    [Fact]
    public async Task a_figure_in_a_header_is_taken()
    {
        vendor.On("/sync", async http =>
        {
            http.Response.Headers["X-Machine-Time"] = "2500ms";
            await http.Response.WriteAsync($$"""{"image":"{{Given.PngBase64}}"}""");
        });
        Assert.Equal(Cost.Of(2_500), (await host.Completes(Given.Attempt("test/machine"))).Cost);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"details":[]}""")]
    [InlineData("""{"details":[{"modality":"IMAGE","count":-5}]}""")]
    [InlineData("""{"details":[{"modality":"IMAGE","count":"many"}]}""")]
    [InlineData("""{"details":[{"modality":"IMAGE","count":1e28}]}""")]
    public async Task without_a_figure_that_makes_sense_the_cost_is_unpriced_and_never_nothing(string usage)
    {
        vendor.On("/sync", 200, $$"""{"image":"{{Given.PngBase64}}","usage":{{usage}}}""");
        var done = await host.Completes(Given.Attempt("test/metered"));
        Assert.Equal("test/metered is charged by the outputImageToken, and the vendor's answer did not say how many it took", done.Cost.Unpriced);
    }

    [Theory]
    [InlineData("""{"id":"j","credits":3}""", """{"state":"DONE","url":"$URL/file"}""", 30_000L)] // told when the job was taken
    [InlineData("""{"id":"j","credits":3}""", """{"state":"DONE","url":"$URL/file","credits":4}""", 40_000L)] // the later word counts
    [InlineData("""{"id":"j","credits":3}""", """{"state":"DONE","url":"$URL/file","cost":0.0123}""", 12_300L)]
    [InlineData("""{"id":"j"}""", """{"state":"DONE","url":"$URL/file"}""", 50_000L)]
    public async Task what_a_job_says_anywhere_is_remembered(string taken, string ended, long micros)
    {
        vendor.On("/job", 200, taken).On("/job/j", 200, """{"state":"RUNNING"}""").On("/job/j", 200, ended).File("/file", Given.Png);
        Assert.Equal(micros, (await host.Completes(Given.Attempt("test/priced"))).Cost.Micros);
    }

    [Fact]
    public async Task a_failure_that_is_billed_is_billed_as_the_vendor_says()
    {
        vendor.On("/job", 200, """{"id":"j"}""").On("/job/j", 200, """{"state":"FAILED","cost":0.02}""");
        Assert.Equal(20_000, (await host.Fails(Given.Attempt("test/priced"))).Cost.Micros);
    }
}
