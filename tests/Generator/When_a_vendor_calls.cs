using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using Atelier.Contracts;
using Atelier.Generator.Attempts;
using Atelier.Generator.Tests.Support;

namespace Atelier.Generator.Tests;

/// <summary>A call makes the generator ask at once; whatever it says, it changes nothing by itself.</summary>
public sealed class When_a_vendor_calls : IAsyncLifetime
{
    private const string HookKey = "a-key-of-more-than-32-characters-0815";
    private const string Signing = "c2lnbmluZy1zZWNyZXQ=";

    private const string Document = """
        vendor: calling
        baseUrl: $URL
        webhook:
          job: [/id]
          signature:
            kind: hmacSha256
            secret: CALLING_SECRET
            secretPrefix: whsec_
            secretIsBase64: true
            header: webhook-signature
            pattern: 'v1,(\S+)'
            of: "{header:webhook-id}.{header:webhook-timestamp}.{body}"
            timestamp: webhook-timestamp
        calls:
          job:
            path: /job
            timeout: 5s
            body: { webhook: "{webhook}", secret: "{webhook.secret}" }
            job:
              id: { at: [/id] }
              status: { path: "/job/{job}" }
              state: { at: [/state] }
              states: { DONE: done, FAILED: failed }
              poll: { first: 30m, interval: 30m, max: 30m }
            output: { url: [/url] }
        models:
          one: { medium: image, seed: absent, sizes: {}, call: job }
        """;

    private readonly string folder = Given.Folder();
    private readonly HttpClient http = new();
    private TestVendor vendor = null!;
    private GeneratorHost host = null!;

    public async ValueTask InitializeAsync()
    {
        vendor = await TestVendor.Start();
        host = await Start(Path.Combine(folder, "data"));
    }

