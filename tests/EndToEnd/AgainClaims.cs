using Atelier.Cli.Client;
using Atelier.Contracts;
using Atelier.EndToEnd.Tests.Support;

namespace Atelier.EndToEnd.Tests;

/// <summary>Chains, and what is asked of a deliverable once it is delivered, whatever the line runs on.</summary>
public abstract class AgainClaims(SampledLine line)
{
    private const string Campaign = "again";

    [Fact]
    public async Task one_still_feeds_several_motions_and_is_made_again_without_paying_them_twice()
    {
        var id = await Asked("chain", "wide", "close");
        var first = await Delivered(id);
        Assert.Equal(["still", "wide", "close"], first.Files.Select(file => file.Stage));

        var revision = await line.Client.Regenerate(id, "still", "the rim is chipped", withDependents: false);
        var second = await line.Client.Follow(id, view => view is { Ended: true, Status.Revision: 1 });
        Assert.Equal((1, DeliverablePhase.Delivered), (revision, second.Phase));
        Assert.NotEqual(first.Files[0].Url, second.Files[0].Url);
        Assert.Equal(first.Files.Skip(1).Select(file => file.Url), second.Files.Skip(1).Select(file => file.Url));

        await line.Client.Regenerate(id, "still", reason: null, withDependents: true);
        var third = await line.Client.Follow(id, view => view is { Ended: true, Status.Revision: 2 });
        Assert.Empty(second.Files.Select(file => file.Url).Intersect(third.Files.Select(file => file.Url)));
        Assert.Equal([3, 2, 2], third.Status!.Stages.Select(stage => stage.Attempts.Count));
        await line.BooksBalance([id]);
    }

    [Fact]
    public async Task the_accepted_attempt_is_run_again_and_the_same_comes_out()
    {
        var id = await Asked("reproduced");
        var before = await Delivered(id);
        var reproduction = await line.Client.Reproduce(id, stage: null);
        var after = await line.Client.Follow(id, view => view.Reproduction(reproduction) is { Match: not ReproductionMatch.Pending });
        var told = after.Reproduction(reproduction)!;
        Assert.True(told.Match is ReproductionMatch.Bytes, $"{told.Match}: {told.Detail}");
        Assert.True(told.Cost!.Micros > 0);
        Assert.Equal((DeliverablePhase.Delivered, before.Status!.CostMicros), (after.Phase, after.Status!.CostMicros)); // paid, but not by the deliverable
        var same = before.Status.Stages[0].Attempts.Single(attempt => attempt.AttemptId == told.OriginalAttemptId);
        var again = (GenerationCompleted)(await Fact.All(line.Http, id)).Single(fact => fact.Event is GenerationCompleted it && it.AttemptId == told.AttemptId).Event;
        Assert.Equal((same.Decision.Model, Reproduction.Criterion), (again.Decision.Model, again.Decision.Criterion));
        await line.BooksBalance([id]);
    }

    [Fact]
    public async Task a_draft_is_promoted_with_the_seed_that_was_accepted()
    {
        var id = await Asked("promoted");
        var draft = await Delivered(id);
        var delivery = await Delivered(await line.Client.Promote(id));
        var accepted = draft.Status!.Stages[0].Attempts.Single(attempt => attempt.AttemptId == draft.Status.Stages[0].FileOf);
        Assert.Equal(accepted.Seed, delivery.Status!.Stages[0].Attempts[0].Seed);
        Assert.True(delivery.Files[0].Asset.Width > draft.Files[0].Asset.Width);
        await line.BooksBalance([id, delivery.Id]);
    }

    protected async Task<Guid> Asked(string key, params string[] motions)
    {
        await line.Client.PutCampaign(Campaign, new { ValueOfHourUsd = 12 });
        return await line.Client.Submit(key, new
        {
            Key = $"{key}-{Guid.NewGuid():N}", Campaign, Grade = Grade.Draft,
            Stages = new object[] { new { Medium = Medium.Image, Category = "social-still", Format = "square", Prompt = new { Text = "A tin cup [[sim:none]]" } } }
                .Concat(motions.Select(name => (object)new { Name = name, Medium = Medium.Video, Category = "social-short", Format = "square", Prompt = new { Text = $"It turns, {name} [[sim:none]]" }, Duration = 1, From = "still" })),
        });
    }

    protected async Task<DeliverableView> Delivered(Guid id)
    {
        var view = await line.Ended(id);
        Assert.True(view.Phase is DeliverablePhase.Delivered, $"{view.Key}: {view.Status?.Failure?.Detail}");
        return view;
    }
}

[Collection(OnTheLineInMemory.Name)]
public sealed class When_more_is_asked_of_what_is_delivered_in_memory(MemoryLine line) : AgainClaims(line);

[Collection(OnTheLineOnServers.Name)]
public sealed class When_more_is_asked_of_what_is_delivered_on_servers(ServerLine line) : AgainClaims(line)
{
    [Fact]
    public async Task a_router_that_dies_midway_loses_no_reproduction_and_no_regeneration()
    {
        var id = await Asked("killed");
        await Delivered(id);
        var reproduction = await line.Client.Reproduce(id, stage: null);
        await line.Client.Regenerate(id, stage: null, "again, please", withDependents: false);
        await line.Kill("router");
        await line.Restart("router");
        var view = await line.Client.Follow(id, view => view is { Ended: true, Status.Revision: 1 } && view.Reproduction(reproduction) is { Match: not ReproductionMatch.Pending });
        Assert.Equal((DeliverablePhase.Delivered, ReproductionMatch.Bytes), (view.Phase, view.Reproduction(reproduction)!.Match));
        await line.BooksBalance([id]);
    }
}
