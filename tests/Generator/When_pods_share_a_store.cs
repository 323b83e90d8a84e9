using System.Text.Json;
using Atelier.Contracts;
using Atelier.Generator.Attempts;
using Atelier.Generator.Tests.Support;
using Atelier.Platform.Stores;
using Atelier.TestKit;
using Microsoft.Extensions.DependencyInjection;

namespace Atelier.Generator.Tests;

/// <summary>Two pods on one PostgreSQL and one RabbitMQ.</summary>
public sealed class When_pods_share_a_store : IAsyncLifetime
{
    private readonly string folder = Given.Folder();
    private readonly List<GeneratorHost> pods = [];
    private TestVendor vendor = null!;
    private string postgres = null!;
    private Uri rabbit = null!;

    public async ValueTask InitializeAsync()
    {
        vendor = await TestVendor.Start();
        (postgres, rabbit) = (await RealServers.NewPostgresDatabase(), await RealServers.NewRabbitVirtualHost());
        await StartPod();
        await StartPod();
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var pod in pods) await pod.DisposeAsync();
        await vendor.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task a_command_that_comes_to_both_is_obeyed_once()
    {
        vendor.On("/sync", 200, $$"""{"image":"{{Given.PngBase64}}"}""");
        var attempts = Enumerable.Range(0, 30).Select(_ => Given.Attempt("test/sync")).ToList();
        await Task.WhenAll(attempts.SelectMany(attempt => pods.Select(pod => pod.Send(attempt))));
        await Until.True(() => Ended() >= attempts.Count, "all have ended");
        Assert.Equal(attempts.Count, vendor.Count("/sync"));
        Assert.Equal(attempts.Select(a => a.AttemptId).Order(), pods.SelectMany(p => p.Completed).Select(e => e.AttemptId).Order());
    }

    [Fact]
    public async Task what_a_dead_pod_had_in_hand_is_taken_over_and_what_a_living_one_has_is_not()
    {
        vendor.On("/job", 200, """{"id":"mine","statusUrl":"$URL/mine"}""").On("/mine", 200, """{"state":"RUNNING"}""")
            .On("/theirs", 200, """{"state":"DONE"}""").On("/job/theirs/result", 200, """{"url":"$URL/file"}""").File("/file", Given.Png);
        var living = Given.Attempt("test/job");
        await pods[0].Send(living);
        await Until.True(async () => (await pods[0].Row(living.AttemptId))?.State == AttemptState.Submitted, "the living pod has a job");
        var owner = (await pods[0].Row(living.AttemptId))!.Owner;

        var (submitted, submitting) = (Given.Attempt("test/job"), Given.Attempt("test/job"));
        await Leave(submitted, AttemptState.Submitted, "theirs");
        await Leave(submitting, AttemptState.Submitting, job: null);
        await Until.True(() => Ended() == 2, "both are taken over");
        Assert.Equal([submitted.AttemptId], pods.SelectMany(p => p.Completed).Select(e => e.AttemptId));
        Assert.Equal([(submitting.AttemptId, FailureKind.SubmissionUnknown)], pods.SelectMany(p => p.Failed).Select(e => (e.AttemptId, e.Failure)));
        Assert.Equal((owner, AttemptState.Submitted), ((await pods[0].Row(living.AttemptId))!.Owner, (await pods[0].Row(living.AttemptId))!.State));
        Assert.Equal(1, vendor.Count("/job"));
    }

    [Fact]
    public async Task a_job_of_one_pod_is_cancelled_although_the_other_was_told_to()
    {
        vendor.On("/job", 200, """{"id":"mine","statusUrl":"$URL/mine"}""").On("/mine", 200, """{"state":"RUNNING"}""").On("/job/mine/cancel", 200, "{}");
        var attempt = Given.Attempt("test/job");
        await pods[0].Send(attempt);
        await Until.True(async () => (await pods[0].Row(attempt.AttemptId))?.State == AttemptState.Submitted, "the vendor has the job");
        var owner = (await pods[0].Row(attempt.AttemptId))!.Owner;
        var other = pods.Single(pod => pod.Services.GetRequiredService<Owner>().Id != owner);
        Assert.True(await other.Services.GetRequiredService<AttemptStore>().CallOff(new CancelAttempt
        {
            TenantId = attempt.TenantId, DeliverableId = attempt.DeliverableId, Attempt = attempt, OnlyBeforeSubmission = false,
        }));
        await Until.True(() => Ended() == 1, "it has ended");
        Assert.Equal((FailureKind.Cancelled, 1), (pods.SelectMany(pod => pod.Failed).Single().Failure, vendor.Count("/job/mine/cancel")));
    }

    [Fact]
    public async Task a_pod_that_stops_lets_its_call_end_and_hands_its_jobs_on()
    {
        var release = new TaskCompletionSource();
        vendor.On("/sync", async http =>
        {
            await release.Task;
            await Microsoft.AspNetCore.Http.HttpResponseWritingExtensions.WriteAsync(http.Response, $$"""{"image":"{{Given.PngBase64}}"}""");
        });
        vendor.On("/job", 200, """{"id":"theirs","statusUrl":"$URL/theirs"}""").On("/theirs", 200, """{"state":"RUNNING"}""");
        await pods[1].DisposeAsync();
        var (call, job) = (Given.Attempt("test/sync"), Given.Attempt("test/job"));
        await pods[0].Send(call);
        await pods[0].Send(job);
        await Until.True(async () => vendor.Count("/sync") == 1 && (await pods[0].Row(job.AttemptId))?.State == AttemptState.Submitted, "both are under way");
        var stopping = pods[0].DisposeAsync();
        release.SetResult();
        await stopping;

        vendor.On("/theirs", 200, """{"state":"DONE"}""").On("/job/theirs/result", 200, """{"url":"$URL/file"}""").File("/file", Given.Png);
        await StartPod();
        await Until.True(() => Ended() == 2, "both have ended");
        Assert.Equal(new[] { call.AttemptId, job.AttemptId }.Order(), pods.SelectMany(p => p.Completed).Select(e => e.AttemptId).Order());
        Assert.Equal((1, 1), (vendor.Count("/sync"), vendor.Count("/job")));
    }

    private async Task StartPod() => pods.Add(await GeneratorHost.Start(
        Path.Combine(folder, $"data{pods.Count}"), vendor.Catalog(Path.Combine(folder, "catalog")),
        ("TEST_KEY", TestVendor.Secret), ("Atelier:Postgres", postgres), ("Atelier:Rabbit", rabbit.ToString()),
        ("Atelier:Assets", Path.Combine(folder, "assets"))));

    private int Ended() => pods.Sum(pod => pod.Completed.Count + pod.Failed.Count);

    /// <summary>A row as a pod leaves it that is killed in that state.</summary>
    private Task Leave(GenerateAttempt command, AttemptState state, string? job) => pods[0].Services.GetRequiredService<GroupCommit<GeneratorDb>>().Commit([], scope => scope.Add(new AttemptRow
    {
        Id = command.AttemptId, TenantId = command.TenantId, DeliverableId = command.DeliverableId, Model = command.Decision.Model,
        Command = JsonSerializer.Serialize(command, AtelierJson.Options), Deadline = command.Deadline, State = state, Owner = Guid.NewGuid(),
        AskedAt = TimeProvider.System.GetUtcNow(), JobId = job, StatusUrl = job is null ? null : $"{vendor.Url}/{job}",
    }));
}
