using Atelier.Contracts;
using Atelier.Contracts.Catalog;
using Atelier.Router.Explain;
using Atelier.Router.Health;
using Atelier.Router.Policy;
using Atelier.Router.Saga;
using Atelier.Router.Tests.Support;

namespace Atelier.Router.Tests;

/// <summary>Each criterion of the table by itself: where the stage goes, and what is told of it.</summary>
public sealed class When_candidates_are_switched
{
    private static readonly AcceptanceRule Acceptance = new() { Floor = 0.5 };
    private static readonly LatencyRule Latency = new() { P95 = TimeSpan.FromSeconds(20) };

    private static string Where(Play play) => $"{play.Attempt.Decision.Tier}:{play.Attempt.Decision.Model}:{play.Attempt.Decision.Criterion}";

    [Fact]
    public void a_defect_that_has_a_rule_of_its_own_switches_by_its_name_and_says_so()
    {
        var play = new Play(Best(tier => tier with { Switch = tier.Switch with { OnReasons = Reasons((Defect.ColourDrift, 1), (Defect.Blurred, 1)) } })).Request();
        Assert.DoesNotContain(play.Last!.Messages, outgoing => outgoing.Message is CandidateSwitched);
        Assert.Equal("best:v/two:switch:blurred", Where(play.Reject().Regenerate()));
        var said = play.Said<CandidateSwitched>();
        Assert.Equal((play.Attempt.Id, "v/one", "v/two", "switch:blurred", 0), (said.AttemptId, said.From, said.Decision.Model, said.Decision.Criterion, said.Stage));
    }

    [Fact]
    public void another_defect_leaves_it_to_the_number_of_rejections()
    {
        var play = new Play(Best(tier => tier with { Switch = tier.Switch with { OnReasons = Reasons((Defect.ColourDrift, 1)) } })).Request();
        Assert.Equal("best:v/one:retry:rejected", Where(play.Reject().Regenerate()));
        Assert.DoesNotContain(play.Last!.Messages, outgoing => outgoing.Message is CandidateSwitched);
        Assert.Equal("best:v/two:switch:rejections", Where(play.Reject().Regenerate()));
    }

    [Fact]
    public void a_defect_counts_in_a_row()
    {
        var play = new Play(Best(tier => tier with { Cap = tier.Cap with { Delivery = 9 }, Switch = new SwitchRule { AfterRejections = 5, OnReasons = Reasons((Defect.Blurred, 2)) } })).Request();
        Reject(play, Defect.Blurred);
        Reject(play, Defect.Blank);
        Assert.Equal("best:v/one:retry:rejected", Where(Reject(play, Defect.Blurred)));
        Assert.Equal("best:v/two:switch:blurred", Where(Reject(play, Defect.Blurred)));
    }

    [Fact]
    public void a_failure_may_go_to_the_last_resort_at_once()
    {
        var play = new Play(Best(tier => tier with { OnFailure = new Dictionary<FailureKind, FailureRule> { [FailureKind.Refused] = FailureRule.Fallback } })).Request();
        Assert.Equal("plain:w/seedless:fallback:refused", Where(play.Fail(FailureKind.Refused)));
        Assert.Equal(("v/one", "fallback:refused"), (play.Said<CandidateSwitched>().From, play.Said<CandidateSwitched>().Decision.Criterion));
    }

    [Fact]
    public void a_failure_may_have_a_last_resort_of_its_own_with_its_own_attempts()
    {
        var policy = Best(tier => tier with
        {
            OnFailure = new Dictionary<FailureKind, FailureRule> { [FailureKind.VendorError] = FailureRule.Fallback },
            Fallbacks = new Dictionary<FailureKind, Fallback> { [FailureKind.VendorError] = new() { Tier = "plain", Attempts = 1 } },
        });
        var play = new Play(policy).Request();
        Assert.Equal("plain:w/seedless:fallback:vendorError", Where(play.Fail(FailureKind.VendorError)));
        play.Reject();
        Assert.Equal((DeliverablePhase.Failed, DeliverableFailureKind.CapReached), (play.State!.Phase, play.State.Failure!.Kind));

        play = new Play(policy).Request().Reject().Regenerate().Reject().Regenerate().Reject().Regenerate().Reject().Regenerate();
        Assert.Equal("plain:w/seedless:fallback:cap", Where(play));
        Assert.Equal("plain:w/seedless:retry:rejected", Where(play.Reject().Regenerate())); // two attempts, as the general one says
    }

