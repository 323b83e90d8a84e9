using Atelier.Contracts.Catalog;
using Atelier.Router.Dispatch;
using Atelier.Router.Tests.Support;

namespace Atelier.Router.Tests;

/// <summary>What one process knows of the slots between two looks at the store.</summary>
public sealed class When_slots_are_counted : IDisposable
{
    private static readonly Guid[] Ids = [.. Enumerable.Range(0, 9).Select(_ => Guid.NewGuid())];

    private readonly Admission _admission = new(new TenantBook(), TimeProvider.System);

    public void Dispose() => _admission.Dispose();

    [Fact]
    public void what_goes_out_at_once_is_counted_before_it_is_committed()
    {
        Look(limit: 2);
        Assert.True(HasRoom);
        Apply(0, 1, "a");
        Assert.True(HasRoom);
        Apply(1, 1, "a");
        Assert.False(HasRoom);
    }

    [Fact]
    public void a_change_that_is_applied_again_has_its_own_slot_still()
    {
        Look(limit: 1);
        Apply(0, 3, "a");
        _admission.Before(Ids[0], 2, null); // the group failed, and each of it is tried alone
        Assert.True(HasRoom);
        Apply(0, 3, "a");
        Assert.False(HasRoom);
    }

    [Fact]
    public void a_slot_is_free_as_soon_as_its_attempt_has_ended_here()
    {
        Look(limit: 1, seats: [(Ids[0], new Seat("best", "a"))]);
        Assert.False(HasRoom);
        Apply(0, 4, null);
        Assert.True(HasRoom);
    }

    [Fact]
    public void a_look_that_began_before_a_change_was_committed_does_not_undo_it()
    {
        Look(limit: 2);
        Apply(0, 1, "a");
        var began = _admission.Begin();
        _admission.Settled(Ids[0], 1);
        See(began, [], []); // read before the commit
        Apply(1, 1, "a");
        Assert.False(HasRoom);
    }

    [Fact]
    public void what_the_store_says_stands_once_a_change_is_settled_or_lost()
    {
        Look(limit: 2);
        Apply(0, 1, "a");
        Apply(1, 1, "a");
        _admission.Settled(Ids[0], 1);
        _admission.Settled(Ids[1], null); // it could not be committed
        See(_admission.Begin(), [(Ids[0], new Seat("best", "a"))], []);
        Assert.True(HasRoom);
    }

    [Fact]
    public void nobody_goes_past_those_who_wait()
    {
        Look(limit: 3, lines: [Waiting("a", 2)]);
        Assert.False(HasRoom);
        Assert.Equal(("best", "a", 2), Assert.Single(_admission.Turns(100)));
        Assert.True(HasRoom); // the third, as nobody waits any more
    }

    [Fact]
    public void a_slot_that_is_promised_is_not_given_again()
    {
        Look(limit: 1, lines: [Waiting("a", 1)]);
        Assert.Single(_admission.Turns(100));
        Assert.False(HasRoom);
        _admission.Kept(); // and it was not taken
        Assert.True(HasRoom);
    }

    [Fact]
    public void free_slots_are_shared()
    {
        Look(limit: 7, seats: [(Ids[0], new Seat("best", "a")), (Ids[1], new Seat("best", "a")), (Ids[2], new Seat("other", "a"))], lines: [Waiting("a", 50), Waiting("b", 1), Waiting("c", 50)]);
        Assert.Equal([("best", "a", 2), ("best", "b", 1), ("best", "c", 2)], _admission.Turns(100).OrderBy(turn => turn.Tenant));
        Assert.Empty(_admission.Turns(100));
    }

    [Fact]
    public void a_tier_that_is_not_limited_any_more_lets_everybody_go()
    {
        Look(limit: null, lines: [Waiting("a", 150)]);
        Assert.Equal(100, Assert.Single(_admission.Turns(100)).Attempts);
        Assert.Equal(50, Assert.Single(_admission.Turns(100)).Attempts);
    }

    [Fact]
    public void a_process_without_the_lease_lets_nobody_go()
    {
        Assert.False(HasRoom);
        Look(limit: 5, lines: [Waiting("a", 1)]);
        _admission.Look(_admission.Begin(), [], [Waiting("a", 1)], TimeProvider.System.GetUtcNow());
        Assert.Empty(_admission.Turns(100));
        Assert.False(HasRoom);
    }

    [Fact]
    public void a_table_without_limits_costs_nothing() => Assert.Empty(_admission.Slots(Sample.Policy));

    private bool HasRoom => _admission.Slots(Sample.Limited(5))["best"];

    private void Apply(int id, long version, string? tenant)
    {
        Seat? seat = tenant is null ? null : new Seat("best", tenant);
        _admission.After(Ids[id], version, seat);
    }

    private void Look(int? limit, (Guid, Seat)[]? seats = null, (string, Line)[]? lines = null)
    {
        _admission.Limit(limit is { } most ? new Dictionary<string, int> { ["best"] = most } : []);
        See(_admission.Begin(), seats ?? [], lines ?? []);
    }

    private void See(long began, (Guid, Seat)[] seats, (string, Line)[] lines) => _admission.Look(began, seats, lines, TimeProvider.System.GetUtcNow().AddMinutes(1));

    private static (string, Line) Waiting(string tenant, int count) => ("best", new Line(tenant, count, 0, Sample.Noon));
}
