using Atelier.Contracts;
using Atelier.Contracts.Catalog;
using Atelier.Router.Health;
using Atelier.Router.Saga;
using Atelier.Router.Policy;
using Atelier.Router.Tests.Support;

namespace Atelier.Router.Tests.Budgets;

/// <summary>Half of all tries are accepted: an acceptance is to be expected to cost $0.12 at v/one, $0.04 at v/two, and $0.01 in the last resort.</summary>
public sealed class When_another_try_is_not_worth_it
{
    [Theory]
    [InlineData(null, "v/one v/one v/two v/two w/seedless w/seedless: capReached")] // without a worth only the cap ends it
    [InlineData(10_000_000L, "v/one v/one v/two v/two w/seedless w/seedless: capReached")]
    [InlineData(240_000L, "v/one v/one v/two v/two w/seedless w/seedless: capReached")] // 180,000 and then 120,000, 100,000 … are left
    [InlineData(179_000L, "v/one w/seedless w/seedless: capReached")] // 119,000 are left, and v/one may have to be paid twice
    [InlineData(120_000L, "v/one w/seedless w/seedless: capReached")]
    [InlineData(119_000L, "w/seedless w/seedless: capReached")] // not even once
    [InlineData(14_000L, "w/seedless: notWorthIt")]
    [InlineData(9_999L, ": notWorthIt")]
    public void attempts_go_the_way_of_the_cap(long? worth, string course) => Assert.Equal(course, Course(Bank.Priced, worth));

    [Fact]
    public void a_tier_may_let_only_the_cap_end_it()
    {
        var tiers = Bank.Priced.Table.Tiers.ToDictionary(tier => tier.Key, tier => tier.Value with { MarginalStop = false });
        Assert.Equal("v/one v/one v/two v/two w/seedless w/seedless: capReached", Course(Bank.Priced with { Table = Bank.Priced.Table with { Tiers = tiers } }, 1));
    }

    [Fact]
    public void a_price_that_is_not_known_stops_nothing() => Assert.Equal("v/one v/one v/two v/two w/seedless w/seedless: capReached", Course(Sample.Policy, 1));

    [Theory]
    [InlineData(4, "v/one")] // all of the newest tries were accepted: worth it although the priors say half
    [InlineData(1, "w/seedless")]
    [InlineData(0, "w/seedless")]
    public void how_often_the_newest_tries_were_accepted_counts_before_the_priors(int accepted, string model)
    {
        var rule = new AcceptanceRule { Floor = 0.1, Minimum = 4, Window = 4 };
        var samples = Enumerable.Range(0, 4).Select(i => i < accepted ? 1.0 : 0.0);
        var health = new HealthView([new ModelHealth { Category = "hero", Model = "v/one", AcceptanceRule = rule, Acceptance = new Circuit { Since = Sample.Noon, Samples = [.. samples] } }]);
        var request = Sample.Requested();
        var play = new Play(Bank.Priced).In(new Situation { Health = health }).Request(request with { Spec = request.Spec with { WorthMicros = 61_000 } });
        Assert.Equal(model, play.Attempt.Decision.Model);
    }

    [Fact]
    public void it_says_what_was_to_be_expected_and_keeps_what_it_cost()
    {
        var play = Play(Bank.Priced, 14_000);
        Assert.Equal("another try at w/seedless costs $0.0050 and 0.5 of them are accepted, so an acceptance is to be expected to cost $0.0100; of its worth of $0.0140 $0.00899 are left; w/seedless rejected", play.State!.Failure!.Detail);
        Assert.Equal(5_010, Snapshot.Of(play.State, play.Now).CostMicros);
    }

    [Fact]
    public void a_deliverables_own_worth_counts_before_its_campaigns()
    {
        var request = Sample.Requested();
        var spec = request.Spec with { WorthMicros = 1, Campaign = request.Spec.Campaign with { WorthMicros = 10_000_000 } };
        Assert.Equal(DeliverableFailureKind.NotWorthIt, new Play(Bank.Priced).Request(request with { Spec = spec }).State!.Failure!.Kind);
    }

    private static string Course(RoutingPolicy policy, long? worth)
    {
        var state = Play(policy, worth).State!;
        var kind = state.Failure!.Kind.ToString();
        return $"{string.Join(' ', state.Stages[0].Attempts.Select(attempt => attempt.Decision.Model))}: {char.ToLowerInvariant(kind[0])}{kind[1..]}";
    }

    /// <summary>Every try is charged in full and rejected.</summary>
    private static Play Play(RoutingPolicy policy, long? worth)
    {
        var request = Sample.Requested();
        var play = new Play(policy).Request(request with { Spec = request.Spec with { Campaign = request.Spec.Campaign with { WorthMicros = worth } } });
        while (!play.State!.Ended)
        {
            var price = play.Attempt.Decision.Model switch { "v/one" => 60_000, "v/two" => 20_000, _ => 5_000 };
            play.Complete(price).Send(Sample.Inspected(play.State, accepted: false));
            if (!play.State.Ended)
                play.Regenerate();
        }
        return play;
    }
}
