using System.Collections.Concurrent;
using Atelier.Contracts;
using Atelier.Generator.Tests.Support;

namespace Atelier.Generator.Tests;

/// <summary>What jobs at real vendors need beyond the plain: parameters of addresses, own names for sizes, media behind the API's door.</summary>
public sealed class When_a_vendor_asks_for_more : IAsyncLifetime
{
    private const string Document = """
        vendor: more
        baseUrl: $URL
        auth: { query: key, value: "{secret}", secret: MORE_KEY }
        retryAfter: { headers: [x-reset], take: { at: [/detail], pattern: 'in (\d+)s' } }
        calls:
          job:
            path: /more/{wire.name}
            query: { hook: "{prompt}", absent: "{guidance}" }
            body: { ratio: "{size.ratio}", resolution: "{size.resolution}" }
            job: &job
              id: { at: [/name] }
              status: { path: "/ops/{job.path}" }
              state: { at: [/done] }
              states: { "true": done, BLOCKED: refused }
              poll: { first: 1ms, interval: 10ms, max: 10ms }
            output: { url: [/uri], authorized: true, redirects: 1 }
            errors: &errors
              - { state: ["true"], at: /error/code, is: ["3"], means: invalidRequest, charged: never }
              - { state: ["true"], at: /error/code, is: ["8"], means: failed, charged: inFull }
              - { state: ["true"], at: /error, means: failed, charged: unknown }
            detail: [/error/message]
          content:
            path: /more/{wire.name}
            body: { prompt: "{prompt}" }
            job: *job
            output: { content: { path: "/ops/{job.path}/content?variant=video" } }
        models:
          job: &model
            { medium: image, seed: absent, sizes: { only: [256x144, 144x256] }, call: job, wire: { name: run },
              sizeTerms: { 256x144: { ratio: "16:9", resolution: 144p }, 144x256: { ratio: "9:16" } } }
          content: { medium: image, seed: absent, sizes: {}, call: content, wire: { name: run } }
        """;

    private readonly string folder = Given.Folder();
    private readonly ConcurrentQueue<(string Path, string Query)> seen = [];
    private TestVendor vendor = null!;
    private GeneratorHost host = null!;

    public async ValueTask InitializeAsync()
    {
        vendor = await TestVendor.Start();
        var catalog = vendor.Catalog(Path.Combine(folder, "catalog"));
        await File.AppendAllTextAsync(Path.Combine(catalog, "prices.yaml"), "\n");
        var prices = await File.ReadAllTextAsync(Path.Combine(catalog, "prices.yaml"));
        await File.WriteAllTextAsync(Path.Combine(catalog, "prices.yaml"), prices.Replace("models:\n", "models:\n  more/job: { per: image, usd: 0.05, billedFailures: [invalidRequest] }\n"));
        await File.WriteAllTextAsync(Path.Combine(catalog, "vendors", "more.yaml"), Document.Replace("$URL", vendor.Url));
        host = await GeneratorHost.Start(Path.Combine(folder, "data"), catalog, ("TEST_KEY", "x"), ("MORE_KEY", TestVendor.Secret));
    }

