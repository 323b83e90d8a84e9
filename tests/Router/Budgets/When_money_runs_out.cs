using Atelier.Contracts;
using Atelier.Router.Budgets;
using Atelier.Router.Saga;
using Atelier.Router.Tests.Support;

namespace Atelier.Router.Tests.Budgets;

/// <summary>The dearest model costs $0.06 a try, the next $0.02, the last resort's $0.005.</summary>
public sealed class When_money_runs_out
{
    [Fact]
    public void the_worst_case_is_put_aside_before_an_attempt_and_what_it_cost_is_spent_after()
    {
        var campaign = Bank.Campaign(100_000);
        var bank = new Bank(Bank.Priced, campaign);
        bank.Send(Bank.Requested(1));
        Assert.Equal(new Amounts(0, 60_000, 0, 0), bank.Of(campaign).Amounts);
        bank.Complete(1, 40_000);
        Assert.Equal(new Amounts(40_000, 0, 0, 0), bank.Of(campaign).Amounts);
        bank.Complete(1, 40_000);
        Assert.Equal(new Amounts(40_000, 0, 0, 0), bank.Of(campaign).Amounts);
    }

    [Fact]
    public void an_attempt_is_paid_from_its_campaign_and_its_tenant()
    {
        var (campaign, tenant) = (Bank.Campaign(100_000), Bank.Tenant(200_000));
        var bank = new Bank(Bank.Priced, campaign, tenant);
        bank.Send(Bank.Requested(1));
        Assert.All(bank.Accounts, account => Assert.Equal(60_000, account.Amounts.Reserved));
        bank.Fail(1, FailureKind.Refused);
        Assert.All(bank.Accounts, account => Assert.Equal((0L, 20_000L), (account.Amounts.Spent, account.Amounts.Reserved))); // the next model's
    }

    [Fact]
    public void held_ones_wait_in_order_until_the_budget_is_raised()
    {
        var campaign = Bank.Campaign(60_000);
        var bank = new Bank(Bank.Priced, campaign);
        for (var i = 1; i <= 4; i++)
        {
            bank.Now += TimeSpan.FromSeconds(1);
            bank.Send(Bank.Requested(i));
        }
        Assert.Equal((DeliverablePhase.Generating, DeliverablePhase.Waiting), (bank[Bank.Id(1)].Phase, bank[Bank.Id(2)].Phase));
        Assert.Equal(WaitsFor.Budget, Snapshot.Of(bank[Bank.Id(2)], bank.Now).WaitsFor);
        Assert.Equal(3, bank.Of(campaign).Amounts.Waiting);
        Assert.True(bank.Call(campaign));
        Assert.Equal(Fate.Ignored, bank.Last!.Fate); // nothing has changed: it keeps its place
        bank.Set(bank.Of(campaign).Take(new BudgetTerms { LimitMicros = 180_000 }, 2));
        while (bank.Call(campaign) && bank.Last.Fate is Fate.Moved) { }
        Assert.Equal([DeliverablePhase.Generating, DeliverablePhase.Generating, DeliverablePhase.Waiting], Enumerable.Range(2, 3).Select(i => bank[Bank.Id(i)].Phase));
        Assert.Equal((180_000, 1), (bank.Of(campaign).Used, bank.Of(campaign).Amounts.Waiting));
    }

    [Fact]
    public void that_it_waits_for_money_is_told_with_its_commit_since_nothing_moves_it_on()
    {
        var bank = new Bank(Bank.Priced, Bank.Campaign(60_000));
        bank.Send(Bank.Requested(1));
        Assert.DoesNotContain(bank.Last!.Messages, outgoing => outgoing.Message is DeliverableProgressed);
        bank.Send(Bank.Requested(2));
        var told = bank.Last!.Messages.Select(outgoing => outgoing.Message).OfType<DeliverableProgressed>().Single();
        Assert.Equal((DeliverablePhase.Waiting, WaitsFor.Budget), (told.Status.Phase, told.Status.WaitsFor));
    }

