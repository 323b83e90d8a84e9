using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Atelier.Contracts;
using Atelier.Router.Budgets;
using Atelier.Router.Tests.Support;
using Atelier.TestKit;

namespace Atelier.Router.Tests.Budgets;

/// <summary>Over HTTP, on two router processes and one PostgreSQL: charges of unknown fate in one campaign's budget.</summary>
public sealed class When_charges_are_settled : IAsyncLifetime
{
    private static readonly Guid Campaign = Account.IdOf("acme", "spring");

    private readonly TempFolder _folder = new();
    private RouterHost[] _pods = [];

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        var (catalog, postgres) = (RouterHost.Catalog(_folder), await RealServers.NewPostgresDatabase());
        _pods = [await RouterHost.Start(_folder.File("one"), catalog, postgres), await RouterHost.Start(_folder.File("two"), catalog, postgres)];
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var pod in _pods)
            await pod.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task they_are_listed_and_one_word_of_several_that_are_said_at_once_stands()
    {
        var ids = await Task.WhenAll(Enumerable.Range(0, 8).Select(Lose));
        var listed = (await _pods[1].Get("/v1/budgets/unsettled"))["items"]!.AsArray();
        Assert.Equal(ids.Order(), listed.Select(item => (Guid)item!["deliverable"]!).Order());
        var setAside = (await _pods[0].Account(Campaign))!.Amounts.Unsettled;
        Assert.Equal(setAside, listed.Sum(item => (long)((decimal)item!["setAsideUsd"]! * 1_000_000)));
        Assert.Equal(("spring", "nobody knows", "still"), ((string?)listed[0]!["campaign"], (string?)listed[0]!["why"], (string?)listed[0]!["stage"]));
        Assert.Empty((await _pods[0].As("op", "operator", "other").GetFromJsonAsync<JsonNode>("/v1/budgets/unsettled", Ct))!["items"]!.AsArray());

        var said = await Task.WhenAll(listed.SelectMany((item, i) => new[] { 0, 1, 0, 1 }.Select((pod, word) => Settle(pod, item!, i % 4 == 3 ? Word(item!, writeOff: true) : Word(item!, usd: 0.01m * (1 + (word / 2)))))));
        var words = said.Chunk(4).ToList();
        Assert.All(said, answer => Assert.Contains(answer.Status, new[] { HttpStatusCode.OK, HttpStatusCode.Conflict }));
        Assert.All(words.Where((_, i) => i % 4 == 3), four => Assert.All(four, answer => Assert.True((bool)answer.Body["writtenOff"]!)));
        Assert.All(words.Where((_, i) => i % 4 != 3), four => Assert.Equal(2, four.Count(answer => answer.Status is HttpStatusCode.OK))); // both of those that say the same
        var stands = said.Where(answer => answer.Status is HttpStatusCode.OK).DistinctBy(answer => (Guid)answer.Body["attempt"]!).ToList();
        Assert.Equal(8, stands.Count);
        var account = (await _pods[0].Account(Campaign))!.Amounts;
        Assert.Equal((stands.Sum(answer => (long)(((decimal?)answer.Body["chargeUsd"] ?? 0) * 1_000_000)), 0L, 0L), (account.Spent, account.Unsettled, account.Reserved));
        Assert.Empty((await _pods[1].Get("/v1/budgets/unsettled"))["items"]!.AsArray());
    }

    [Fact]
    public async Task what_is_wrong_or_not_allowed_is_told()
    {
        var id = await Lose(1);
        var item = (await _pods[0].Get("/v1/budgets/unsettled"))["items"]![0]!;
        foreach (var (body, field) in new (object, string)[]
        {
            (new { note = "n", chargeUsd = 1 }, "deliverable"), (new { deliverable = id, chargeUsd = 1 }, "note"), (new { deliverable = id, note = "n" }, "chargeUsd"), (new { deliverable = id, note = "n", chargeUsd = -1 }, "chargeUsd"),
            (new { deliverable = id, note = "n", chargeUsd = 0.0000001m }, "chargeUsd"), (new { deliverable = id, note = "n", chargeUsd = 1, writeOff = true }, "chargeUsd"), (new { deliverable = id, note = "n", writeOff = false }, "writeOff"),
            (new { deliverable = id, note = "n", writeOff = true, more = 1 }, "more"),
        })
        {
            var (status, problem) = await Settle(0, item, body);
            Assert.Equal((HttpStatusCode.UnprocessableEntity, field), (status, (string?)problem["errors"]![0]!["field"]));
        }
        Assert.Equal(HttpStatusCode.NotFound, (await Settle(0, item, new { deliverable = Guid.NewGuid(), note = "n", writeOff = true })).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await Settle(0, item, new { deliverable = id, note = "n", writeOff = true, tenant = "other" })).Status);
        using var reader = await _pods[0].Reader.PostAsJsonAsync($"/v1/budgets/unsettled/{(Guid)item["attempt"]!}", Word(item, writeOff: true), Ct);
        Assert.Equal(HttpStatusCode.Forbidden, reader.StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await Settle(0, item, Word(item, writeOff: true))).Status);
        Assert.Equal(HttpStatusCode.OK, (await Settle(1, item, Word(item, usd: 0.02m))).Status); // an invoice came after all
        var (conflict, why) = await Settle(0, item, Word(item, usd: 0.03m));
        Assert.Equal(HttpStatusCode.Conflict, conflict);
        Assert.Contains("op has settled it at $0.0200", (string?)why["detail"], StringComparison.Ordinal);
    }

    /// <summary>A deliverable that was given up with one attempt of unknown charge.</summary>
    private async Task<Guid> Lose(int number)
    {
        var id = DeterministicId.OfDeliverable("acme", $"lost-{number}");
        var request = Sample.Requested().With(stage => stage with { Category = "hero-still" });
        await _pods[0].Handle(request with { DeliverableId = id, Spec = request.Spec with { Campaign = request.Spec.Campaign with { Revision = 1, Budget = new BudgetTerms { LimitMicros = 10_000_000 } } } });
        var state = (await _pods[0].State(id))!;
        await _pods[1].Handle(Sample.Cancel() with { DeliverableId = id });
        await _pods[0].Handle(Sample.GenerationFailed(state, FailureKind.SubmissionUnknown, Cost.Unknown("nobody knows")) with { DeliverableId = id });
        return id;
    }

    private static object Word(JsonNode item, decimal usd) => new { deliverable = (Guid)item["deliverable"]!, chargeUsd = usd, note = "invoice 11" };

    private static object Word(JsonNode item, bool writeOff) => new { deliverable = (Guid)item["deliverable"]!, writeOff, note = "nobody will know" };

    private async Task<(HttpStatusCode Status, JsonNode Body)> Settle(int pod, JsonNode item, object word)
    {
        using var answer = await _pods[pod].Operator.PostAsJsonAsync($"/v1/budgets/unsettled/{(Guid)item["attempt"]!}", word, Ct);
        return (answer.StatusCode, (await answer.Content.ReadFromJsonAsync<JsonNode>(Ct))!);
    }
}