    public async ValueTask DisposeAsync()
    {
        await host.DisposeAsync();
        await vendor.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task parameters_of_its_addresses_are_written_and_its_link_is_fetched_as_the_API_is_and_followed_without_the_secret()
    {
        Say("/more/run", """{"name":"models/a/operations/7"}""").Say("/ops/models/a/operations/7", """{"done":true,"uri":"$URL/file?alt=media"}""");
        vendor.On("/file", http =>
        {
            seen.Enqueue(("/file", http.Request.QueryString.Value!));
            http.Response.StatusCode = 302;
            http.Response.Headers.Location = "/bytes?signed=1";
            return Task.CompletedTask;
        }).On("/bytes", http =>
        {
            seen.Enqueue(("/bytes", http.Request.QueryString.Value!));
            return http.Response.Body.WriteAsync(Given.Png).AsTask();
        });
        var done = await host.Completes(Given.Attempt("more/job", a => a.Parameters = a.Parameters with { Prompt = "a&b c", Guidance = null }));
        Assert.Equal("models/a/operations/7", done.VendorJobId);
        Assert.Equal(
            [("/more/run", $"?hook=a%26b%20c&key={TestVendor.Secret}"), ("/ops/models/a/operations/7", $"?key={TestVendor.Secret}"), ("/file", $"?alt=media&key={TestVendor.Secret}"), ("/bytes", "?signed=1")],
            seen);
        Assert.Equal("""{"ratio":"16:9","resolution":"144p"}""", vendor.Requests.First().Body);
        Assert.DoesNotContain(host.Logs, line => line.Contains(TestVendor.Secret));
    }

    [Fact]
    public async Task a_term_that_a_size_lacks_is_left_out()
    {
        Say("/more/run", """{"name":"7"}""").Say("/ops/7", """{"done":true,"error":{"code":9}}""");
        await host.Fails(Given.Attempt("more/job", a => a.Parameters = a.Parameters with { Width = 144, Height = 256 }));
        Assert.Equal("""{"ratio":"9:16"}""", vendor.Requests.First().Body);
    }

    [Fact]
    public async Task media_that_the_API_itself_answers_with_is_read_with_the_secret()
    {
        Say("/more/run", """{"name":"7"}""").Say("/ops/7", """{"done":true}""");
        vendor.On("/ops/7/content", http =>
        {
            seen.Enqueue(("/content", http.Request.QueryString.Value!));
            return http.Response.Body.WriteAsync(Given.Png).AsTask();
        });
        await host.Completes(Given.Attempt("more/content"));
        Assert.Contains(("/content", $"?variant=video&key={TestVendor.Secret}"), seen);
    }

    [Fact]
    public async Task a_redirect_to_a_place_that_the_document_does_not_name_is_not_followed()
    {
        await using var elsewhere = await TestVendor.Start();
        Say("/more/run", """{"name":"7"}""").Say("/ops/7", """{"done":true,"uri":"$URL/file"}""");
        vendor.On("/file", http =>
        {
            http.Response.StatusCode = 302;
            http.Response.Headers.Location = $"{elsewhere.Url}/file";
            return Task.CompletedTask;
        });
        Assert.Contains("cannot be followed", (await host.Fails(Given.Attempt("more/job"))).Detail);
        Assert.Empty(elsewhere.Requests);
    }

    [Theory]
    [InlineData("""{"done":true,"error":{"code":3,"message":"no"}}""", FailureKind.InvalidRequest, 0L)] // although the price book bills these
    [InlineData("""{"done":true,"error":{"code":8,"message":"no"}}""", FailureKind.VendorError, 50_000L)]
    [InlineData("""{"done":true,"error":{"code":9,"message":"no"}}""", FailureKind.VendorError, null)]
    [InlineData("""{"done":"BLOCKED"}""", FailureKind.Refused, 0L)]
    public async Task a_rule_says_whether_a_failure_is_charged(string status, FailureKind kind, long? micros)
    {
        Say("/more/run", """{"name":"7"}""").Say("/ops/7", status);
        var failed = await host.Fails(Given.Attempt("more/job"));
        Assert.Equal((kind, micros), (failed.Failure, failed.Cost.Micros));
    }

    [Fact]
    public async Task the_secret_in_an_address_that_it_repeats_is_taken_out()
    {
        vendor.On("/more/run", 400, $$$"""{"error":{"message":"key={{{TestVendor.Secret}}} is wrong"}}""");
        Assert.Equal("HTTP 400: key=[secret] is wrong", (await host.Fails(Given.Attempt("more/job"))).Detail);
    }

    private When_a_vendor_asks_for_more Say(string path, string json)
    {
        vendor.On(path, http =>
        {
            seen.Enqueue((path, http.Request.QueryString.Value!));
            http.Response.ContentType = "application/json";
            return Microsoft.AspNetCore.Http.HttpResponseWritingExtensions.WriteAsync(http.Response, json.Replace("$URL", vendor.Url));
        });
        return this;
    }
}