    [Fact]
    public void money_that_is_released_goes_to_who_waits_before_who_comes()
    {
        var campaign = Bank.Campaign(60_000);
        var bank = new Bank(Bank.Priced, campaign);
        bank.Send(Bank.Requested(1));
        bank.Send(Bank.Requested(2));
        bank.Complete(1, 0); // free after all
        bank.Now += TimeSpan.FromSeconds(1);
        bank.Send(Bank.Requested(3));
        Assert.Equal(DeliverablePhase.Waiting, bank[Bank.Id(3)].Phase);
        Assert.Null(bank.Last!.Short);
        bank.Call(campaign);
        Assert.Equal(DeliverablePhase.Generating, bank[Bank.Id(2)].Phase);
    }

    [Fact]
    public void one_that_is_put_on_hold_leaves_the_line_and_one_that_is_cancelled_too()
    {
        var campaign = Bank.Campaign(60_000);
        var bank = new Bank(Bank.Priced, campaign);
        for (var i = 1; i <= 3; i++)
            bank.Send(Bank.Requested(i));
        bank.Send(Sample.Hold() with { DeliverableId = Bank.Id(2) });
        bank.Send(Sample.Cancel() with { DeliverableId = Bank.Id(3) });
        Assert.Equal(0, bank.Of(campaign).Amounts.Waiting);
        Assert.False(bank.Call(campaign));
        bank.Send(Sample.Release() with { DeliverableId = Bank.Id(2) });
        Assert.Equal((DeliverablePhase.Waiting, 1), (bank[Bank.Id(2)].Phase, bank.Of(campaign).Amounts.Waiting));
    }

    [Fact]
    public void what_may_fail_waits_while_others_may_still_release_money_and_fails_once_none_can()
    {
        var campaign = Bank.Campaign(70_000, BudgetRule.Fail);
        var bank = new Bank(Bank.Priced, campaign);
        bank.Send(Bank.Requested(1));
        bank.Send(Bank.Requested(2));
        Assert.Equal(DeliverablePhase.Waiting, bank[Bank.Id(2)].Phase);
        bank.Complete(1, 50_000);
        bank.Call(campaign);
        var failed = bank[Bank.Id(2)];
        Assert.Equal((DeliverablePhase.Failed, DeliverableFailureKind.BudgetExhausted), (failed.Phase, failed.Failure!.Kind));
        Assert.Equal("an attempt at v/one can cost $0.0600; the budget of the campaign spring is $0.0700, of which $0.0500 are spent: $0.0400 are missing", failed.Failure.Detail);
        bank.Judge(1, accepted: false);
        Assert.Equal(DeliverableFailureKind.BudgetExhausted, bank.Regenerate(1).Failure!.Kind);
        Assert.Equal(50_010, Snapshot.Of(bank[Bank.Id(1)], bank.Now).CostMicros); // kept
    }

    [Fact]
    public void downgraded_ones_go_to_a_cheaper_model_that_fits_and_count_where_the_table_had_sent_them()
    {
        var campaign = Bank.Campaign(90_000, BudgetRule.Downgrade);
        var bank = new Bank(Bank.Priced, campaign);
        bank.Send(Bank.Requested(1));
        var cheaper = bank.Send(Bank.Requested(2)).LastAttempt!.Decision;
        Assert.Equal(("best", "v/two", "downgrade:budget", "v/one"), (cheaper.Tier, cheaper.Model, cheaper.Criterion, cheaper.InsteadOf!.Model));
        var cheapest = bank.Send(Bank.Requested(3)).LastAttempt!.Decision;
        Assert.Equal(("plain", "w/seedless", 85_000), (cheapest.Tier, cheapest.Model, bank.Of(campaign).Used));
        bank.Complete(1, 0);
        bank.Complete(3, 5_000);
        bank.Judge(3, accepted: false);
        var again = bank.Regenerate(3).LastAttempt!.Decision; // money was released: the table's own way again
        Assert.Equal(("v/one", "retry:rejected"), (again.Model, again.Criterion));
    }

