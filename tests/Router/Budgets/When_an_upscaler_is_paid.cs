using Atelier.Contracts;
using Atelier.Contracts.Catalog;
using Atelier.Router.Budgets;
using Atelier.Router.Policy;
using Atelier.Router.Store;
using Atelier.Router.Tests.Support;

namespace Atelier.Router.Tests.Budgets;

public sealed class When_an_upscaler_is_paid
{
    /// <summary>The dearest model costs $0.06 a try, its upscaler $0.03.</summary>
    private static RoutingPolicy Policy(WithoutUpscaler otherwise = WithoutUpscaler.Enlarge)
    {
        var prices = Bank.Priced.Pricing.Prices!;
        var models = new Dictionary<string, ModelPrice>(prices.Models) { ["u/four"] = new() { Per = PriceUnit.Image, Usd = 0.03m } };
        return Sample.Enlarged(Bank.Priced, otherwise) with { Pricing = Bank.Priced.Pricing with { Prices = prices with { Models = models } } };
    }

    [Fact]
    public void it_is_put_aside_before_it_is_asked_and_settled_by_its_charge()
    {
        var campaign = Bank.Campaign(200_000);
        var bank = new Bank(Policy(), campaign);
        bank.Send(Bank.Requested(1));
        bank.Complete(1, 40_000);
        var state = bank.Judge(1, accepted: true);
        Assert.Equal(new Amounts(40_000, 30_000, 0, 0), bank.Of(campaign).Amounts);
        var made = Sample.Completed(state, 20_000) with { DeliverableId = Bank.Id(1), AttemptId = state.LastAttempt!.Enlarging!.AttemptId };
        bank.Send(made);
        bank.Send(made);
        Assert.Equal(new Amounts(60_000, 0, 0, 0), bank.Of(campaign).Amounts);
    }

    [Fact]
    public void a_charge_that_nobody_tells_can_be_settled()
    {
        var campaign = Bank.Campaign(200_000);
        var bank = new Bank(Policy(), campaign);
        bank.Send(Bank.Requested(1));
        bank.Complete(1, 40_000);
        var attempt = bank.Judge(1, accepted: true).LastAttempt!.Enlarging!.AttemptId;
        bank.Send(Sample.GenerationFailed(bank[Bank.Id(1)], FailureKind.SubmissionUnknown, Cost.Unknown("nobody knows")) with { DeliverableId = Bank.Id(1), AttemptId = attempt });
        Assert.Equal(new Amounts(40_000, 0, 30_000, 0), bank.Of(campaign).Amounts);
        var unsettled = Assert.Single(Settling.Unsettled(bank[Bank.Id(1)]));
        Assert.Equal((attempt, "u/four", 30_000L), (unsettled.AttemptId, UnsettledRow.Of(bank[Bank.Id(1)], unsettled, Sample.Noon).Model, unsettled.Micros));
        bank.Send(new SettleCharge { TenantId = "acme", DeliverableId = Bank.Id(1), AttemptId = attempt, Micros = 25_000, By = "ann", Note = "an invoice" });
        Assert.Equal(new Amounts(65_000, 0, 0, 0), bank.Of(campaign).Amounts);
    }

    [Theory]
    [InlineData(WithoutUpscaler.Enlarge, DeliverablePhase.Refining)]
    [InlineData(WithoutUpscaler.Reject, DeliverablePhase.Regenerating)]
    public void without_room_for_it_the_recipe_does_as_when_it_fails(WithoutUpscaler otherwise, DeliverablePhase phase)
    {
        var campaign = Bank.Campaign(69_000);
        var bank = new Bank(Policy(otherwise), campaign);
        bank.Send(Bank.Requested(1));
        bank.Complete(1, 40_000);
        Assert.Equal(phase, bank.Judge(1, accepted: true).Phase);
        Assert.Equal(new Amounts(40_000, 0, 0, 0), bank.Of(campaign).Amounts);
        Assert.DoesNotContain(bank.Last!.Messages, outgoing => outgoing.Message is GenerateAttempt);
        Assert.Equal(30_000, bank.Last.Short!.Value.WantedMicros);
    }
}