    [Fact]
    public void what_is_too_dear_or_unpriced_is_passed_over()
    {
        var policy = Best(tier => tier with { Switch = tier.Switch with { MaxPrice = 0.05m } });
        var play = new Play(Priced(policy, ("v/one", 0.06m), ("v/two", 0.05m))).Request();
        Assert.Equal("best:v/two:switch:price", Where(play));
        Assert.Equal([new PassedOver { Model = "v/one", Criterion = "price" }], play.Attempt.Decision.PassedOver);
        Assert.Equal("v/one", play.Said<CandidateSwitched>().From);

        Assert.Equal("best:v/two:switch:price", Where(new Play(Priced(policy, ("v/two", 0.05m))).Request()));
        Assert.Equal("plain:w/seedless:fallback:price", Where(new Play(Priced(policy, ("v/one", 0.06m))).Request()));
        Assert.Equal(["costs $0.06 here, and the tier best takes at most $0.05", "is unpriced, and the tier best takes at most $0.05"],
            Explainer.Of(Sample.Requested().Spec, Priced(policy, ("v/one", 0.06m)), HealthView.None).Stages[0].Tiers[0].Candidates.Take(2).Select(candidate => candidate.Obstacle));
    }

    [Fact]
    public void no_price_at_all_is_low_enough_when_none_is_asked_for() => Assert.Equal("best:v/one:first", Where(new Play(Priced(Sample.Policy)).Request()));

    [Theory]
    [InlineData("acceptance")]
    [InlineData("latency")]
    public void a_model_that_is_passed_over_leaves_its_turn_to_the_next(string criterion)
    {
        var play = new Play(Watched).In(Knowing(("v/one", criterion, CircuitState.Open))).Request();
        Assert.Equal($"best:v/two:switch:{criterion}", Where(play));
        Assert.Equal([new PassedOver { Model = "v/one", Criterion = criterion }], play.Attempt.Decision.PassedOver);
        Assert.Equal(("v/one", "v/two"), (play.Said<CandidateSwitched>().From, play.Said<CandidateSwitched>().Decision.Model));
    }

    [Fact]
    public void a_table_without_the_rule_does_not_look() =>
        Assert.Equal("best:v/one:first", Where(new Play().In(Knowing(("v/one", "acceptance", CircuitState.Open))).Request()));

    [Fact]
    public void a_model_in_another_category_keeps_its_turn()
    {
        var health = new HealthView([Health("v/one", "acceptance", CircuitState.Open) with { Category = "poster" }]);
        Assert.Equal("best:v/one:first", Where(new Play(Watched).In(Situation.Clear with { Health = health }).Request()));
    }

    [Fact]
    public void a_try_again_goes_elsewhere_when_the_model_is_passed_over_meanwhile()
    {
        var open = Knowing(("v/one", "acceptance", CircuitState.Open));
        Assert.Equal("best:v/two:switch:acceptance", Where(new Play(Watched).Request().In(open).Reject().Regenerate()));
        Assert.Equal("best:v/two:switch:timedOut", Where(new Play(Watched).Request().In(open).Fail(FailureKind.TimedOut)));
    }

    [Fact]
    public void when_the_whole_tier_is_passed_over_the_last_resort_is_asked_and_then_somebody_all_the_same()
    {
        var tier = Knowing(("v/one", "acceptance", CircuitState.Open), ("v/two", "latency", CircuitState.Open));
        var play = new Play(Watched).In(tier).Request();
        Assert.Equal("plain:w/seedless:fallback:acceptance", Where(play));

        var all = Knowing(("v/one", "acceptance", CircuitState.Open), ("v/two", "latency", CircuitState.Open), ("w/seedless", "acceptance", CircuitState.Open));
        play = new Play(Watched).In(all).Request();
        Assert.Equal("best:v/one:despite:acceptance", Where(play));
        Assert.DoesNotContain(play.Last!.Messages, outgoing => outgoing.Message is CandidateSwitched);
        while (!play.State!.Ended)
        {
            play.Reject();
            if (!play.State.Ended)
                play.Regenerate();
        }
        Assert.Equal(DeliverableFailureKind.CapReached, play.State.Failure!.Kind);
        Assert.Equal(6, play.State.AttemptCount); // no more and no fewer than the caps allow
    }

