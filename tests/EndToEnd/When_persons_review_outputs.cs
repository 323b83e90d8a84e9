using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Atelier.Cli.Client;
using Atelier.Contracts;
using Atelier.EndToEnd.Tests.Support;
using Npgsql;

namespace Atelier.EndToEnd.Tests;

/// <summary>The queue on the real servers: a reviewer who is lost, a router that dies between decision and effect, and a way out at the cap.</summary>
[Collection(OnTheLineOnServers.Name)]
public sealed class When_persons_review_outputs(ServerLine line)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task a_lost_lease_returns_and_a_decision_outlives_the_router_that_took_it()
    {
        const string Campaign = "reviewed";
        await line.Client.PutCampaign(Campaign, new { ReviewHourUsd = 60 }, Ct);
        var id = await line.Client.Submit("a deliverable", Request(Campaign, "hat", "A hat on a stand [[sim:none]]", "catalogue-still", ReviewWish.Required), Ct);
        var review = await Asked(id);

        var lost = (await line.Client.TakeReview(review, minutes: 0.05, Ct))!; // and then nothing more is heard of them
        using var second = Second();
        LeasedReview? taken = null;
        await Until.True(line, "the item returns when its lease has ended", async () => (taken = await second.TakeReview(ct: Ct)) is not null);
        Assert.Equal((review, 409), (taken!.Review.Id, (await Assert.ThrowsAsync<RefusedException>(() => line.Client.AcceptReview(lost, ct: Ct))).Status));
        await second.Download(Assert.Single(taken.Review.Attempts, attempt => attempt.Choice).OutputUrl!, line.Folder.In("seen"), Ct);

        await using var database = NpgsqlDataSource.Create(line.Postgres);
        await using (var holding = await database.OpenConnectionAsync(Ct))
        {
            await using var transaction = await holding.BeginTransactionAsync(Ct); // the saga cannot write its deliverable now, and decisions can be taken
            await Run(holding, $"SELECT 1 FROM router.deliverables WHERE \"Id\" = '{id}' FOR UPDATE");
            Assert.Equal("decided", (await second.AcceptReview(taken, minutes: 2, ct: Ct)).Standing);
            await line.Kill("router");
        }
        Assert.Equal("Reviewing", await Run(database, $"SELECT \"Phase\" FROM router.deliverables WHERE \"Id\" = '{id}'"));
        await line.Restart("router");

        var facts = await line.Facts(id);
        Assert.IsType<DeliverableDelivered>(Assert.Single(facts, fact => fact is DeliverableDelivered or DeliverableFailed));
        var decided = Assert.Single(facts.OfType<ReviewDecided>());
        Assert.Equal(("second", TimeSpan.FromMinutes(2), 2_000_000L), (decided.Ruling.Reviewer, decided.Ruling.Spent, decided.Ruling.Cost.Micros));
        var costs = (await line.Http.GetFromJsonAsync<JsonNode>($"/v1/ledger/costs?campaign={Campaign}", Ct))!["total"]!;
        Assert.Equal((120, 2_000_000L), ((int)costs["reviewSeconds"]!, (long)costs["reviewMicros"]!));
        Assert.Equal(409, (await Assert.ThrowsAsync<RefusedException>(() => line.Client.AcceptReview(lost, ct: Ct))).Status);
        await line.BooksBalance([id]);
    }

    [Fact]
    public async Task at_the_cap_a_person_has_one_more_attempt_made_with_other_words()
    {
        const string Campaign = "capped";
        await line.Client.PutCampaign(Campaign, new { }, Ct);
        var id = await line.Client.Submit("a deliverable", Request(Campaign, "ship", "A ship [[sim:blurred]]", TestCatalog.ReviewedStill, null), Ct);
        var taken = (await line.Client.TakeReview(await Asked(id), ct: Ct))!;
        Assert.Equal((ReviewCause.Cap, true), (taken.Review.Cause, taken.Review.MayGoOn));
        await line.Client.EditReview(taken, new ControlEdits { Prompt = "A ship in clear air [[sim:none]]" }, minutes: 1, Ct);

        var view = await line.Ended(id);
        var last = view.Status!.Stages[0].Attempts[^1];
        Assert.Equal((DeliverablePhase.Delivered, true, "A ship in clear air [[sim:none]]"), (view.Phase, last.Granted, last.Edits!.Prompt));
        var called = (await line.Facts(id)).OfType<RegenerationRequested>().Single(regeneration => regeneration.Source is RegenerationSource.Reviewer);
        Assert.Equal(view.Status.Stages[0].Attempts[^2].AttemptId, called.AttemptId);
        await line.BooksBalance([id]);
    }

    private AtelierClient Second() => new(line.Http.BaseAddress!, line.Folder.SecondKey(), patience: TimeSpan.FromMinutes(3));

    /// <summary>The review that stands open for a deliverable.</summary>
    private async Task<Guid> Asked(Guid id)
    {
        DeliverableView? view = null;
        await Until.True(line, "a person is asked", async () =>
        {
            view = await line.Client.Deliverable(id, Ct);
            Assert.False(view.Ended, $"It was over before anybody was asked: {view.Phase} {view.Status?.Failure?.Detail}");
            return view.Phase is DeliverablePhase.Reviewing;
        });
        return view!.Status!.Stages[^1].Reviews!.Single(review => review.Open).ReviewId;
    }

    private static object Request(string campaign, string key, string prompt, string category, ReviewWish? review) => new
    {
        Key = key, Campaign = campaign, Grade = Grade.Draft, Review = review,
        Stages = new[] { new { Medium = Medium.Image, Category = category, Format = "square", Prompt = new { Text = prompt } } },
    };

    private static async Task<object?> Run(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync(Ct);
    }

    private static async Task<object?> Run(NpgsqlDataSource database, string sql)
    {
        await using var command = database.CreateCommand(sql);
        return await command.ExecuteScalarAsync(Ct);
    }
}
