using Atelier.Contracts;
using Atelier.Generator.Attempts;
using Atelier.Generator.Tests.Support;

namespace Atelier.Generator.Tests;

public sealed class When_an_attempt_is_called_off : IAsyncLifetime
{
    private const string Accepted = """{"id":"j 1","statusUrl":"$URL/status"}""";

    private readonly string folder = Given.Folder();
    private TestVendor vendor = null!;
    private GeneratorHost host = null!;

    public async ValueTask InitializeAsync()
    {
        vendor = await TestVendor.Start();
        host = await Start("data");
    }

    public async ValueTask DisposeAsync()
    {
        await host.DisposeAsync();
        await vendor.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task before_its_command_comes_it_has_ended_unbilled_and_no_vendor_is_asked()
    {
        var attempt = Given.Attempt("test/sync");
        await host.CallOff(attempt);
        var failed = await host.Fails(attempt.AttemptId);
        Assert.Equal((FailureKind.Cancelled, Cost.Nothing), (failed.Failure, failed.Cost));
        await host.Send(attempt);
        await host.CallOff(attempt);
        await host.Fails(Given.Attempt("test/none")); // what was sent before has been taken by now
        Assert.Empty(vendor.Requests);
        Assert.Single(host.Failed, failure => failure.AttemptId == attempt.AttemptId);
    }

    [Fact]
    public async Task while_it_waits_for_room_it_ends_unbilled()
    {
        vendor.On("/job", 429, "{}", retryAfter: "60");
        var attempt = Given.Attempt("test/job");
        await host.Send(attempt);
        await Until.True(async () => await host.Row(attempt.AttemptId) is { State: AttemptState.Waiting, Waits: 1 }, "it waits");
        await host.CallOff(attempt, onlyBeforeSubmission: true);
        Assert.Equal((FailureKind.Cancelled, Cost.Nothing), ((await host.Fails(attempt.AttemptId)).Failure, (await host.Fails(attempt.AttemptId)).Cost));
        Assert.Equal(1, vendor.Count("/job"));
    }

    [Fact]
    public async Task at_its_vendor_it_is_cancelled_there_and_the_price_book_says_what_that_costs()
    {
        vendor.On("/job/j 1/cancel", 200, "{}");
        var attempt = await Running();
        vendor.On("/status", 200, """{"state":"FAILED","error":"as you wish"}""");
        await host.CallOff(attempt);
        var failed = await host.Fails(attempt.AttemptId);
        Assert.Equal((FailureKind.Cancelled, Cost.Of(50_000)), (failed.Failure, failed.Cost));
        Assert.Contains(vendor.Requests, request => request is { Method: "PUT", Path: "/job/j 1/cancel" });
    }

    [Fact]
    public async Task at_its_vendor_it_goes_on_when_only_what_was_not_submitted_is_called_off()
    {
        var attempt = await Running();
        await host.CallOff(attempt, onlyBeforeSubmission: true);
        Finish();
        await host.Completes(attempt.AttemptId);
        Assert.Equal(0, vendor.Count("/job/j 1/cancel"));
    }

    [Fact]
    public async Task an_output_that_was_done_by_then_is_kept_and_paid_for()
    {
        vendor.On("/job/j 1/cancel", 400, "{}");
        var attempt = await Running();
        Finish();
        await host.CallOff(attempt);
        Assert.Equal(Cost.Of(50_000), (await host.Completes(attempt.AttemptId)).Cost);
    }

    [Fact]
    public async Task one_that_another_process_has_in_hand_is_found_by_its_row_after_a_restart()
    {
        vendor.On("/job/j 1/cancel", 200, "{}");
        var attempt = await Running();
        await host.DisposeAsync();
        await using (var db = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={Path.Combine(folder, "data", "generator.db")}"))
        {
            await db.OpenAsync();
            await using var command = db.CreateCommand();
            command.CommandText = "UPDATE attempts SET CalledOffAt = 1";
            Assert.Equal(1, await command.ExecuteNonQueryAsync());
        }
        host = await Start("data");
        Assert.Equal(FailureKind.Cancelled, (await host.Fails(attempt.AttemptId)).Failure);
        Assert.Equal(1, vendor.Count("/job/j 1/cancel"));
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

    private Task<GeneratorHost> Start(string data) => GeneratorHost.Start(Path.Combine(folder, data), vendor.Catalog(Path.Combine(folder, "catalog")), ("TEST_KEY", TestVendor.Secret));
}