    [Fact]
    public void the_share_of_attempts_that_probe_is_drawn_from_their_ids_alone()
    {
        var halfOpen = Knowing(("v/one", "acceptance", CircuitState.HalfOpen));
        var routes = Enumerable.Range(0, 2000).Select(i => Begin(i)).ToList();
        Assert.Equal(routes, Enumerable.Range(0, 2000).Select(i => Begin(i)));
        Assert.Equal(["best:v/one:probe:acceptance", "best:v/two:switch:acceptance"], routes.Distinct().Order());
        Assert.InRange(routes.Count(route => route.Contains("probe")), 2000 * Acceptance.ProbeShare * 0.75, 2000 * Acceptance.ProbeShare * 1.25);

        string Begin(int i)
        {
            var play = new Play(Watched).In(halfOpen).Request(Sample.Requested() with { DeliverableId = DeterministicId.OfDeliverable("acme", $"{i}") });
            return Where(play);
        }
    }

    [Fact]
    public void what_is_explained_is_what_happens_and_why_it_is_passed_over()
    {
        var stage = Assert.Single(Explainer.Of(Sample.Requested().Spec, Watched, Knowing(("v/one", "acceptance", CircuitState.Open)).Health).Stages);
        Assert.Equal("0.25 of 20 attempts are accepted, 0.50 is asked for; left alone until 12:05:00 UTC", stage.Tiers[0].Candidates[0].PassedOver);
        Assert.Null(stage.Tiers[0].Candidates[1].PassedOver);
        Assert.All(stage.Courses, course => Assert.Equal("v/two", course.Steps[0].Model));
    }

    [Fact]
    public void each_defect_with_a_rule_has_its_course()
    {
        var policy = Best(tier => tier with { Switch = tier.Switch with { OnReasons = Reasons((Defect.Blurred, 1)) } });
        var courses = Explainer.Of(Sample.Requested().Spec, policy, HealthView.None).Stages[0].Courses;
        Assert.Equal(["v/one", "v/one", "v/two"], courses.Single(course => course.When == "rejected").Steps.Take(3).Select(step => step.Model));
        Assert.Equal(["v/one", "v/two", "v/two"], courses.Single(course => course.When == "blurred").Steps.Take(3).Select(step => step.Model));
    }

    [Theory]
    [InlineData(null, true, "Accepted", 3)]
    [InlineData(null, false, "NotAccepted", 3)]
    [InlineData(FailureKind.VendorError, false, "NotAccepted", null)]
    [InlineData(FailureKind.TimedOut, false, "NotAccepted", 1)]
    [InlineData(FailureKind.OutputLost, false, "NotAccepted", null)]
    [InlineData(FailureKind.SubmissionUnknown, false, "NotAccepted", null)]
    [InlineData(FailureKind.Refused, false, null, null)]
    [InlineData(FailureKind.Saturated, false, null, null)]
    [InlineData(FailureKind.InvalidRequest, false, null, null)]
    [InlineData(FailureKind.Cancelled, false, null, null)]
    public void what_an_attempt_shows_of_its_model_is_kept_once_and_only_where_a_rule_looks_at_it(FailureKind? failure, bool accepted, string? kind, int? seconds)
    {
        foreach (var (policy, watched) in new[] { (Watched, true), (Sample.Policy, false) })
        {
            var play = new Play(policy).Request();
            var attempt = play.Attempt.Id;
            if (failure is { } how)
                play.Fail(how);
            else
            {
                Assert.Null(play.Complete().Last!.Outcome);
                play.Send(Sample.Inspected(play.State!, accepted));
            }
            var outcome = play.Last!.Outcome;
            Assert.Equal(watched ? kind : null, outcome?.Kind.ToString());
            Assert.True(outcome is null || (outcome.Attempt, outcome.Model, outcome.Category, outcome.Latency?.TotalSeconds, outcome.IsProbe) == (attempt, "v/one", "hero", seconds, false));
        }
    }

