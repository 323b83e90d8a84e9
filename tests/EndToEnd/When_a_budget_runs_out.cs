using Atelier.Cli.Client;
using Atelier.Contracts;
using Atelier.EndToEnd.Tests.Support;

namespace Atelier.EndToEnd.Tests;

/// <summary>Pictures at $0.06 each, more than their campaign's budget has room for, and a router that is killed in between: every micro-dollar is accounted for.</summary>
[Collection(OnTheLineOnServers.Name)]
public sealed class When_a_budget_runs_out(ServerLine line)
{
    [Fact]
    public async Task held_ones_wait_and_are_all_delivered_once_it_is_raised()
    {
        var ids = await Begin("budget-hold", new { limitUsd = 0.19, atLimit = "hold" }, 8);
        await Until.True(line, "five wait for money and three are delivered", async () => (await Views(ids)).GroupBy(view => (view.Phase, view.Status?.WaitsFor)).ToDictionary(of => of.Key, of => of.Count()) is var phases
            && phases.GetValueOrDefault((DeliverablePhase.Waiting, WaitsFor.Budget)) == 5 && phases.GetValueOrDefault((DeliverablePhase.Delivered, null)) == 3);
        Assert.Equal((0.18m, 0m, 0m, 0.01m, 5), await Standing("budget-hold"));

        await line.Kill("router");
        await line.Client.SetCampaignBudget("budget-hold", new() { ["limitUsd"] = 5, ["atLimit"] = "hold" });
        await line.Restart("router");
        Assert.All(await line.Ended(ids), view => Assert.Equal(DeliverablePhase.Delivered, view.Phase));
        await Balance("budget-hold", ids, 0.48m);
        Assert.Single(await Told<BudgetExhausted>("budget-hold"), told => told is { WantedMicros: 60_000, AtLimit: BudgetRule.Hold });
        Assert.Single(await Told<BudgetAlmostExhausted>("budget-hold")); // of the first limit: the raised one was never near
    }

    [Fact]
    public async Task what_is_to_fail_fails_with_what_was_missing_and_spends_nothing()
    {
        var ids = await Begin("budget-fail", new { limitUsd = 0.13, atLimit = "fail" }, 6);
        var views = await line.Ended(ids);
        Assert.Equal(2, views.Count(view => view.Phase is DeliverablePhase.Delivered));
        Assert.All(views.Where(view => view.Phase is DeliverablePhase.Failed), view =>
        {
            Assert.Equal(DeliverableFailureKind.BudgetExhausted, view.Status!.Failure!.Kind);
            Assert.EndsWith("of which $0.1200 are spent: $0.0500 are missing", view.Status.Failure.Detail);
        });
        await Balance("budget-fail", ids, 0.12m);
    }

    [Fact]
    public async Task downgraded_ones_are_made_by_a_cheaper_model_and_say_so()
    {
        var ids = await Begin("budget-downgrade", new { limitUsd = 0.1, atLimit = "downgrade", downgradeTo = "budget" }, 5);
        var views = await line.Ended(ids);
        Assert.All(views, view => Assert.Equal(DeliverablePhase.Delivered, view.Phase));
        var decisions = views.Select(view => view.Attempt!.Decision).ToList();
        Assert.Single(decisions, decision => decision is { Model: "meridian/atlas-ultra", InsteadOf: null });
        Assert.Equal(4, decisions.Count(decision => decision is { Tier: "budget", Criterion: "downgrade:budget", InsteadOf.Model: "meridian/atlas-ultra" }));
        await Balance("budget-downgrade", ids, spent: null);
    }

    /// <summary>Asks for pictures that are good at once, and kills the router as soon as one is at work.</summary>
    private async Task<IReadOnlyList<Guid>> Begin(string campaign, object budget, int count)
    {
        await line.Client.PutCampaign(campaign, new { budget });
        var ids = await Task.WhenAll(Enumerable.Range(0, count).Select(i => line.Client.Submit("a deliverable", Ask.Image(campaign, $"{campaign}-{i}", $"Jug {i} [[sim:none]]", "hero-still"))));
        await Until.True(line, "one is under way", async () => (await Views(ids)).Any(view => view.Attempt is not null));
        await line.Kill("router");
        await line.Restart("router");
        return ids;
    }

    /// <summary>The account is what the ledger has recorded of the campaign's attempts, and nothing is open.</summary>
    private async Task Balance(string campaign, IReadOnlyList<Guid> ids, decimal? spent)
    {
        await line.BooksBalance(ids);
        var recorded = (await Fact.All(line.Http)).Where(fact => ids.Contains(fact.Event.DeliverableId) && fact.EndedAttempt is not null).Sum(fact => fact.Cost!.Micros!.Value) / 1_000_000m;
        var (charged, reserved, unsettled, _, waiting) = await Standing(campaign);
        Assert.Equal((recorded, 0m, 0m, 0), (charged, reserved, unsettled, waiting));
        Assert.Equal(spent ?? recorded, recorded);
    }

    private async Task<(decimal Spent, decimal Reserved, decimal Unsettled, decimal? Available, int Waiting)> Standing(string campaign)
    {
        var budget = Assert.Single((await line.Client.Budgets(campaign)).Campaigns);
        return (budget.SpentUsd, budget.ReservedUsd, budget.UnsettledUsd, budget.AvailableUsd, budget.Waiting);
    }

    private async Task<IReadOnlyList<T>> Told<T>(string campaign) where T : class, IEvent =>
        [.. (await Fact.All(line.Http)).Select(fact => fact.Event).OfType<T>().Where(told => (told is BudgetExhausted exhausted ? exhausted.Budget : (told as BudgetAlmostExhausted)!.Budget).CampaignId == campaign)];

    private async Task<IReadOnlyList<DeliverableView>> Views(IEnumerable<Guid> ids) => await Task.WhenAll(ids.Select(id => line.Client.Deliverable(id)));
}