    public async ValueTask DisposeAsync()
    {
        http.Dispose();
        await host.DisposeAsync();
        await vendor.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task it_is_asked_at_once_although_its_turn_is_in_half_an_hour()
    {
        var (attempt, path) = await Running();
        vendor.On("/job/j1", 200, """{"state":"DONE","url":"$URL/file"}""").File("/file", Given.Png);
        Assert.Equal(HttpStatusCode.OK, await Call(path, """{"id":"j1","status":"succeeded"}"""));
        await host.Completes(attempt.AttemptId);
        Assert.Equal(1, vendor.Count("/job"));
    }

    [Fact]
    public async Task what_it_says_is_not_believed_and_twice_is_once()
    {
        var (attempt, path) = await Running();
        vendor.On("/job/j1", 200, """{"state":"RUNNING"}""");
        for (var i = 0; i < 20; i++) Assert.Equal(HttpStatusCode.OK, await Call(path, """{"id":"j1","status":"failed","cost":900000}"""));
        await Until.True(() => vendor.Count("/job/j1") > 0, "it is asked");
        Assert.InRange(vendor.Count("/job/j1"), 1, 5); // never more often than each second
        Assert.Equal(AttemptState.Submitted, (await host.Row(attempt.AttemptId))!.State);
        Assert.Empty(host.Failed);
    }

    [Theory]
    [InlineData("forged")]
    [InlineData("old")]
    [InlineData("unsigned")]
    [InlineData("changed")]
    public async Task one_that_the_vendor_did_not_sign_is_turned_away(string how)
    {
        var (_, path) = await Running();
        Assert.Equal(HttpStatusCode.Unauthorized, await Call(path, """{"id":"j1"}""", how));
        Assert.Equal(0, vendor.Count("/job/j1"));
    }

    [Fact]
    public async Task an_address_that_was_not_made_here_leads_nowhere()
    {
        var (_, path) = await Running();
        foreach (var wrong in new[] { path[..^3] + "AAA", path + "A", "/hooks/calling/x", $"/hooks/calling/{Guid.NewGuid():N}", path.Replace("calling", "test") })
            Assert.Equal(HttpStatusCode.NotFound, await Call(wrong, "{}"));
    }

    [Fact]
    public async Task an_attempt_that_another_process_has_is_asked_for_there()
    {
        var (attempt, path) = await Running();
        vendor.On("/job/j1", 200, """{"state":"DONE","url":"$URL/file"}""").File("/file", Given.Png);
        await Microsoft.Extensions.DependencyInjection.ServiceProviderServiceExtensions.GetRequiredService<AttemptStore>(host.Services).Nudge(attempt.AttemptId, job: null); // what a process does that has it not in hand
        await host.Completes(attempt.AttemptId);
        Assert.StartsWith("/hooks/calling/", path);
    }

    [Fact]
    public async Task of_an_unknown_submission_the_job_is_kept_for_whoever_decides_and_nothing_is_decided()
    {
        vendor.Drop("/job");
        var attempt = Given.Attempt("calling/one");
        var failed = await host.Fails(attempt);
        Assert.Equal((FailureKind.SubmissionUnknown, null), (failed.Failure, failed.Cost.Micros));
        await Call(Told(), """{"id":"j9","status":"succeeded"}""");
        var row = (await host.Row(attempt.AttemptId))!;
        Assert.Equal((AttemptState.SubmissionUnknown, "j9", null), (row.State, row.JobId, row.CostMicros));
        Assert.Equal(1, vendor.Count("/job"));
    }

    [Fact]
    public async Task neither_key_nor_secret_is_in_an_address_or_a_log()
    {
        var (_, path) = await Running();
        Assert.DoesNotContain(HookKey, vendor.Requests.First().Body);
        Assert.DoesNotContain(host.Logs, line => line.Contains(HookKey) || line.Contains(Signing));
        Assert.NotEmpty(path);
    }

    private async Task<(GenerateAttempt Attempt, string Path)> Running()
    {
        vendor.On("/job", 200, """{"id":"j1"}""");
        var attempt = Given.Attempt("calling/one");
        await host.Send(attempt);
        await Until.True(async () => (await host.Row(attempt.AttemptId))?.State == AttemptState.Submitted, "the job's id is written down");
        return (attempt, Told());
    }

    /// <summary>The address that the vendor was told, below the public one.</summary>
    private string Told()
    {
        using var body = System.Text.Json.JsonDocument.Parse(vendor.Requests.First().Body);
        var address = body.RootElement.GetProperty("webhook").GetString()!;
        Assert.StartsWith("https://atelier.example/hooks/", address);
        return new Uri(address).AbsolutePath;
    }

    private async Task<HttpStatusCode> Call(string path, string body, string how = "right")
    {
        var at = TimeProvider.System.GetUtcNow() - (how == "old" ? TimeSpan.FromMinutes(6) : TimeSpan.Zero);
        var (id, stamp) = ("msg_1", $"{at.ToUnixTimeSeconds()}");
        var key = Convert.FromBase64String(Signing);
        var signature = Convert.ToBase64String(HMACSHA256.HashData(how == "forged" ? [1, 2, 3] : key, Encoding.UTF8.GetBytes($"{id}.{stamp}.{body}")));
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(host.Url, path)) { Content = new StringContent(how == "changed" ? body + " " : body, new MediaTypeHeaderValue("application/json")) };
        request.Headers.Add("webhook-id", id);
        request.Headers.Add("webhook-timestamp", stamp);
        if (how != "unsigned") request.Headers.Add("webhook-signature", $"v1,AAAA v1,{signature}");
        using var answer = await http.SendAsync(request);
        return answer.StatusCode;
    }

    private Task<GeneratorHost> Start(string data)
    {
        var catalog = vendor.Catalog(Path.Combine(folder, "catalog"));
        File.WriteAllText(Path.Combine(catalog, "vendors", "calling.yaml"), Document.Replace("$URL", vendor.Url));
        return GeneratorHost.Start(data, catalog, ("TEST_KEY", "x"), ("CALLING_SECRET", $"whsec_{Signing}"), ("Generator:Hooks:PublicUrl", "https://atelier.example"), ("Generator:Hooks:Key", HookKey));
    }
}
