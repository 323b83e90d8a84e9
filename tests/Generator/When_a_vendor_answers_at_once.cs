using Atelier.Contracts;
using Atelier.Generator.Tests.Support;
using Microsoft.AspNetCore.Http;

namespace Atelier.Generator.Tests;

public sealed class When_a_vendor_answers_at_once : IAsyncLifetime
{
    private readonly string folder = Given.Folder();
    private TestVendor vendor = null!;
    private GeneratorHost host = null!;

    public async ValueTask InitializeAsync()
    {
        vendor = await TestVendor.Start();
        host = await GeneratorHost.Start(Path.Combine(folder, "data"), vendor.Catalog(Path.Combine(folder, "catalog")), ("TEST_KEY", TestVendor.Secret));
    }

    public async ValueTask DisposeAsync()
    {
        await host.DisposeAsync();
        await vendor.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task the_picture_is_kept_and_priced_and_its_seed_told()
    {
        vendor.On("/sync", 200, $$"""{"image":"{{Given.PngBase64}}","seed":42}""");
        var attempt = Given.Attempt("test/sync");
        var done = await host.Completes(attempt);
        Assert.Equal(("image/png", 16, 16, Given.Png.Length), (done.Output.MediaType, done.Output.Width, done.Output.Height, done.Output.Bytes));
        Assert.Equal(Cost.Of(50_000), done.Cost);
        Assert.Equal(42, done.Seed);
        var request = Assert.Single(vendor.Requests);
        Assert.Equal($"Bearer {TestVendor.Secret}", request.Authorization);
        Assert.Equal(attempt.AttemptId.ToString(), request.Key);
        Assert.Equal("""{"prompt":"a lighthouse at dusk","seed":7}""", request.Body);
    }

    [Fact]
    public async Task a_duplicate_of_the_command_changes_nothing()
    {
        vendor.On("/sync", 200, $$"""{"image":"{{Given.PngBase64}}"}""");
        var attempt = Given.Attempt("test/sync");
        await Task.WhenAll(host.Send(attempt), host.Send(attempt));
        await host.Completes(attempt.AttemptId);
        await host.Send(attempt);
        await host.Completes(Given.Attempt("test/sync"));
        Assert.Equal(2, vendor.Count("/sync"));
        Assert.Single(host.Completed, e => e.AttemptId == attempt.AttemptId);
    }

    [Fact]
    public async Task no_room_is_waited_for_as_long_as_the_vendor_says()
    {
        vendor.On("/sync", 429, "{}", retryAfter: "1").On("/sync", 200, $$"""{"image":"{{Given.PngBase64}}"}""");
        var done = await host.Completes(Given.Attempt("test/sync"));
        Assert.Equal(2, vendor.Count("/sync"));
        Assert.True(done.Latency >= TimeSpan.FromSeconds(1), $"{done.Latency}");
    }

    [Fact]
    public async Task no_room_until_the_deadline_is_saturation_and_costs_nothing()
    {
        vendor.On("/sync", 429, """{"error":"busy"}""", retryAfter: "600");
        var failed = await host.Fails(Given.Attempt("test/sync"));
        Assert.Equal((FailureKind.Saturated, Cost.Nothing), (failed.Failure, failed.Cost));
    }

    [Fact]
    public async Task a_vendor_that_stays_full_yields_after_the_tables_wait()
    {
        vendor.On("/sync", 429, """{"error":"busy"}""", retryAfter: "0");
        var failed = await host.Fails(Given.Attempt("test/sync") with { LetInBy = TimeProvider.System.GetUtcNow().AddSeconds(1) });
        Assert.Equal((FailureKind.Saturated, Cost.Nothing), (failed.Failure, failed.Cost));
        Assert.True(vendor.Count("/sync") > 1, "It is asked again in that time.");
    }

    [Fact]
    public async Task an_attempt_that_this_process_has_no_permit_for_yields_after_the_tables_wait()
    {
        var answer = new TaskCompletionSource();
        vendor.On("/sync", async http =>
        {
            await answer.Task;
            await http.Response.WriteAsync($$"""{"image":"{{Given.PngBase64}}"}""");
        });
        var before = Enumerable.Range(0, TestVendor.MaxConcurrent).Select(_ => Given.Attempt("test/sync")).ToList();
        await Task.WhenAll(before.Select(host.Send));
        await Until.True(() => vendor.Count("/sync") == before.Count, "the vendor has them all");
        var failed = await host.Fails(Given.Attempt("test/sync") with { LetInBy = TimeProvider.System.GetUtcNow().AddSeconds(1) });
        Assert.Equal((FailureKind.Saturated, Cost.Nothing), (failed.Failure, failed.Cost));
        answer.SetResult();
        foreach (var attempt in before)
            await host.Completes(attempt.AttemptId);
        Assert.Equal(before.Count, vendor.Count("/sync"));
    }

    [Fact]
    public async Task what_the_document_calls_passing_is_tried_again()
    {
        vendor.On("/sync", 503, "{}").On("/sync", 503, "{}").On("/sync", 200, $$"""{"image":"{{Given.PngBase64}}"}""");
        await host.Completes(Given.Attempt("test/sync"));
        Assert.Equal(3, vendor.Count("/sync"));
    }

    [Theory]
    [InlineData(400, """{"code":"moderated","error":"not this"}""", FailureKind.Refused, 0L, "HTTP 400: not this")]
    [InlineData(400, """{"error":"bad size"}""", FailureKind.InvalidRequest, 0L, "HTTP 400: bad size")]
    [InlineData(404, "<html>", FailureKind.VendorError, 0L, "HTTP 404")]
    [InlineData(302, "{}", FailureKind.VendorError, 0L, "HTTP 302")]
    [InlineData(200, "{}", FailureKind.VendorError, 50_000L, "no output")]
    [InlineData(200, """{"image":"***"}""", FailureKind.VendorError, 50_000L, "no output")]
    [InlineData(200, """{"image":"aGVsbG8="}""", FailureKind.VendorError, 50_000L, "not media")]
    [InlineData(200, "not json", FailureKind.VendorError, 50_000L, "no output")]
    [InlineData(500, "{}", FailureKind.SubmissionUnknown, null, "HTTP 500")]
    public async Task a_failure_is_of_its_kind_and_has_its_cost(int status, string body, FailureKind kind, long? micros, string detail)
    {
        vendor.On("/sync", status, body);
        var failed = await host.Fails(Given.Attempt("test/sync"));
        Assert.Equal((kind, micros), (failed.Failure, failed.Cost.Micros));
        Assert.Contains(detail, failed.Detail);
        Assert.Equal(1, vendor.Count("/sync"));
    }

    [Fact]
    public async Task a_truncated_picture_is_an_error_of_the_vendor_and_charged()
    {
        vendor.On("/sync", 200, $$"""{"image":"{{Convert.ToBase64String(Given.Png[..40])}}"}""");
        var failed = await host.Fails(Given.Attempt("test/sync"));
        Assert.Equal((FailureKind.VendorError, Cost.Of(50_000)), (failed.Failure, failed.Cost));
        Assert.Contains("ends early", failed.Detail);
    }

    [Fact]
    public async Task a_lost_answer_is_unknown_and_never_asked_again()
    {
        vendor.Drop("/sync");
        var attempt = Given.Attempt("test/sync");
        var failed = await host.Fails(attempt);
        Assert.Equal(FailureKind.SubmissionUnknown, failed.Failure);
        Assert.Null(failed.Cost.Micros);
        Assert.NotNull(failed.Cost.Unpriced);
        await host.Send(attempt);
        vendor.On("/link", 200, """{"url":"$URL/file"}""").File("/file", Given.Png);
        await host.Completes(Given.Attempt("test/link"));
        Assert.Equal(1, vendor.Count("/sync"));
    }

    [Fact]
    public async Task a_vendor_that_is_not_there_was_certainly_not_asked()
    {
        await vendor.DisposeAsync();
        var failed = await host.Fails(Given.Attempt("test/sync"));
        Assert.Equal((FailureKind.VendorError, Cost.Nothing), (failed.Failure, failed.Cost));
    }

    [Fact]
    public async Task a_model_without_a_price_is_unpriced_and_not_free()
    {
        vendor.On("/sync", 200, $$"""{"image":"{{Given.PngBase64}}"}""");
        Assert.Equal(Cost.Unknown("no price for test/unpriced"), (await host.Completes(Given.Attempt("test/unpriced"))).Cost);
    }

    [Fact]
    public async Task a_model_that_no_document_defines_is_an_invalid_request()
    {
        var failed = await host.Fails(Given.Attempt("test/nobody"));
        Assert.Equal((FailureKind.InvalidRequest, Cost.Nothing), (failed.Failure, failed.Cost));
    }

    [Fact]
    public async Task a_command_that_comes_after_its_deadline_asks_nobody()
    {
        var failed = await host.Fails(Given.Attempt("test/sync", a => a.Within = TimeSpan.FromSeconds(-1)));
        Assert.Equal((FailureKind.TimedOut, Cost.Nothing), (failed.Failure, failed.Cost));
        Assert.Empty(vendor.Requests);
    }

    [Fact]
    public async Task a_secret_that_the_vendor_repeats_goes_no_further()
    {
        vendor.On("/sync", 401, $$"""{"error":"Incorrect key {{TestVendor.Secret}}"}""");
        var attempt = Given.Attempt("test/sync");
        var failed = await host.Fails(attempt);
        Assert.Equal("HTTP 401: Incorrect key [secret]", failed.Detail);
        vendor.Drop("/link");
        await host.Fails(Given.Attempt("test/link"));
        Assert.DoesNotContain(host.Logs, line => line.Contains(TestVendor.Secret));
        Assert.DoesNotContain(TestVendor.Secret, (await host.Row(attempt.AttemptId))!.Detail);
    }

    [Theory]
    [InlineData("http://169.254.169.254/latest/meta-data")]
    [InlineData("http://127.0.0.1:1/file")]
    [InlineData("https://elsewhere.example/file")]
    [InlineData("file:///etc/passwd")]
    public async Task a_link_to_somewhere_else_is_not_followed(string link)
    {
        vendor.On("/link", 200, $$"""{"url":"{{link}}"}""");
        var failed = await host.Fails(Given.Attempt("test/link"));
        Assert.Equal((FailureKind.VendorError, Cost.Of(50_000)), (failed.Failure, failed.Cost));
        Assert.Contains("cannot be followed", failed.Detail);
    }

    [Fact]
    public async Task a_dead_link_means_that_the_output_is_lost_and_charged()
    {
        vendor.On("/link", 200, """{"url":"$URL/file"}""").On("/file", 403, "{}");
        var failed = await host.Fails(Given.Attempt("test/link"));
        Assert.Equal((FailureKind.OutputLost, Cost.Of(50_000)), (failed.Failure, failed.Cost));
    }

    [Fact]
    public async Task a_link_that_breaks_off_is_fetched_again()
    {
        vendor.On("/link", 200, """{"url":"$URL/file"}""").Drop("/file").On("/file", 502, "").File("/file", Given.Png);
        await host.Completes(Given.Attempt("test/link"));
        Assert.True(vendor.Requests.All(r => r.Path != "/file" || r.Authorization is null), "a link is not shown the secret");
        Assert.Equal(1, vendor.Count("/link"));
    }
}