    [Theory]
    [InlineData(50_000, "", "best:v/two:downgrade:budget", "")]
    [InlineData(50_000, "v/two", "plain:w/seedless:downgrade:budget", "v/two acceptance")] // it is affordable, and does badly
    [InlineData(50_000, "v/two w/seedless", "best:v/two:despite:acceptance", "w/seedless acceptance")] // nobody who does well is affordable
    [InlineData(10_000, "v/two", "plain:w/seedless:downgrade:budget", "")] // what is not affordable is not passed over
    public void downgraded_ones_are_chosen_by_how_the_models_do_as_ever(long limit, string sick, string where, string passedOver)
    {
        var bank = new Bank(When_candidates_are_switched.WatchedBy(Bank.Priced), Bank.Campaign(limit, BudgetRule.Downgrade))
        {
            Health = When_candidates_are_switched.Knowing([.. sick.Split(' ').Select(model => (model, "acceptance", CircuitState.Open))]).Health,
        };
        var decision = bank.Send(Bank.Requested(1)).LastAttempt!.Decision;
        Assert.Equal((where, "v/one"), ($"{decision.Tier}:{decision.Model}:{decision.Criterion}", decision.InsteadOf!.Model));
        Assert.Equal(passedOver, string.Join(", ", (decision.PassedOver ?? []).Select(it => $"{it.Model} {it.Criterion}")));
        Assert.Equal("v/one", bank.Last!.Messages.Select(outgoing => outgoing.Message).OfType<CandidateSwitched>().Single().From);
    }

    [Fact]
    public void a_downgraded_one_may_be_the_probe_that_a_model_needs_to_come_back()
    {
        var rules = When_candidates_are_switched.WatchedBy(Bank.Priced);
        var probed = Enumerable.Range(1, 60).Select(number => new Bank(rules, Bank.Campaign(50_000, BudgetRule.Downgrade))
        {
            Health = When_candidates_are_switched.Knowing(("v/two", "acceptance", CircuitState.HalfOpen)).Health,
        }.Send(Bank.Requested(number)).LastAttempt!.Decision).ToLookup(decision => (decision.Model, decision.Criterion));
        Assert.Equal([("v/two", "probe:acceptance"), ("w/seedless", "downgrade:budget")], probed.Select(group => group.Key).Order());
        Assert.All(probed[("v/two", "probe:acceptance")], decision => Assert.Equal("v/one", decision.InsteadOf!.Model));
    }

    [Fact]
    public void a_tier_that_is_named_is_where_downgraded_ones_go()
    {
        var bank = new Bank(Bank.Priced, Bank.Campaign(50_000, BudgetRule.Downgrade, "plain"));
        Assert.Equal(("plain", "w/seedless"), (bank.Send(Bank.Requested(1)).LastAttempt!.Decision.Tier, bank[Bank.Id(1)].LastAttempt!.Decision.Model));
    }

    [Fact]
    public void the_caps_hold_for_downgraded_ones()
    {
        var campaign = Bank.Campaign(59_999, BudgetRule.Downgrade, "plain");
        var bank = new Bank(Bank.Priced, campaign);
        var state = bank.Send(Bank.Requested(1));
        while (!state.Ended)
        {
            bank.Complete(1, 0);
            state = bank.Judge(1, accepted: false);
            if (!state.Ended)
                state = bank.Regenerate(1);
        }
        Assert.Equal(DeliverableFailureKind.CapReached, state.Failure!.Kind);
        Assert.Equal(["downgrade:budget", "downgrade:budget", "switch:rejections", "retry:rejected", "fallback:cap", "retry:rejected"], state.Stages[0].Attempts.Select(attempt => attempt.Decision.Criterion));
    }

