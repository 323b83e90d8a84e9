using Atelier.Contracts;
using Atelier.Router.Saga;
using Atelier.Router.Tests.Support;

namespace Atelier.Router.Tests;

public sealed class When_an_attempt_waits_its_turn
{
    private readonly Play _play = new Play().In(Sample.Busy).Request();

    [Fact]
    public void nothing_of_it_is_decided_and_no_deadline_runs()
    {
        Assert.Empty(_play.Last!.Messages);
        Assert.Equal((0, (DateTimeOffset?)null), (_play.State!.AttemptCount, _play.State.Deadline));
        Assert.Equal(WaitsFor.Slot, Snapshot.Of(_play.State, _play.Now).WaitsFor);
    }

    [Fact]
    public void its_deadline_begins_when_it_is_let_go()
    {
        _play.Now += TimeSpan.FromHours(3);
        var attempt = _play.Send(Sample.Granted(_play.State!)).Said<GenerateAttempt>();
        Assert.Equal(_play.Now + TimeSpan.FromMinutes(1), attempt.Deadline);
        Assert.Equal(("first", (WaitsFor?)null), (attempt.Decision.Criterion, Snapshot.Of(_play.State!, _play.Now).WaitsFor));
    }

    [Fact]
    public void a_grant_counts_once()
    {
        var grant = Sample.Granted(_play.State!);
        _play.Send(grant).Send(grant);
        Assert.Equal((Fate.Ignored, 1), (_play.Last!.Fate, _play.State!.AttemptCount));
        _play.Send(Sample.TooLate(_play.State)); // to be tried again; the tier is still full
        Assert.Equal(DeliverablePhase.Waiting, _play.State!.Phase);
        _play.Send(Sample.Granted(_play.State));
        Assert.Equal((DeliverablePhase.Generating, 2), (_play.State!.Phase, _play.Attempt.Ordinal));
    }

    [Fact]
    public void a_grant_of_an_earlier_wait_or_of_another_tier_is_stale()
    {
        var grant = Sample.Granted(_play.State!);
        Assert.Equal(Fate.Ignored, _play.Send(grant with { Tier = "plain" }).Last!.Fate);
        Assert.Equal(Fate.Ignored, _play.Send(grant with { Since = grant.Since.AddTicks(-10) }).Last!.Fate);
    }

    [Fact]
    public void a_held_one_stands_in_no_line_and_takes_its_place_again_when_it_is_released()
    {
        var grant = Sample.Granted(_play.State!);
        Assert.Equal(Fate.Ignored, _play.Send(Sample.Hold()).Send(grant).Last!.Fate);
        Assert.Equal(DeliverablePhase.Waiting, _play.Send(Sample.Release()).State!.Phase);
        Assert.Equal("best", _play.Send(Sample.Hold(3)).In(Situation.Clear).Send(Sample.Release(4)).Said<GenerateAttempt>().Decision.Tier);
    }

    [Fact]
    public void a_cancelled_one_has_cost_nothing()
    {
        var told = _play.Send(Sample.Cancel()).Said<DeliverableCancelled>();
        Assert.Equal((0, 0L), (told.Attempts, Snapshot.Of(_play.State!, _play.Now).CostMicros));
        Assert.DoesNotContain(_play.Last!.Messages, outgoing => outgoing.Message is ICommand);
        Assert.Equal(Fate.Ignored, _play.Send(Sample.Granted(_play.State!)).Last!.Fate);
    }

    [Fact]
    public void an_attempt_after_a_rejection_waits_its_turn_again()
    {
        _play.Send(Sample.Granted(_play.State!)).Reject().Regenerate();
        Assert.Equal((DeliverablePhase.Waiting, 1), (_play.State!.Phase, _play.State.AttemptCount));
    }
}
