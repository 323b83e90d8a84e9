using Atelier.Contracts;
using Atelier.Router.Budgets;
using Atelier.Router.Saga;
using Atelier.Router.Tests.Support;

namespace Atelier.Router.Tests.Budgets;

/// <summary>A tier that is as busy as it may be, and a budget: an attempt needs both, and has the one only when it has the other.</summary>
public sealed class When_slots_and_money_are_short
{
    private static readonly Dictionary<string, bool> Free = new() { ["best"] = true, ["plain"] = true }, Busy = new() { ["best"] = false, ["plain"] = false };

    [Fact]
    public void nothing_is_put_aside_for_one_that_waits_for_a_slot()
    {
        var campaign = Bank.Campaign(60_000);
        var bank = new Bank(Bank.Priced, campaign) { Slots = Busy };
        Assert.Equal((DeliverablePhase.Waiting, WaitsFor.Slot), (bank.Send(Bank.Requested(1)).Phase, bank[Bank.Id(1)].Waits!.For));
        Assert.Equal(default, bank.Of(campaign).Amounts);
        bank.Slots = Free;
        bank.Send(Bank.Requested(2)); // who came later takes what there is
        Assert.Equal(60_000, bank.Of(campaign).Amounts.Reserved);

        Grant(bank, 1); // its turn has come, and the money is gone: it gives the slot back and stands in the account's line
        Assert.Equal((WaitsFor.Budget, null, new Amounts(0, 60_000, 0, 1)), (bank[Bank.Id(1)].Waits!.For, bank[Bank.Id(1)].Slot, bank.Of(campaign).Amounts));
        bank.Complete(2, 0);
        bank.Slots = Busy;
        bank.Call(campaign); // the money is there, and no slot: it leaves the account's line and takes nothing along
        Assert.Equal((WaitsFor.Slot, default(Amounts)), (bank[Bank.Id(1)].Waits!.For, bank.Of(campaign).Amounts));
        Grant(bank, 1);
        Assert.Equal((DeliverablePhase.Generating, "best", new Amounts(0, 60_000, 0, 0)), (bank[Bank.Id(1)].Phase, bank[Bank.Id(1)].Slot, bank.Of(campaign).Amounts));
    }

    [Fact]
    public void one_that_is_downgraded_to_another_tier_waits_for_a_slot_there()
    {
        var campaign = Bank.Campaign(50_000, BudgetRule.Downgrade, "plain");
        var bank = new Bank(Bank.Priced, campaign) { Slots = new Dictionary<string, bool> { ["best"] = true, ["plain"] = false } };
        bank.Send(Bank.Requested(1));
        Assert.Equal((WaitsFor.Slot, "plain", default(Amounts)), (bank[Bank.Id(1)].Waits!.For, bank[Bank.Id(1)].Waits!.Tier, bank.Of(campaign).Amounts));
        Grant(bank, 1);
        Assert.Equal(("w/seedless", "plain", 5_000), (bank[Bank.Id(1)].LastAttempt!.Decision.Model, bank[Bank.Id(1)].Slot, bank.Of(campaign).Amounts.Reserved));
    }

    /// <summary>Forty deliverables, a few slots, and money that comes and goes: everyone ends, no slot is held for nothing, and the account is the sum of what is under way and spent.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void both_lines_drain_together(int seed)
    {
        const int Slots = 3;
        var (random, campaign) = (new Random(seed), Bank.Campaign(200_000));
        var bank = new Bank(Bank.Priced, campaign);
        for (var step = 0; step < 6_000 && (step < 40 || bank.States.Any(state => !state.Ended)); step++)
        {
            var inFlight = bank.States.Count(state => Atelier.Router.Store.DeliverableRow.Of(state).Seat() is not null);
            Assert.True(inFlight <= Slots, $"{inFlight} at once");
            Assert.Equal(bank.States.Count(state => state.WaitsForAccount is not null), bank.Of(campaign).Amounts.Waiting);
            Assert.All(bank.States.Where(state => state.Phase is DeliverablePhase.Waiting), state => Assert.Null(Atelier.Router.Store.DeliverableRow.Of(state).Seat()));
            bank.Slots = inFlight < Slots && bank.States.All(state => state.Waits?.For is not WaitsFor.Slot) ? Free : Busy;
            if (step < 40)
            {
                bank.Send(Bank.Requested(step + 1));
                continue;
            }
            if (bank.Of(campaign).Available < 60_000 && random.Next(20) == 0)
                bank.Set(bank.Of(campaign).Take(new BudgetTerms { LimitMicros = bank.Of(campaign).Terms!.LimitMicros + 200_000 }, step + 1));
            var state = bank.States.Where(state => !state.Ended).ElementAt(random.Next(bank.States.Count(state => !state.Ended)));
            var number = Enumerable.Range(1, 40).Single(number => Bank.Id(number) == state.Id);
            _ = state.Phase switch
            {
                DeliverablePhase.Generating => bank.Complete(number, random.Next(60_000)),
                DeliverablePhase.Inspecting => bank.Judge(number, accepted: random.Next(2) == 0),
                DeliverablePhase.Regenerating => bank.Regenerate(number),
                DeliverablePhase.Refining => bank.Send(Sample.Refined(state) with { DeliverableId = state.Id }),
                DeliverablePhase.Waiting when state.Waits!.For is WaitsFor.Slot => inFlight < Slots ? Grant(bank, number) : state,
                _ => bank.Call(campaign) ? state : state,
            };
        }
        Assert.All(bank.States, state => Assert.True(state.Ended, $"seed {seed}: still {state.Phase} {state.Waits?.For}"));
        Assert.Equal(new Amounts(bank.States.SelectMany(state => state.Stages).SelectMany(stage => stage.Attempts).Sum(attempt => attempt.Cost!.Micros!.Value), 0, 0, 0), bank.Of(campaign).Amounts);
    }

    private static DeliverableState Grant(Bank bank, int number) => bank.Send(Sample.Granted(bank[Bank.Id(number)]) with { DeliverableId = Bank.Id(number) });
}
