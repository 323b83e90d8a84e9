using Atelier.Contracts;
using Atelier.Router.Budgets;
using Atelier.Router.Saga;
using Atelier.Router.Tests.Support;

namespace Atelier.Router.Tests.Budgets;

/// <summary>$0.06 of a campaign are set aside for an attempt of unknown fate.</summary>
public sealed class When_nobody_knows_a_charge
{
    private readonly Account _campaign = Bank.Campaign(1_000_000);
    private readonly Bank _bank;

    public When_nobody_knows_a_charge()
    {
        _bank = new Bank(Bank.Priced, _campaign);
        _bank.Send(Bank.Requested(1));
        _bank.Fail(1, FailureKind.SubmissionUnknown, Cost.Unknown("nobody knows"));
    }

    private Guid Attempt => _bank[Bank.Id(1)].Stages[0].Attempts[0].Id;

    [Fact]
    public void an_operator_settles_it_at_an_amount_and_the_rest_is_free_again()
    {
        Assert.Equal([Attempt], Settling.Unsettled(_bank[Bank.Id(1)]).Select(reservation => reservation.AttemptId));
        var state = Settle(40_000);
        Assert.Equal((Fate.Recorded, new Amounts(40_000, 20_000, 0, 0)), (_bank.Last!.Fate, _bank.Of(_campaign).Amounts));
        Assert.Equal((40_000, 0), (Snapshot.Of(state, _bank.Now).CostMicros, Snapshot.Of(state, _bank.Now).UnpricedCosts));
        var said = Assert.IsType<ChargeSettled>(Assert.Single(_bank.Last.Messages).Message);
        Assert.Equal((Attempt, 0, "v/one", 40_000L, "ann", "an invoice"), (said.AttemptId, said.Stage, said.Decision.Model, said.Settlement.Micros, said.Settlement.By, said.Settlement.Note));
        Assert.Empty(Settling.Unsettled(state));
    }

    [Fact]
    public void what_is_written_off_is_free_again_and_stays_unpriced_until_an_invoice_comes_after_all()
    {
        var state = Settle(null);
        Assert.Equal((new Amounts(0, 20_000, 0, 0), 1), (_bank.Of(_campaign).Amounts, Snapshot.Of(state, _bank.Now).UnpricedCosts));
        Settle(null);
        Assert.Equal(Fate.Ignored, _bank.Last!.Fate);
        Settle(70_000);
        Assert.Equal(new Amounts(70_000, 20_000, 0, 0), _bank.Of(_campaign).Amounts);
        Assert.Equal([null, 70_000L], new[] { state, _bank[Bank.Id(1)] }.Select(it => it.SettlementOf(Attempt)!.Micros));
    }

    [Fact]
    public void an_amount_stands_and_nothing_else_is_said_of_it()
    {
        var first = Settle(40_000);
        foreach (var word in new long?[] { 40_000, 30_000, null })
        {
            Assert.Same(first, Settle(word));
            Assert.Equal(Fate.Ignored, _bank.Last!.Fate);
        }
        _bank.Send(Sample.GenerationFailed(first, FailureKind.SubmissionUnknown, Cost.Unknown("told again")) with { DeliverableId = Bank.Id(1), AttemptId = Attempt });
        Assert.Equal(new Amounts(40_000, 20_000, 0, 0), _bank.Of(_campaign).Amounts);
    }

    [Fact]
    public void what_is_under_way_or_known_is_not_settled()
    {
        var state = _bank[Bank.Id(1)];
        Settle(1, state.LastAttempt!.Id);
        Assert.Equal(Fate.Ignored, _bank.Last!.Fate);
        _bank.Complete(1, 15_000);
        Settle(1, state.LastAttempt.Id);
        Assert.Equal((Fate.Ignored, 15_000), (_bank.Last.Fate, _bank.Of(_campaign).Amounts.Spent));
    }

    [Fact]
    public void it_can_be_settled_once_its_deliverable_has_ended()
    {
        _bank.Send(Sample.Cancel() with { DeliverableId = Bank.Id(1) });
        _bank.Fail(1, FailureKind.Cancelled, Cost.Of(0));
        Settle(60_000);
        Assert.Equal((Fate.Recorded, new Amounts(60_000, 0, 0, 0)), (_bank.Last!.Fate, _bank.Of(_campaign).Amounts));
        Assert.Contains(_bank.Last.Messages, outgoing => outgoing.Message is DeliverableProgressed { Status.CostMicros: 60_000 }); // its requester is told what it cost after all
    }

    [Fact]
    public void money_that_is_freed_by_it_goes_to_who_waits()
    {
        var campaign = Bank.Campaign(120_000);
        var bank = new Bank(Bank.Priced, campaign);
        bank.Send(Bank.Requested(1));
        bank.Fail(1, FailureKind.SubmissionUnknown, Cost.Unknown("nobody knows"));
        bank.Send(Bank.Requested(2));
        Assert.Equal(DeliverablePhase.Waiting, bank[Bank.Id(2)].Phase);
        bank.Send(new SettleCharge { TenantId = "acme", DeliverableId = Bank.Id(1), AttemptId = bank[Bank.Id(1)].Stages[0].Attempts[0].Id, Micros = 0, By = "ann", Note = "it never arrived" });
        Assert.True(bank.Call(campaign));
        Assert.Equal(DeliverablePhase.Generating, bank[Bank.Id(2)].Phase);
    }

    private DeliverableState Settle(long? micros, Guid? attempt = null) =>
        _bank.Send(new SettleCharge { TenantId = "acme", DeliverableId = Bank.Id(1), AttemptId = attempt ?? Attempt, Micros = micros, By = "ann", Note = "an invoice" });
}
