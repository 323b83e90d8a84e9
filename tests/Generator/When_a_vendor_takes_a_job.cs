using Atelier.Contracts;
using Atelier.Generator.Attempts;
using Atelier.Generator.Tests.Support;

namespace Atelier.Generator.Tests;

public sealed class When_a_vendor_takes_a_job : IAsyncLifetime
{
    private const string Accepted = """{"id":"j 1","statusUrl":"$URL/status"}""";

    private readonly string folder = Given.Folder();
    private TestVendor vendor = null!;
    private GeneratorHost host = null!;

    private string Data => Path.Combine(folder, "data");

    public async ValueTask InitializeAsync()
    {
        vendor = await TestVendor.Start();
        host = await Start(Data);
    }

    public async ValueTask DisposeAsync()
    {
        await host.DisposeAsync();
        await vendor.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task it_is_followed_to_its_output()
    {
        vendor.On("/job", 202, Accepted)
            .On("/status", 200, """{"state":"RUNNING"}""").On("/status", 500, "").On("/status", 200, """{"state":"A_NEW_NAME"}""").On("/status", 200, """{"state":"DONE"}""")
            .On("/job/j 1/result", 200, """{"url":"$URL/file","logs":"using seed 99"}""").File("/file", Given.Png);
        var attempt = Given.Attempt("test/job");
        var done = await host.Completes(attempt);
        Assert.Equal((99L, "j 1", Cost.Of(50_000)), (done.Seed, done.VendorJobId, done.Cost));
        Assert.Equal(1, vendor.Count("/job"));
        Assert.Equal(4, vendor.Count("/status"));
        Assert.All(vendor.Requests, r => Assert.Equal(r.Path == "/file" ? null : $"Bearer {TestVendor.Secret}", r.Authorization));
    }

    [Fact]
    public async Task a_dead_link_is_replaced_by_reading_the_result_again()
    {
        vendor.On("/job", 200, Accepted).On("/status", 200, """{"state":"DONE"}""")
            .On("/job/j 1/result", 200, """{"url":"$URL/dead"}""").On("/job/j 1/result", 200, """{"url":"$URL/file"}""")
            .On("/dead", 403, "").File("/file", Given.Png);
        await host.Completes(Given.Attempt("test/job"));
        Assert.Equal((1, 2), (vendor.Count("/job"), vendor.Count("/job/j 1/result")));
    }

    [Fact]
    public async Task links_that_stay_dead_lose_the_output_which_is_charged()
    {
        vendor.On("/job", 200, Accepted).On("/status", 200, """{"state":"DONE"}""").On("/job/j 1/result", 200, """{"url":"$URL/dead"}""").On("/dead", 404, "");
        var failed = await host.Fails(Given.Attempt("test/job"));
        Assert.Equal((FailureKind.OutputLost, Cost.Of(50_000), "j 1"), (failed.Failure, failed.Cost, failed.VendorJobId));
    }

    [Theory]
    [InlineData("""{"state":"FAILED","error":"against our policy"}""", FailureKind.Refused)]
    [InlineData("""{"state":"FAILED","error":"worker died"}""", FailureKind.VendorError)]
    public async Task a_job_that_failed_says_why(string status, FailureKind kind)
    {
        vendor.On("/job", 200, Accepted).On("/status", 200, status);
        var failed = await host.Fails(Given.Attempt("test/job"));
        Assert.Equal((kind, Cost.Nothing), (failed.Failure, failed.Cost));
    }

    [Fact]
    public async Task the_deadline_cancels_it_and_the_price_book_says_what_that_costs()
    {
        vendor.On("/job", 200, Accepted).On("/status", 200, """{"state":"RUNNING"}""").On("/job/j 1/cancel", 200, "{}");
        var failed = await host.Fails(Given.Attempt("test/job", a => a.Within = TimeSpan.FromSeconds(3)));
        Assert.Equal((FailureKind.TimedOut, Cost.Of(50_000)), (failed.Failure, failed.Cost));
        Assert.Contains(vendor.Requests, r => r is { Method: "PUT", Path: "/job/j 1/cancel" });
    }

    [Fact]
    public async Task an_acceptance_without_an_id_is_unknown()
    {
        vendor.On("/job", 200, "{}");
        Assert.Equal(FailureKind.SubmissionUnknown, (await host.Fails(Given.Attempt("test/job"))).Failure);
        Assert.Equal(1, vendor.Count("/job"));
    }

    [Fact]
    public async Task a_status_address_elsewhere_is_not_followed_and_sees_no_secret()
    {
        await using var elsewhere = await TestVendor.Start();
        vendor.On("/job", 200, $$"""{"id":"j","statusUrl":"{{elsewhere.Url}}/status"}""");
        var failed = await host.Fails(Given.Attempt("test/job"));
        Assert.Contains("cannot be followed", failed.Detail);
        Assert.Empty(elsewhere.Requests);
    }

    [Fact]
    public async Task a_process_that_stops_leaves_it_to_the_next_which_asks_on_and_submits_nothing()
    {
        var attempt = await Running();
        await host.DisposeAsync();
        host = await Start(Data);
        Finish();
        await host.Completes(attempt.AttemptId);
        Assert.Equal(1, vendor.Count("/job"));
    }

    [Fact]
    public async Task a_process_that_was_killed_is_taken_over_from()
    {
        var attempt = await Running();
        await using var next = await Start(Image());
        Finish();
        var done = await next.Completes(attempt.AttemptId);
        Assert.Equal("j 1", done.VendorJobId);
        Assert.Equal(1, vendor.Count("/job"));
    }

    [Fact]
    public async Task a_process_that_was_killed_while_asking_leaves_an_unknown_submission_and_nothing_is_sent_twice()
    {
        var release = new TaskCompletionSource();
        vendor.On("/job", _ => release.Task);
        var attempt = Given.Attempt("test/job");
        await host.Send(attempt);
        await Until.True(() => vendor.Count("/job") == 1, "the vendor is asked");
        await using (var next = await Start(Image()))
        {
            var failed = await next.Fails(attempt.AttemptId);
            Assert.Equal(FailureKind.SubmissionUnknown, failed.Failure);
            Assert.Null(failed.Cost.Micros);
            Assert.Equal(AttemptState.SubmissionUnknown, (await next.Row(attempt.AttemptId))!.State);
            await next.Send(attempt);
        }

        Assert.Equal(1, vendor.Count("/job"));
        release.SetResult();
    }

    [Fact]
    public async Task an_attempt_that_waited_for_room_when_its_process_was_killed_is_asked_for_by_the_next()
    {
        vendor.On("/job", 429, "{}", retryAfter: "3").On("/job", 200, Accepted);
        Finish();
        var attempt = Given.Attempt("test/job");
        await host.Send(attempt);
        await Until.True(async () => (await host.Row(attempt.AttemptId))?.State == AttemptState.Waiting && vendor.Count("/job") == 1, "it waits");
        var image = Image();
        await host.DisposeAsync();
        host = await Start(image);
        await host.Completes(attempt.AttemptId);
        Assert.Equal(2, vendor.Count("/job"));
    }

    private async Task<GenerateAttempt> Running()
    {
        vendor.On("/job", 200, Accepted).On("/status", 200, """{"state":"RUNNING"}""");
        var attempt = Given.Attempt("test/job");
        await host.Send(attempt);
        await Until.True(async () => (await host.Row(attempt.AttemptId))?.State == AttemptState.Submitted, "the job's id is written down");
        return attempt;
    }

    private void Finish() => vendor.On("/status", 200, """{"state":"DONE"}""").On("/job/j 1/result", 200, """{"url":"$URL/file"}""").File("/file", Given.Png);

    private Task<GeneratorHost> Start(string data) => GeneratorHost.Start(data, vendor.Catalog(Path.Combine(folder, "catalog")), ("TEST_KEY", TestVendor.Secret));

    /// <summary>What a process that is killed at this moment leaves on the disk.</summary>
    private string Image()
    {
        var image = Path.Combine(folder, "image");
        Directory.CreateDirectory(image);
        foreach (var file in Directory.EnumerateFiles(Data, "generator.db*")) File.Copy(file, Path.Combine(image, Path.GetFileName(file)));
        return image;
    }
}
