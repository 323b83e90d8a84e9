using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Atelier.Generator.Tests.Support;

/// <summary>A vendor over real HTTP that does as the test says; it serves every path, and remembers every request.</summary>
internal sealed class TestVendor : IAsyncDisposable
{
    /// <summary>How many attempts its document lets it have in hand at once.</summary>
    public const int MaxConcurrent = 8;

    public const string Secret = "sk-very-secret-0815";

    private readonly WebApplication server;
    private readonly ConcurrentDictionary<string, ConcurrentQueue<Func<HttpContext, Task>>> answers = [];

    private TestVendor(WebApplication server) => this.server = server;

    public ConcurrentQueue<(string Method, string Path, string? Authorization, string? Key, string Body)> Requests { get; } = [];

    public string Url => server.Urls.Single();

    public static async Task<TestVendor> Start(string url = "http://127.0.0.1:0")
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls(url);
        var vendor = new TestVendor(builder.Build());
        vendor.server.Run(vendor.Serve);
        await vendor.server.StartAsync();
        return vendor;
    }

    public int Count(string path) => Requests.Count(request => request.Path == path);

    /// <summary>The next answer on a path; the last one given is repeated.</summary>
    public TestVendor On(string path, Func<HttpContext, Task> answer)
    {
        answers.GetOrAdd(path, _ => []).Enqueue(answer);
        return this;
    }

    public TestVendor On(string path, int status, string json, string? retryAfter = null) => On(path, async http =>
    {
        http.Response.StatusCode = status;
        if (retryAfter is not null) http.Response.Headers.RetryAfter = retryAfter;
        http.Response.ContentType = "application/json";
        await http.Response.WriteAsync(json.Replace("$URL", Url));
    });

    public TestVendor File(string path, byte[] bytes) => On(path, http => http.Response.Body.WriteAsync(bytes).AsTask());

    public TestVendor Drop(string path) => On(path, http =>
    {
        http.Abort();
        return Task.CompletedTask;
    });

    /// <summary>A catalog with one document for each style, all at this vendor.</summary>
    public string Catalog(string folder)
    {
        Directory.CreateDirectory(Path.Combine(folder, "vendors"));
        System.IO.File.WriteAllText(Path.Combine(folder, "routing.yaml"), "tiers: { main: {} }\n");
        System.IO.File.WriteAllText(Path.Combine(folder, "prices.yaml"), """
            models:
              test/sync: { per: image, usd: 0.05, billedFailures: [timedOut] }
              test/link: { per: image, usd: 0.05 }
              test/job: { per: image, usd: 0.05, billedFailures: [timedOut, cancelled] }
            ownWork: { inspectionUsdPerSecond: 0, refinementUsdPerSecond: 0 }
            """);
        System.IO.File.WriteAllText(Path.Combine(folder, "vendors", "test.yaml"), Document.Replace("$URL", Url).Replace("$MOST", $"{MaxConcurrent}"));
        return folder;
    }

    public ValueTask DisposeAsync() => server.DisposeAsync();

    private async Task Serve(HttpContext http)
    {
        var body = await new StreamReader(http.Request.Body).ReadToEndAsync();
        var path = http.Request.Path.Value!;
        Requests.Enqueue((http.Request.Method, path, http.Request.Headers.Authorization, http.Request.Headers["Idempotency-Key"], body));
        if (!answers.TryGetValue(path, out var queue))
        {
            http.Response.StatusCode = 404;
            return;
        }

        Func<HttpContext, Task>? answer;
        while (!(queue.Count > 1 ? queue.TryDequeue(out answer) : queue.TryPeek(out answer))) { }
        await answer(http);
    }

    private const string Document = """
        vendor: test
        baseUrl: $URL
        auth: { header: Authorization, value: "Bearer {secret}", secret: TEST_KEY }
        headers: { Idempotency-Key: "{attempt}" }
        limits: { maxConcurrent: $MOST }
        calls:
          sync:
            path: /sync
            timeout: 5s
            body: { prompt: "{prompt}", seed: "{seed}" }
            output: { base64: [/image], seed: { at: [/seed] } }
            errors: &errors
              - { status: [400], at: /code, is: [moderated], means: refused }
              - { status: [400], means: invalidRequest }
              - { status: [503], means: retry }
              - { state: [FAILED], at: /error, matches: policy, means: refused }
            detail: [/error]
          link:
            path: /link
            body: { prompt: "{prompt}" }
            output: { url: [/url] }
          job:
            path: /job
            timeout: 5s
            body: { prompt: "{prompt}" }
            job:
              id: { at: [/id] }
              status: { url: { at: [/statusUrl] } }
              state: { at: [/state] }
              states: { RUNNING: pending, DONE: done, FAILED: failed }
              result: { path: "/job/{job}/result" }
              cancel: { method: PUT, path: "/job/{job}/cancel" }
              poll: { first: 10ms, interval: 50ms, max: 100ms, timeout: 2s }
            output: { url: [/url], seed: { at: [/logs], pattern: 'seed (\d+)' } }
            errors: *errors
            detail: [/error]
        models:
          sync: { medium: image, seed: honoured, sizes: {}, call: sync }
          unpriced: { medium: image, seed: honoured, sizes: {}, call: sync }
          link: { medium: image, seed: honoured, sizes: {}, call: link }
          job: { medium: image, seed: honoured, sizes: {}, call: job }
        """;
}