    [Fact]
    public void when_nothing_cheaper_fits_it_fails()
    {
        var failed = new Bank(Bank.Priced, Bank.Campaign(4_999, BudgetRule.Downgrade)).Send(Bank.Requested(1));
        Assert.Equal(DeliverableFailureKind.BudgetExhausted, failed.Failure!.Kind);
    }

    [Fact]
    public void a_model_without_a_price_is_passed_over_where_a_limit_holds()
    {
        var policy = Bank.Priced with { Pricing = Bank.Priced.Pricing with { Prices = Bank.Priced.Pricing.Prices with { Models = Bank.Priced.Pricing.Prices.Models.Where(model => model.Key != "v/one").ToDictionary() } } };
        Assert.Equal("v/two", new Bank(policy, Bank.Campaign(1_000_000)).Send(Bank.Requested(1)).LastAttempt!.Decision.Model);
        Assert.Equal("v/one", new Bank(policy, Bank.Campaign(1).Take(null, 2)).Send(Bank.Requested(1)).LastAttempt!.Decision.Model); // the limit was lifted
        var none = new Bank(Sample.Policy, Bank.Campaign(1_000_000)).Send(Bank.Requested(1));
        Assert.Contains("v/one has no price, and a budget holds", none.Failure!.Detail);
    }

    [Fact]
    public void a_charge_that_is_not_known_stays_set_aside_and_one_that_was_given_up_on_is_spent_when_it_is_told()
    {
        var campaign = Bank.Campaign(1_000_000);
        var bank = new Bank(Bank.Priced, campaign);
        bank.Send(Bank.Requested(1));
        bank.Fail(1, FailureKind.SubmissionUnknown, Cost.Unknown("nobody knows"));
        Assert.Equal(new Amounts(0, 20_000, 60_000, 0), bank.Of(campaign).Amounts);
        var lost = bank[Bank.Id(1)];
        bank.Send(Sample.TooLate(lost) with { DeliverableId = Bank.Id(1) });
        Assert.Equal(new Amounts(0, 40_000, 60_000, 0), bank.Of(campaign).Amounts);
        bank.Send(Sample.Completed(lost, 15_000) with { DeliverableId = Bank.Id(1) });
        Assert.Equal(new Amounts(15_000, 20_000, 60_000, 0), bank.Of(campaign).Amounts);
    }

    [Fact]
    public void a_charge_above_the_price_is_counted_in_full_and_nothing_further_fits()
    {
        var campaign = Bank.Campaign(130_000);
        var bank = new Bank(Bank.Priced, campaign);
        bank.Send(Bank.Requested(1));
        bank.Complete(1, 150_000);
        Assert.Equal(-20_000, bank.Of(campaign).Available);
        Assert.Equal(DeliverablePhase.Waiting, bank.Send(Bank.Requested(2)).Phase);
    }

    [Fact]
    public void an_attempt_that_was_called_off_releases_what_was_put_aside()
    {
        var campaign = Bank.Campaign(100_000);
        var bank = new Bank(Bank.Priced, campaign);
        bank.Send(Bank.Requested(1));
        bank.Send(Sample.Cancel() with { DeliverableId = Bank.Id(1) });
        Assert.Equal(60_000, bank.Of(campaign).Amounts.Reserved); // until it is told
        bank.Fail(1, FailureKind.Cancelled, Cost.Of(10_000));
        Assert.Equal(new Amounts(10_000, 0, 0, 0), bank.Of(campaign).Amounts);
    }

    [Fact]
    public void nothing_is_decided_before_the_accounts_were_looked_at()
    {
        var unseen = new Situation { Funds = Funds.Unseen };
        Assert.Equal(Fate.Unfunded, DeliverableSaga.Handle(null, Sample.Requested(), Bank.Priced, Sample.Noon, unseen).Fate);
    }
}
