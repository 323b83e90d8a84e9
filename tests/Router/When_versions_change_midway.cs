using Atelier.Contracts;
using Atelier.Contracts.Catalog;
using Atelier.Router.Policy;
using Atelier.Router.Saga;
using Atelier.Router.Tests.Support;
using FsCheck;
using FsCheck.Fluent;

namespace Atelier.Router.Tests;

/// <summary>Activations, present and to come, between the messages of deliverables: none ever sees a second version.</summary>
public sealed class When_versions_change_midway
{
    [Fact]
    public void a_deliverable_keeps_the_version_it_started_with() => Prop.ForAll<int>(Run).Check(Config.QuickThrowOnFailure.WithMaxTest(300));

    [Fact]
    public void a_model_that_the_catalog_lost_is_passed_over()
    {
        var policy = Sample.Policy with { Catalog = Sample.Policy.Catalog with { Models = Without("v/one") } };
        Assert.Equal("v/two", new Play(policy).Request().Attempt.Decision.Model);
        var play = new Play().Request(); // at v/one, and then a pod without it goes on
        var failed = DeliverableSaga.Handle(play.State, Sample.GenerationFailed(play.State!, FailureKind.TimedOut), policy, Sample.Noon, Situation.Clear).State!;
        Assert.Equal(("v/two", "switch:timedOut"), (failed.LastAttempt!.Decision.Model, failed.LastAttempt.Decision.Criterion));
    }

    [Fact]
    public void a_recipe_that_the_catalog_lost_leaves_no_candidate_and_says_so()
    {
        var policy = Sample.Policy with { Catalog = Sample.Policy.Catalog with { Recipes = new Dictionary<string, Recipe>() } };
        var failed = new Play(policy).Request().Said<DeliverableFailed>();
        Assert.Contains("whose recipe for it is not in the catalog", failed.Failure.Detail);
    }

    [Theory]
    [InlineData(new[] { 0, 5 }, 4, 1)] // the later one is still to come
    [InlineData(new[] { 0, 5 }, 5, 2)]
    [InlineData(new[] { 5, 0 }, 9, 1)] // decided later, for an earlier time
    [InlineData(new[] { 5, 5 }, 5, 2)] // for the same moment: the later decision
    [InlineData(new[] { 5 }, 4, null)]
    public void the_latest_whose_time_has_come_holds(int[] minutes, int now, int? order)
    {
        var activations = minutes.Select((minute, i) => Activation(i + 1, Sample.Noon.AddMinutes(minute), Sample.Noon.AddMinutes(-1)));
        Assert.Equal(order, RoutingActivation.Current(activations, Sample.Noon.AddMinutes(now))?.Order);
    }

    [Fact]
    public void what_is_called_off_does_not_take_over_and_what_held_goes_on()
    {
        var (first, later, last) = (Activation(1, Sample.Noon, Sample.Noon), Activation(2, Sample.Noon.AddMinutes(5), Sample.Noon), Activation(3, Sample.Noon.AddMinutes(9), Sample.Noon));
        var off = later with { Order = 4, Withdrawn = true, At = Sample.Noon.AddMinutes(1) };
        foreach (var (activations, minute, order) in new (RoutingActivation[], int, int)[]
        {
            ([first, later, off], 4, 1), ([first, later, off], 6, 1), ([off, later, first], 6, 1), ([first, later, last, off], 10, 3), ([first, later, off, later with { Order = 5 }], 6, 5),
        })
        {
            Assert.Equal(order, RoutingActivation.Current(activations, Sample.Noon.AddMinutes(minute))?.Order);
        }
    }

    [Fact]
    public void one_that_holds_at_once_does_so_by_a_clock_that_is_behind_too() =>
        Assert.Equal(1, RoutingActivation.Current([Activation(1, Sample.Noon, Sample.Noon)], Sample.Noon.AddMinutes(-2))?.Order);

    private static void Run(int seed)
    {
        var random = new Random(seed);
        var now = Sample.Noon;
        var schedule = new List<RoutingActivation> { Activation(1, now, now) };
        var states = new DeliverableState?[4];
        var started = new string?[4];
        for (var step = 0; step < 200; step++)
        {
            now += TimeSpan.FromSeconds(random.Next(20));
            if (random.Next(8) == 0)
                schedule.Add(Activation(schedule.Count + 1, now + TimeSpan.FromSeconds(random.Next(2) * random.Next(90)), now));
            var which = random.Next(states.Length);
            var message = Next(states[which], random);
            var pinned = Pin.Of(states[which], schedule, now)!;
            states[which] = DeliverableSaga.Handle(states[which], message, Policy(pinned), now, Situation.Clear).State;
            started[which] ??= pinned;
            Assert.Equal(started[which], pinned);
            Assert.All(states[which]!.Stages.SelectMany(stage => stage.Attempts), attempt => Assert.Equal(started[which], attempt.Decision.TableHash));
        }
    }

    private static IMessage Next(DeliverableState? state, Random random) => state?.Phase switch
    {
        null => Sample.Requested(motion: random.Next(2) == 0),
        DeliverablePhase.Generating => random.Next(3) == 0 ? Sample.GenerationFailed(state, FailureKind.VendorError) : Sample.Completed(state),
        DeliverablePhase.Inspecting => Sample.Inspected(state, accepted: random.Next(2) == 0),
        DeliverablePhase.Regenerating => Sample.Regeneration(state),
        DeliverablePhase.Refining => Sample.Refined(state),
        _ => Sample.Requested(),
    };

    private static RoutingPolicy Policy(string hash) => Sample.Policy with { TableHash = hash };

    private static RoutingActivation Activation(int order, DateTimeOffset effective, DateTimeOffset at) =>
        new() { Hash = $"version {order % 3}", Number = order, Order = order, EffectiveAt = effective, At = at, By = "test" };

    private static Dictionary<string, ModelCard> Without(string model) => Sample.Policy.Catalog.Models.Where(pair => pair.Key != model).ToDictionary();
}
