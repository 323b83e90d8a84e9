using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Atelier.Contracts;
using Atelier.Platform.Hosting;
using Atelier.Router.Tests.Support;
using Atelier.TestKit;

namespace Atelier.Router.Tests;

/// <summary>What reviewers can do over HTTP, on either store. Decisions are handed to the saga by the test, as late and as often as it wants.</summary>
public abstract class ReviewClaims : IAsyncLifetime
{
    private readonly TempFolder _folder = new();
    private string? _postgres;
    private RouterHost _host = null!;
    private HttpClient _ann = null!, _bob = null!;

    /// <summary>A database, or null for SQLite.</summary>
    protected abstract Task<string?> Database();

    public async ValueTask InitializeAsync()
    {
        (_postgres, _) = (await Database(), RouterHost.Catalog(_folder));
        _host = await Pod("data");
        (_ann, _bob) = (_host.As("ann", Roles.Reviewer), _host.As("bob", Roles.Reviewer));
    }

    public async ValueTask DisposeAsync()
    {
        _ann.Dispose();
        _bob.Dispose();
        await _host.DisposeAsync();
        _folder.Dispose();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task what_is_asked_is_taken_seen_and_accepted()
    {
        var id = await Asked();
        var (_, leased) = await Post(_ann, "lease");
        var review = leased["review"]!;
        Assert.Equal(("ann", "accepted", "still", 1010L), ((string)review["leasedBy"]!, (string)review["cause"]!, (string)review["stage"]!, (long)review["costMicros"]!));
        var attempt = Assert.Single(review["attempts"]!.AsArray())!;
        Assert.Equal(("/v1/assets/output", true, "a lighthouse"), ((string)attempt["outputUrl"]!, (bool)attempt["choice"]!, (string)attempt["parameters"]!["prompt"]!));
        var (status, decided) = await Post(_ann, $"{id}/accept", new { lease = Lease(leased), minutes = 2 });
        Assert.Equal((200, "decided"), (status, (string)decided["standing"]!));
        Assert.Equal(1_500_000, (await Told(1)).Ruling.Cost.Micros); // 45 USD an hour
        await _host.Handle(await Told(1));
        Assert.Equal(DeliverablePhase.Refining, (await _host.State(Sample.Id))!.Phase);
        Assert.Empty((await _ann.GetFromJsonAsync<JsonNode>("/v1/reviews"))!["items"]!.AsArray());
        Assert.Equal("over", (string)(await _ann.GetFromJsonAsync<JsonNode>($"/v1/reviews/{id}"))!["standing"]!);
    }

    [Fact]
    public async Task a_lost_lease_returns_the_item_and_the_late_decision_is_refused()
    {
        var id = await Asked();
        var (_, lost) = await Post(_ann, "lease");
        Assert.Equal(("urn:atelier:problem:review-taken", 409), await Problem(_bob, "lease", new { id }));
        await Post(_ann, $"{id}/renew", new { lease = Lease(lost), minutes = 0.01 });
        JsonNode? taken = null;
        for (var look = 0; look < 600 && taken is null; look++, await Task.Delay(50))
            taken = await Post(_bob, "lease") is (200, var leased) ? leased : null;
        Assert.Equal(("urn:atelier:problem:lease-lost", 409), await Problem(_ann, $"{id}/accept", new { lease = Lease(lost) }));
        Assert.Equal(("urn:atelier:problem:lease-lost", 409), await Problem(_ann, $"{id}/renew", new { lease = Lease(lost) }));
        Assert.Equal(200, (await Post(_bob, $"{id}/reject", new { lease = Lease(taken!), reasons = new[] { new { defect = "blurred", detail = "soft all over" } } })).Status);
        Assert.Equal(("urn:atelier:problem:review-over", 409), await Problem(_ann, $"{id}/accept", new { lease = Lease(lost) }));
        await _host.Handle(await Told(1));
        Assert.Equal(DeliverablePhase.Regenerating, (await _host.State(Sample.Id))!.Phase);
        Assert.Single(_host.Decided);
    }

    [Fact]
    public async Task four_eyes_are_two_persons_and_an_answer_that_was_lost_can_be_asked_for_again()
    {
        var id = await Asked(ReviewWish.FourEyes);
        var (_, first) = await Post(_ann, "lease");
        var once = await Post(_ann, $"{id}/accept", new { lease = Lease(first), minutes = 1 });
        var again = await Post(_ann, $"{id}/accept", new { lease = Lease(first), minutes = 1 });
        Assert.Equal((200, 200, "open", "ann", 1), (once.Status, again.Status, (string)again.Body["standing"]!, (string)again.Body["acceptedBy"]!, again.Body["rulings"]!.AsArray().Count));
        Assert.Equal(204, (await Post(_ann, "lease")).Status);
        Assert.Equal(("urn:atelier:problem:same-person", 409), await Problem(_ann, "lease", new { id }));
        var (_, second) = await Post(_bob, "lease", new { id });
        Assert.Equal("decided", (string)(await Post(_bob, $"{id}/accept", new { lease = Lease(second), minutes = 1 })).Body["standing"]!);
        await _host.Handle(await Told(2)); // before the first
        Assert.Equal(DeliverablePhase.Reviewing, (await _host.State(Sample.Id))!.Phase);
        await _host.Handle(await Told(1));
        await _host.Handle(await Told(1));
        var state = (await _host.State(Sample.Id))!;
        Assert.Equal((DeliverablePhase.Refining, 2 * 750_000L), (state.Phase, state.Current.Reviews!.Costs.Sum(cost => cost.Micros)));
    }

    [Fact]
    public async Task edits_make_the_next_attempt_otherwise()
    {
        var id = await Asked();
        var (_, leased) = await Post(_ann, "lease", new { id });
        await Post(_ann, $"{id}/accept-with-edits", new { lease = Lease(leased), edits = new { prompt = "a red lighthouse", seed = 5 } });
        await _host.Handle(await Told(1));
        await _host.Handle(Sample.Regeneration((await _host.State(Sample.Id))!));
        var attempt = (await _host.State(Sample.Id))!.LastAttempt!;
        Assert.Equal((2, "a red lighthouse", 5L), (attempt.Ordinal, attempt.Parameters.Prompt, attempt.Parameters.Seed));
    }

    [Fact]
    public async Task what_is_held_waits_and_what_is_cancelled_is_over_although_someone_has_it_in_hand()
    {
        var id = await Asked();
        var (_, leased) = await Post(_ann, "lease", new { id });
        await _host.Handle(Sample.Hold());
        await Post(_ann, $"{id}/put-back", new { lease = Lease(leased) });
        Assert.Equal(("urn:atelier:problem:held", 409), await Problem(_bob, "lease", new { id }));
        await _host.Handle(Sample.Release());
        (_, leased) = await Post(_bob, "lease", new { id });
        await _host.Handle(Sample.Cancel());
        Assert.Equal(("urn:atelier:problem:review-over", 409), await Problem(_bob, $"{id}/accept", new { lease = Lease(leased) }));
        Assert.Empty(_host.Decided);
    }

    [Fact]
    public async Task nobody_else_may_look_or_decide()
    {
        var id = await Asked();
        using var stranger = _host.As("eve", Roles.Reviewer, tenant: "rival");
        Assert.Equal(("urn:atelier:problem:not-a-reviewer", 403), await Problem(_host.Operator, "lease", new { id }));
        Assert.Equal(("urn:atelier:problem:not-found", 404), await Problem(stranger, "lease", new { id }));
        Assert.Equal(("urn:atelier:problem:not-found", 404), await Problem(stranger, $"{id}/accept", new { lease = Guid.NewGuid() }));
        Assert.Equal(204, (await Post(stranger, "lease")).Status);
        Assert.Empty((await stranger.GetFromJsonAsync<JsonNode>("/v1/reviews"))!["items"]!.AsArray());
    }

    [Theory]
    [InlineData("accept", """{ "lease": "LEASE", "attempt": 7 }""", "attempt")]
    [InlineData("accept", """{ "lease": "x" }""", "lease")]
    [InlineData("accept", """{ }""", "lease")]
    [InlineData("accept", """{ "lease": "LEASE", "reviewer": "bob" }""", "reviewer")]
    [InlineData("accept", """{ "lease": "LEASE", "minutes": -1 }""", "minutes")]
    [InlineData("reject", """{ "lease": "LEASE" }""", "reasons")]
    [InlineData("reject", """{ "lease": "LEASE", "reasons": [ { "defect": "blured" } ] }""", "reasons[0].defect")]
    [InlineData("reject", """{ "lease": "LEASE", "reasons": [ { "detail": "no" } ], "then": "never" }""", "then")]
    [InlineData("accept-with-edits", """{ "lease": "LEASE" }""", "edits")]
    [InlineData("accept-with-edits", """{ "lease": "LEASE", "edits": { "seed": 5000000000 } }""", "edits.seed")]
    [InlineData("accept-with-edits", """{ "lease": "LEASE", "edits": { "motion": { "strength": 0.5 } } }""", "edits.motion")]
    public async Task a_bad_decision_is_told_with_its_field_and_decides_nothing(string verb, string body, string field)
    {
        var id = await Asked();
        var (_, leased) = await Post(_ann, "lease");
        var (status, problem) = await Post(_ann, $"{id}/{verb}", JsonNode.Parse(body.Replace("LEASE", $"{Lease(leased)}", StringComparison.Ordinal)));
        Assert.Equal((422, field), (status, (string)Assert.Single(problem["errors"]!.AsArray())!["field"]!));
        Assert.Equal("open", (string)(await _ann.GetFromJsonAsync<JsonNode>($"/v1/reviews/{id}"))!["standing"]!);
    }

    [Fact]
    public async Task two_who_want_the_next_one_at_once_get_different_ones()
    {
        var ids = new HashSet<Guid>();
        for (var i = 0; i < 6; i++)
            ids.Add(await Asked(key: $"k{i}"));
        HttpClient[] people = [.. Enumerable.Range(0, 6).Select(i => _host.As($"person-{i}", Roles.Reviewer))];
        var taken = await Task.WhenAll(people.Select(person => Post(person, "lease")));
        Assert.Equal(ids, taken.Select(answer => (Guid)answer.Body["review"]!["id"]!).ToHashSet());
        Assert.Equal((Guid)taken[0].Body["lease"]!, (Guid)(await Post(people[0], "lease")).Body["lease"]!); // still in hand
    }

    [Fact]
    public async Task what_is_urgent_is_first_and_then_what_is_oldest()
    {
        var ids = new[] { await Asked(key: "old"), await Asked(key: "young"), await Asked(key: "urgent", priority: Priority.Urgent) };
        Assert.Equal([ids[2], ids[0], ids[1]], (await _ann.GetFromJsonAsync<JsonNode>("/v1/reviews"))!["items"]!.AsArray().Select(item => (Guid)item!["id"]!));
        Assert.Equal([ids[0], ids[1]], (await _ann.GetFromJsonAsync<JsonNode>("/v1/reviews?skip=1"))!["items"]!.AsArray().Select(item => (Guid)item!["id"]!));
        Assert.Equal(ids[2], (Guid)(await Post(_ann, "lease")).Body["review"]!["id"]!);
    }

    private protected Task<RouterHost> Pod(string data) => RouterHost.Start(_folder.File(data), _folder.File("catalog"), _postgres);

    /// <summary>A deliverable whose output the gate has accepted, and that a person is asked about; the review's id.</summary>
    private async Task<Guid> Asked(ReviewWish wish = ReviewWish.Required, string key = "hero-1", Priority priority = Priority.Normal)
    {
        var (request, id) = (Sample.Requested().With(stage => stage with { Category = "hero-still" }), DeterministicId.OfDeliverable("acme", key));
        await _host.Handle(request with { DeliverableId = id, Spec = request.Spec with { Review = wish, Priority = priority } });
        await _host.Handle(Sample.Completed((await _host.State(id))!) with { DeliverableId = id });
        await _host.Handle(Sample.Inspected((await _host.State(id))!, accepted: true) with { DeliverableId = id });
        return (await _host.State(id))!.OpenReview!.Id;
    }

    private async Task<ReviewDecided> Told(int ordinal)
    {
        for (var look = 0; look < 600 && _host.Decided.All(decided => decided.Ruling.Ordinal != ordinal); look++)
            await Task.Delay(50);
        return _host.Decided.First(decided => decided.Ruling.Ordinal == ordinal);
    }

    private static Guid Lease(JsonNode leased) => (Guid)leased["lease"]!;

    private static async Task<(int Status, JsonNode Body)> Post(HttpClient who, string path, object? body = null)
    {
        using var answer = await who.PostAsJsonAsync($"/v1/reviews/{path}", body ?? new { });
        return ((int)answer.StatusCode, answer.Content.Headers.ContentLength is 0 || (int)answer.StatusCode == 204 ? new JsonObject() : (await answer.Content.ReadFromJsonAsync<JsonNode>())!);
    }

    private static async Task<(string Type, int Status)> Problem(HttpClient who, string path, object body) => await Post(who, path, body) is var (status, problem) ? ((string)problem["type"]!, status) : default;
}

public sealed class When_outputs_are_reviewed_with_sqlite : ReviewClaims
{
    protected override Task<string?> Database() => Task.FromResult<string?>(null);
}

public sealed class When_outputs_are_reviewed_with_postgresql : ReviewClaims
{
    protected override async Task<string?> Database() => await RealServers.NewPostgresDatabase();
}
