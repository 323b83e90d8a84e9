using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Atelier.Contracts;
using Atelier.Router.Budgets;
using Atelier.Router.Tests.Support;
using Atelier.TestKit;

namespace Atelier.Router.Tests.Budgets;

/// <summary>A budget of $0.07 where a try costs $0.06: the second deliverable waits until an operator has decided.</summary>
public sealed class When_a_budget_asks
{
    private readonly Account _campaign = Bank.Campaign(70_000, BudgetRule.Ask);
    private readonly Bank _bank;

    public When_a_budget_asks()
    {
        _bank = new Bank(Bank.Priced, _campaign);
        _bank.Send(Bank.Requested(1));
        _bank.Complete(1, 60_000);
        _bank.Send(Bank.Requested(2));
    }

    [Fact]
    public void what_does_not_fit_waits_and_asks()
    {
        Assert.Equal((DeliverablePhase.Waiting, true), (_bank[Bank.Id(2)].Phase, _bank.Of(_campaign).Asks));
        _bank.Call(_campaign);
        Assert.Equal(DeliverablePhase.Waiting, _bank[Bank.Id(2)].Phase);
    }

    [Fact]
    public void when_it_is_raised_those_who_wait_go_on_and_it_asks_again_at_the_new_end()
    {
        Decide(BudgetChoice.Raise, 130_000);
        Assert.Equal((DeliverablePhase.Generating, "v/one"), (_bank[Bank.Id(2)].Phase, _bank[Bank.Id(2)].LastAttempt!.Decision.Model));
        _bank.Send(Bank.Requested(3));
        Assert.Equal((DeliverablePhase.Waiting, true, 130_000), (_bank[Bank.Id(3)].Phase, _bank.Of(_campaign).Asks, _bank.Of(_campaign).Standing.LimitMicros));
        Decide(BudgetChoice.Downgrade); // and a limit that was raised stays raised
        Assert.Equal(130_000, _bank.Of(_campaign).Standing.LimitMicros);
    }

    [Fact]
    public void when_it_is_to_downgrade_those_who_wait_get_what_is_cheaper()
    {
        Decide(BudgetChoice.Downgrade);
        Assert.Equal(("w/seedless", "downgrade:budget"), (_bank[Bank.Id(2)].LastAttempt!.Decision.Model, _bank[Bank.Id(2)].LastAttempt!.Decision.Criterion));
        Assert.False(_bank.Of(_campaign).Asks);
    }

    [Fact]
    public void when_it_is_to_fail_those_who_wait_fail_with_their_costs()
    {
        Decide(BudgetChoice.Fail);
        Assert.Equal(DeliverableFailureKind.BudgetExhausted, _bank[Bank.Id(2)].Failure!.Kind);
        Assert.Equal(0, _bank.Of(_campaign).Amounts.Waiting);
    }

    [Fact]
    public void new_terms_put_an_end_to_what_was_decided_and_the_same_again_changes_nothing()
    {
        Decide(BudgetChoice.Fail);
        var decided = _bank.Of(_campaign);
        Assert.Same(decided, decided.Take(decided.Decision! with { At = Sample.Noon.AddDays(1), By = "bob" }));
        Assert.Null(decided.Take(new BudgetTerms { LimitMicros = 80_000, AtLimit = BudgetRule.Ask }, 2).Decision);
        Assert.Same(decided, decided.Take(new BudgetTerms { LimitMicros = 1 }, 1)); // old news
    }

    [Fact]
    public async Task it_is_decided_over_http_by_operators_once_and_told()
    {
        using var folder = new TempFolder();
        await using var router = await RouterHost.Start(folder.File("data"), RouterHost.Catalog(folder), postgres: null);
        var request = Sample.Requested().With(stage => stage with { Category = "hero-still" });
        await router.Handle(request with { Spec = request.Spec with { Campaign = request.Spec.Campaign with { Revision = 1, Budget = new BudgetTerms { LimitMicros = 1, AtLimit = BudgetRule.Ask } } } });
        Assert.True((bool)(await router.Get("/v1/budgets"))["campaigns"]![0]!["asks"]!);
        foreach (var (body, field) in new (object, string)[]
        {
            (new { campaign = "spring", note = "n" }, "decision"), (new { campaign = "spring", decision = "beg", note = "n" }, "decision"), (new { campaign = "spring", decision = "fail" }, "note"),
            (new { campaign = "spring", decision = "raise", note = "n" }, "limitUsd"), (new { campaign = "spring", decision = "raise", note = "n", limitUsd = -1 }, "limitUsd"),
            (new { campaign = "spring", decision = "fail", note = "n", limitUsd = 1 }, "limitUsd"), (new { campaign = "spring", decision = "fail", note = "n", downgradeTo = "budget" }, "downgradeTo"), (new { decision = "fail", note = "n", more = 1 }, "more"),
        })
        {
            var (wrong, problem) = await Post(router.Operator, body);
            Assert.Equal((HttpStatusCode.UnprocessableEntity, field), (wrong, (string?)problem["errors"]![0]!["field"]));
        }
        Assert.Equal(HttpStatusCode.Forbidden, (await Post(router.Reader, new { campaign = "spring", decision = "fail", note = "n" })).Status);
        Assert.Equal(HttpStatusCode.Conflict, (await Post(router.Operator, new { campaign = "summer", decision = "fail", note = "n" })).Status);
        var raise = new { campaign = "spring", decision = "raise", limitUsd = 5, note = "the client has paid" };
        foreach (var _ in new[] { 1, 2 })
        {
            var (status, budget) = await Post(router.Operator, raise);
            Assert.Equal((HttpStatusCode.OK, 5m, "raise", "op"), (status, (decimal)budget["limitUsd"]!, (string?)budget["decision"]!["choice"], (string?)budget["decision"]!["by"]));
        }
        while ((await router.State(Sample.Id))!.Phase is DeliverablePhase.Waiting || router.BudgetDecisions.IsEmpty)
            await Task.Delay(20, TestContext.Current.CancellationToken);
        var told = Assert.Single(router.BudgetDecisions);
        Assert.Equal(("spring", 1, 5_000_000L, "the client has paid"), (told.Budget.CampaignId, told.Waiting, told.Decision.LimitMicros, told.Decision.Note));
    }

    private static async Task<(HttpStatusCode Status, JsonNode Body)> Post(HttpClient by, object body)
    {
        using var answer = await by.PostAsJsonAsync("/v1/budgets/decide", body, TestContext.Current.CancellationToken);
        return (answer.StatusCode, (await answer.Content.ReadFromJsonAsync<JsonNode>(TestContext.Current.CancellationToken))!);
    }

    /// <summary>An operator decides, and those who wait are called as the waker calls them.</summary>
    private void Decide(BudgetChoice choice, long? limit = null)
    {
        _bank.Set(_bank.Of(_campaign).Take(new BudgetDecision { Choice = choice, LimitMicros = limit, By = "ann", Note = "because", At = Sample.Noon }));
        while (_bank.Call(_campaign) && _bank.Last!.Fate is Atelier.Router.Saga.Fate.Moved) { }
    }
}
