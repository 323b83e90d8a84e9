using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Atelier.Contracts;
using Atelier.Generator.Attempts;
using Atelier.Generator.Tests.Support;

namespace Atelier.Generator.Tests;

/// <summary>The vendor drops the connection after it took the request: asked where it can be, and shown for a decision where it cannot.</summary>
public sealed class When_an_answer_is_lost : IAsyncLifetime
{
    private const string Document = """
        vendor: lossy
        baseUrl: $URL
        headers: { Idempotency-Key: "{attempt}" }
        calls:
          asked: &call
            path: /job
            timeout: 5s
            body: { own: "{attempt}" }
            job: &job
              id: { at: [/id] }
              status: { path: "/job/{job}" }
              state: { at: [/state] }
              states: { DONE: done, FAILED: failed }
              poll: { first: 1ms, interval: 10ms, max: 50ms }
            settle: { ask: { path: "/own/{attempt}" }, for: 300ms, interval: 20ms }
            output: { url: [/url] }
          again:
            path: /job
            timeout: 5s
            body: { own: "{attempt}" }
            job: *job
            settle: { ask: { path: "/own/{attempt}" }, for: 300ms, interval: 20ms, repeats: true }
            output: { url: [/url] }
          repeated:
            path: /job
            timeout: 5s
            body: { own: "{attempt}" }
            job: *job
            settle: { repeats: true }
            output: { url: [/url] }
          shown:
            path: /job
            timeout: 5s
            body: { own: "{attempt}" }
            job: *job
            output: { url: [/url] }
        models:
          asked: { medium: image, seed: absent, sizes: {}, call: asked }
          again: { medium: image, seed: absent, sizes: {}, call: again }
          repeated: { medium: image, seed: absent, sizes: {}, call: repeated }
          shown: { medium: image, seed: absent, sizes: {}, call: shown }
        """;

    private readonly string folder = Given.Folder();
    private readonly HttpClient http = new();
    private TestVendor vendor = null!;
    private GeneratorHost host = null!;

    public async ValueTask InitializeAsync()
    {
        vendor = await TestVendor.Start();
        var catalog = vendor.Catalog(Path.Combine(folder, "catalog"));
        var prices = Path.Combine(catalog, "prices.yaml");
        await File.WriteAllTextAsync(prices, (await File.ReadAllTextAsync(prices)).Replace("models:\n", "models:\n  lossy/asked: { per: image, usd: 0.05 }\n  lossy/again: { per: image, usd: 0.05 }\n  lossy/repeated: { per: image, usd: 0.05 }\n  lossy/shown: { per: image, usd: 0.05 }\n"));
        await File.WriteAllTextAsync(Path.Combine(catalog, "vendors", "lossy.yaml"), Document.Replace("$URL", vendor.Url));
        host = await GeneratorHost.Start(Path.Combine(folder, "data"), catalog, ("TEST_KEY", "x"));
        http.DefaultRequestHeaders.Add("X-Atelier-Roles", "operator");
        http.DefaultRequestHeaders.Add("X-Atelier-Name", "ann");
    }

