using System.Net;
using System.Net.Http.Json;
using Atelier.Cli.Client;
using Atelier.Contracts;
using Atelier.EndToEnd.Tests.Support;

namespace Atelier.EndToEnd.Tests;

/// <summary>Activation during traffic, and back: no process is restarted, and no deliverable meets two tables.</summary>
[Collection(OnTheLineOnServers.Name)]
public sealed class When_a_routing_table_takes_over(ServerLine line)
{
    private const string Campaign = "tables";
    private const string NewCategory = "poster-still";

    [Fact]
    public async Task what_is_under_way_keeps_its_version_and_what_comes_takes_the_new_one()
    {
        await line.Client.PutCampaign(Campaign, new { });
        var processes = line.Pids();
        var before = (await line.Client.ActiveRouting()).Active!;
        var next = await line.Client.PublishRouting(Changed(), "a test", "another first choice, and posters");
        Assert.Equal("validated", next.State);

        var underWay = await SendLong(4);
        await Until.True(line, "every deliverable has begun", async () => (await Views(underWay)).All(view => view.Status?.Stages[0].Attempts.Count > 0));
        var during = Send("during", 8);
        var active = await line.Client.ActivateRouting($"{next.Number}", at: null, "a test", note: null);
        Assert.False((await Views(underWay)).All(view => view.Ended), "All were over before the table changed: nothing would be proven.");
        var after = await Send("after", 4);
        try
        {
            Assert.All(await Tables(underWay), table => Assert.Equal(before.Hash, table));
            Assert.All(await Tables(after), table => Assert.Equal(next.Hash, table));
            Assert.All(await Tables(await during), table => Assert.Contains(table, new[] { before.Hash, next.Hash }));
            Assert.All(await line.Ended(after), view => Assert.Equal("meridian/pocket-sd", view.Status!.Stages[0].Attempts[0].Decision.Model));
            Assert.Contains(await Fact.All(line.Http), fact => underWay.Contains(fact.Event.DeliverableId) && fact.Event.OccurredAt > active.Active!.At && fact.Event is GenerationCompleted);

            await Until.True(line, "intake takes the new category", async () => await Poster() is HttpStatusCode.Accepted);
        }
        finally
        {
            await line.Client.ActivateRouting(before.Hash, at: null, "a test", "back");
        }
        await Until.True(line, "intake refuses the new category again", async () => await Poster() is HttpStatusCode.UnprocessableEntity);
        Assert.All(await Tables(await Send("back", 2)), table => Assert.Equal(before.Hash, table));
        Assert.Equal(processes, line.Pids());
    }

    [Fact]
    public async Task a_key_that_is_no_operators_may_look_and_not_decide()
    {
        using var refused = await line.Stranger.PostAsJsonAsync("/v1/routing/active", new { version = 1 });
        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
        using var seen = await line.Stranger.GetAsync("/v1/routing/active");
        Assert.Equal(HttpStatusCode.OK, seen.StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await line.Nobody.GetAsync("/v1/routing/active")).StatusCode);
    }

    /// <summary>The line's table with the second candidate of the budget tier in front, and one more category.</summary>
    private string Changed()
    {
        var text = File.ReadAllText(Path.Combine(line.Catalog, "routing.yaml"));
        var changed = text
            .Replace("      - { model: kiln/swift-lite }\n      - { model: meridian/pocket-sd }\n", "      - { model: meridian/pocket-sd }\n      - { model: kiln/swift-lite }\n", StringComparison.Ordinal)
            .Replace("\ncategories:\n", $"\ncategories:\n  {NewCategory}: {{ tier: budget }}\n", StringComparison.Ordinal);
        Assert.Equal(text.Length + NewCategory.Length + "  : { tier: budget }\n".Length, changed.Length);
        return changed;
    }

    private async Task<IReadOnlyList<Guid>> Send(string wave, int count) =>
        await Task.WhenAll(Enumerable.Range(0, count).Select(i => line.Client.Submit("a deliverable", Ask.Image(Campaign, $"{wave}-{i}", $"Jug {i} [[sim:none]]"))));

    /// <summary>Stills of which the first output is blurred, so that a second attempt follows, and one that is then set in motion.</summary>
    private async Task<IReadOnlyList<Guid>> SendLong(int count) => await Task.WhenAll(Enumerable.Range(0, count).Select(i => line.Client.Submit("a deliverable", new
    {
        Key = $"under-way-{i}", Campaign, Grade = Grade.Draft,
        Stages = i > 0 ? new[] { Still(i) } : [Still(i), new { Medium = Medium.Video, Category = "catalogue-spin", Format = "square", Prompt = new { Text = "The jug turns [[sim:none]]" }, Duration = 1 }],
    })));

    private static object Still(int i) => new { Medium = Medium.Image, Category = "catalogue-still", Format = "square", Prompt = new { Text = $"Jug {i} [[sim:blurred:1]]" } };

    private async Task<IReadOnlyList<DeliverableView>> Views(IEnumerable<Guid> ids) => await Task.WhenAll(ids.Select(id => line.Client.Deliverable(id)));

    /// <summary>The one table of each; a deliverable that met two fails here.</summary>
    private async Task<IReadOnlyList<string>> Tables(IEnumerable<Guid> ids) =>
        [.. (await line.Ended(ids)).Select(view => Assert.Single(view.Status!.Stages.SelectMany(stage => stage.Attempts).Select(attempt => attempt.Decision.TableHash).Distinct()))];

    /// <summary>Each time another one: what was taken once stays taken.</summary>
    private async Task<HttpStatusCode> Poster()
    {
        using var answer = await line.Http.PostAsJsonAsync("/v1/deliverables", Ask.Image(Campaign, $"poster-{Guid.NewGuid()}", "A poster [[sim:none]]", NewCategory), AtelierJson.Options);
        return answer.StatusCode;
    }
}