    [Fact]
    public void what_a_person_thinks_of_it_corrects_what_the_gate_thought()
    {
        var play = new Play(WatchedBy(Sample.Reviewed())).Request().Complete().Accept();
        Assert.Equal(OutcomeKind.Accepted, play.Last!.Outcome!.Kind);
        Assert.Equal(OutcomeKind.TakenBack, When_a_person_is_asked.Decide(play, ReviewDecision.Rejected).Last!.Outcome!.Kind);
        play.Regenerate();
        while (play.State!.Phase is not DeliverablePhase.Reviewing)
            _ = play.Reject().State!.Phase is DeliverablePhase.Reviewing ? play : play.Regenerate();
        var chosen = play.State.Current.Attempts[2].Id;
        var outcome = When_a_person_is_asked.Decide(play, ReviewDecision.Accepted, attempt: chosen).Last!.Outcome!;
        Assert.Equal((chosen, OutcomeKind.AcceptedAfterAll), (outcome.Attempt, outcome.Kind));
    }

    [Fact]
    public void a_generator_that_says_nothing_says_nothing_of_the_model()
    {
        var play = new Play(Watched).Request();
        Assert.Null(play.Send(Sample.TooLate(play.State!)).Last!.Outcome);
    }

    [Fact]
    public void a_vendor_without_room_is_waited_for_as_long_as_the_table_says()
    {
        var play = new Play(Best(tier => tier with { Saturation = new SaturationRule { Wait = TimeSpan.FromSeconds(20) } })).Request();
        Assert.Equal(Sample.Noon.AddSeconds(20), play.Said<GenerateAttempt>().LetInBy);
        Assert.Null(new Play().Request().Said<GenerateAttempt>().LetInBy);
    }

    /// <summary>The policy with rules on acceptance and latency in both of its tiers.</summary>
    internal static RoutingPolicy WatchedBy(RoutingPolicy policy) => Tiers(policy, tier => tier with { Switch = tier.Switch with { Acceptance = Acceptance, Latency = Latency } }, "best", "plain");

    private static RoutingPolicy Watched { get; } = WatchedBy(Sample.Policy);

    private static RoutingPolicy Best(Func<Tier, Tier> change) => Tiers(Sample.Policy, change, "best");

    private static RoutingPolicy Tiers(RoutingPolicy policy, Func<Tier, Tier> change, params string[] names) => policy with
    {
        Table = policy.Table with { Tiers = policy.Table.Tiers.ToDictionary(tier => tier.Key, tier => names.Contains(tier.Key) ? change(tier.Value) : tier.Value) },
    };

    private static RoutingPolicy Priced(RoutingPolicy policy, params (string Model, decimal Usd)[] prices) => policy with
    {
        Catalog = policy.Catalog with
        {
            Prices = new PriceBook
            {
                Models = prices.ToDictionary(price => price.Model, price => new ModelPrice { Per = PriceUnit.Image, Usd = price.Usd }),
                OwnWork = new OwnWork { InspectionUsdPerSecond = 0, RefinementUsdPerSecond = 0 },
            },
        },
    };

    private static IReadOnlyDictionary<Defect, int> Reasons(params (Defect Defect, int Times)[] reasons) => reasons.ToDictionary(reason => reason.Defect, reason => reason.Times);

    internal static Situation Knowing(params (string Model, string Criterion, CircuitState State)[] models) =>
        Situation.Clear with { Health = new HealthView(models.Select(model => Health(model.Model, model.Criterion, model.State))) };

    private static ModelHealth Health(string model, string criterion, CircuitState state)
    {
        var circuit = new Circuit { Since = Sample.Noon, State = state, Ground = new CircuitChange(CircuitState.Closed, CircuitState.Open, 0.25, 20, 0.5) };
        return criterion == "latency"
            ? new ModelHealth { Category = "hero", Model = model, Latency = circuit, LatencyRule = Latency }
            : new ModelHealth { Category = "hero", Model = model, Acceptance = circuit, AcceptanceRule = Acceptance };
    }

    private static Play Reject(Play play, Defect defect)
    {
        play.Complete();
        var inspected = Sample.Inspected(play.State!, accepted: false);
        return play.Send(inspected with { Verdict = inspected.Verdict with { Reasons = [new VerdictReason { Defect = defect, Detail = "" }] } }).Regenerate();
    }
}