    public async ValueTask DisposeAsync()
    {
        http.Dispose();
        await host.DisposeAsync();
        await vendor.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    [Theory]
    [InlineData("asked")]
    [InlineData("again")]
    public async Task the_vendor_is_asked_by_our_id_and_the_job_that_it_has_is_followed(string model)
    {
        var attempt = Given.Attempt($"lossy/{model}");
        vendor.Drop("/job").On($"/own/{attempt.AttemptId}", 404, "{}").On($"/own/{attempt.AttemptId}", 500, "").On($"/own/{attempt.AttemptId}", 200, """{"id":"j1","state":"RUNNING"}""");
        Finish();
        var done = await host.Completes(attempt);
        Assert.Equal(("j1", Cost.Of(50_000)), (done.VendorJobId, done.Cost));
        Assert.Equal(1, vendor.Count("/job"));
    }

    [Fact]
    public async Task what_it_has_not_is_free_by_its_own_word_and_not_sent_again()
    {
        var attempt = Given.Attempt("lossy/asked");
        vendor.Drop("/job").On($"/own/{attempt.AttemptId}", 404, "{}");
        var failed = await host.Fails(attempt);
        Assert.Equal((FailureKind.VendorError, Cost.Nothing), (failed.Failure, failed.Cost));
        Assert.Equal(1, vendor.Count("/job"));
    }

    [Fact]
    public async Task what_it_has_not_is_sent_again_where_it_takes_an_id_once()
    {
        var attempt = Given.Attempt("lossy/again");
        vendor.Drop("/job").On("/job", 200, """{"id":"j1"}""").On($"/own/{attempt.AttemptId}", 404, "{}");
        Finish();
        await host.Completes(attempt);
        Assert.Equal(2, vendor.Count("/job"));
    }

    [Fact]
    public async Task a_vendor_that_knows_a_key_is_sent_the_same_again()
    {
        vendor.Drop("/job").On("/job", 200, """{"id":"j1"}""");
        Finish();
        var attempt = Given.Attempt("lossy/repeated");
        await host.Completes(attempt);
        Assert.All(vendor.Requests.Where(request => request.Path == "/job"), request => Assert.Equal($"{attempt.AttemptId}", request.Key));
        Assert.Equal(2, vendor.Count("/job"));
    }

    [Fact]
    public async Task a_vendor_that_stays_away_leaves_it_unknown_and_not_free()
    {
        vendor.Drop("/job");
        var failed = await host.Fails(Given.Attempt("lossy/repeated"));
        Assert.Equal((FailureKind.SubmissionUnknown, null), (failed.Failure, failed.Cost.Micros));
        var silent = Given.Attempt("lossy/asked", it => it.Within = TimeSpan.FromSeconds(1));
        vendor.On($"/own/{silent.AttemptId}", 500, "");
        var asked = await host.Fails(silent);
        Assert.Equal((FailureKind.SubmissionUnknown, null), (asked.Failure, asked.Cost.Micros));
    }

    [Theory]
    [InlineData("""{"taken":false}""", 0, null)]
    [InlineData("""{"taken":true}""", 50_000, null)]
    [InlineData("""{"taken":true,"job":"j1"}""", 50_000, """{"state":"DONE"}""")]
    [InlineData("""{"taken":true,"job":"j1"}""", 0, """{"state":"FAILED"}""")]
    public async Task an_operator_says_what_became_of_it_once_and_its_charge_is_told(string word, long micros, string? job)
    {
        var attempt = await Unknown();
        if (job is not null) vendor.On("/job/j1", 200, job);
        var listed = await http.GetFromJsonAsync<JsonElement>(new Uri(host.Url, "/v1/submissions"), TestContext.Current.CancellationToken);
        Assert.Equal(attempt.AttemptId, listed.GetProperty("unknown")[0].GetProperty("attempt").GetGuid());
        Assert.Equal(HttpStatusCode.OK, await Settle(attempt, word));
        await Until.True(() => host.Settled.Count == 1, "it is told");
        var settled = host.Settled.Single();
        Assert.Equal((attempt.AttemptId, Cost.Of(micros), "ann"), (settled.AttemptId, settled.Cost, settled.By));
        Assert.Equal(HttpStatusCode.Conflict, await Settle(attempt, """{"taken":false}"""));
        Assert.Equal(1, vendor.Count("/job"));
    }

    [Fact]
    public async Task an_operator_who_errs_changes_nothing()
    {
        var attempt = await Unknown();
        vendor.On("/job/j1", 404, "{}").On("/job/j2", 200, """{"state":"RUNNING"}""");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, await Settle(attempt, "{}"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, await Settle(attempt, """{"taken":false,"job":"j1"}"""));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, await Settle(attempt, """{"taken":true,"job":"j1"}""")); // the vendor does not know it
        Assert.Equal(HttpStatusCode.Conflict, await Settle(attempt, """{"taken":true,"job":"j2"}""")); // under way
        Assert.Equal(HttpStatusCode.NotFound, await Settle(Given.Attempt("lossy/shown"), """{"taken":true}"""));
        http.DefaultRequestHeaders.Remove("X-Atelier-Roles");
        Assert.Equal(HttpStatusCode.Forbidden, await Settle(attempt, """{"taken":false}"""));
        Assert.Empty(host.Settled);
        Assert.Null((await host.Row(attempt.AttemptId))!.SettledAt);
    }

    private async Task<GenerateAttempt> Unknown()
    {
        vendor.Drop("/job");
        var attempt = Given.Attempt("lossy/shown");
        Assert.Equal(FailureKind.SubmissionUnknown, (await host.Fails(attempt)).Failure);
        return attempt;
    }

    private async Task<HttpStatusCode> Settle(GenerateAttempt attempt, string word)
    {
        using var answer = await http.PostAsync(new Uri(host.Url, $"/v1/submissions/{attempt.AttemptId}/settle"), new StringContent(word, System.Text.Encoding.UTF8, "application/json"));
        return answer.StatusCode;
    }

    private void Finish() => vendor.On("/job/j1", 200, """{"state":"DONE","url":"$URL/file"}""").File("/file", Given.Png);
}
