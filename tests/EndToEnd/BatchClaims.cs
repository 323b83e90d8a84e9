using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Atelier.Cli.Client;
using Atelier.Contracts;
using Atelier.EndToEnd.Tests.Support;

namespace Atelier.EndToEnd.Tests;

/// <summary>What becomes of batches, whatever the line runs on.</summary>
public abstract class BatchClaims(SampledLine line)
{
    private const int Size = 16;

    [Fact]
    public async Task a_paused_and_cancelled_batch_spends_nothing_further()
    {
        var (key, ids) = await Asked();
        await line.Client.Wish(key, "pause", TestContext.Current.CancellationToken);
        await Settled(ids);
        var spent = Spent(ids);
        await SomethingElseIsDelivered();
        Assert.Equal(spent, Spent(ids));

        await line.Client.Wish(key, "cancel", TestContext.Current.CancellationToken);
        await Until.True(line, "the batch is cancelled", async () => (await line.Client.Batch(key)).State == "cancelled");
        await line.BooksBalance(ids);
        await SomethingElseIsDelivered();
        Assert.Equal(spent, Spent(ids));
        var (batch, views) = (await line.Client.Batch(key), await line.Ended(ids));
        Assert.True(batch.Phases["cancelled"] > 0, "all were delivered before the pause");
        Assert.Equal(views.Sum(view => view.Status!.CostMicros), batch.CostMicros);
        Assert.Equal(HttpStatusCode.Conflict, (await line.Http.PostAsync($"/v1/batches/{key}/resume", null)).StatusCode);
    }

    [Fact]
    public async Task a_paused_and_resumed_batch_is_delivered_and_reported()
    {
        var (key, ids) = await Asked();
        await line.Client.Wish(key, "pause", TestContext.Current.CancellationToken);
        await Settled(ids);
        await line.Client.Wish(key, "resume", TestContext.Current.CancellationToken);
        var views = await line.Ended(ids);
        Assert.All(views, view => Assert.True(view.Phase is DeliverablePhase.Delivered, $"{view.Key}: {view.Status?.Failure?.Detail}\n{line.Logs()}"));
        await line.BooksBalance(ids);
        await Until.True(line, "the batch has ended", async () => (await line.Client.Batch(key)).State == "ended");
        var rows = (await line.Http.GetFromJsonAsync<JsonArray>($"/v1/batches/{key}/report"))!;
        Assert.Equal(views.Select(view => view.Files.Single().Url), rows.Select(row => row!["file"]!.GetValue<string>()));
    }

    [Fact]
    public async Task a_single_one_can_be_cancelled_too()
    {
        await line.Client.PutCampaign("batches", new { ValueOfHourUsd = 12 });
        var id = await line.Client.Submit("cancelled", Ask.Image("batches", $"cancelled-{Guid.NewGuid():N}", "A cup [[sim:none]]"));
        Assert.Equal(HttpStatusCode.Accepted, (await line.Http.PostAsync($"/v1/deliverables/{id}/cancel", null)).StatusCode);
        await line.BooksBalance([id]);
        Assert.Equal(DeliverablePhase.Cancelled, (await line.Ended(id)).Phase);
        Assert.Equal(HttpStatusCode.Conflict, (await line.Http.PostAsync($"/v1/deliverables/{id}/release", null)).StatusCode);
    }

    private async Task<(string Key, IReadOnlyList<Guid> Ids)> Asked()
    {
        await line.Client.PutCampaign("batches", new { ValueOfHourUsd = 12 });
        var key = $"b{Guid.NewGuid():N}";
        var batch = new
        {
            key, campaign = "batches", grade = "draft",
            stages = new[] { new { medium = "image", category = "catalogue-still", format = "square" } },
            rows = Enumerable.Range(1, Size).Select(i => new { prompt = $"Cup {i} of tin [[sim:none]]" }),
        };
        var taken = await line.Http.PostAsJsonAsync("/v1/batches", batch);
        Assert.True(taken.StatusCode is HttpStatusCode.Accepted, await taken.Content.ReadAsStringAsync());
        await Until.True(line, "all are on the line", async () => (await line.Client.Batch(key)) is { Waiting: 0, Phases.Count: > 0 } batch && batch.Phases.GetValueOrDefault("accepted") < Size);
        return (key, [.. Enumerable.Range(1, Size).Select(i => DeterministicId.OfDeliverable("demo", $"{key}/{i:D5}"))]);
    }

    /// <summary>Everything is held, with nothing at a vendor any more, or has ended.</summary>
    private Task Settled(IReadOnlyList<Guid> ids) => Until.Clear(line, async () =>
    {
        foreach (var id in ids)
        {
            var view = await line.Client.Deliverable(id);
            if (!view.Ended && view is not { Status.Held: true, Attempt: null or { Outcome: not AttemptOutcome.Running } })
                return $"{view.Key} is {view.Phase}, held {view.Status?.Held}, its attempt {view.Attempt?.Outcome}";
        }
        return null;
    });

    private int Spent(IReadOnlyList<Guid> ids)
    {
        var attempts = ids.SelectMany(id => Enumerable.Range(1, 6).Select(ordinal => DeterministicId.OfAttempt(id, 0, ordinal))).ToHashSet();
        return Submission.All(line).Count(call => call.ExternalId is not null && attempts.Contains(call.Attempt));
    }

    private async Task SomethingElseIsDelivered() =>
        await line.Ended(await line.Client.Submit("other", Ask.Image("batches", $"other-{Guid.NewGuid():N}", "A jug [[sim:none]]")));
}

[Collection(OnTheLineInMemory.Name)]
public sealed class When_batches_run_in_memory(MemoryLine line) : BatchClaims(line);

[Collection(OnTheLineOnServers.Name)]
public sealed class When_batches_run_on_servers(ServerLine line) : BatchClaims(line);
