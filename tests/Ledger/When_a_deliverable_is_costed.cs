using Atelier.Contracts;
using Atelier.Ledger.Costs;

namespace Atelier.Ledger.Tests;

public sealed class When_a_deliverable_is_costed
{
    private static readonly TimeSpan Later = TimeSpan.FromMinutes(6);

    [Fact]
    public void every_part_is_counted_once()
    {
        var cost = Of(new Story { ValueOfHourMicros = 10_000_000 }.Requested()
            .Completed(Cost.Of(40_000)).Inspected(false, Cost.Of(100)).Regenerated()
            .Failed(Cost.Of(7))
            .Completed(Cost.Of(50_000)).Inspected(true, Cost.Of(200)).Refined(Cost.Of(3_000))
            .Delivered(Later));

        Assert.Equal(("spring", Grade.Delivery, "cinematic", Outcome.Delivered), (cost.CampaignId, cost.Grade, cost.Tier, cost.Outcome));
        Assert.Equal((3, 1, 1, 0), (cost.Attempts, cost.Accepted, cost.Rejected, cost.Unpriced));
        Assert.Equal((90_007, 300, 3_000, 1_000_000), (cost.GenerationMicros, cost.InspectionMicros, cost.RefinementMicros, cost.WaitingMicros));
    }

    [Fact]
    public void one_that_is_made_better_costs_its_new_attempts_and_the_wait_for_them_alone()
    {
        var cost = Of(new Story { ValueOfHourMicros = 10_000_000 }.Requested().Completed(Cost.Of(40_000)).Inspected(true, Cost.Nothing).Delivered(Later)
            .Completed(Cost.Of(50_000)).Inspected(true, Cost.Nothing).Revised(1, called: TimeSpan.FromDays(7), took: Later, better: true)
            .Failed(Cost.Of(5)).Revised(2, called: TimeSpan.FromDays(8), took: Later, better: false));
        Assert.Equal((Outcome.Delivered, 3, 90_005, 3_000_000), (cost.Outcome, cost.Attempts, cost.GenerationMicros, cost.WaitingMicros));
    }

    [Fact]
    public void a_reproduction_is_paid_but_no_part_of_the_deliverable()
    {
        var cost = Of(new Story().Requested().Completed(Cost.Of(40_000)).Inspected(true, Cost.Nothing).Delivered(Later).Reproduced(Cost.Of(40_000)));
        Assert.Equal((1, 40_000, 40_000, 0), (cost.Attempts, cost.GenerationMicros, cost.ReproductionMicros, cost.Unpriced));
    }

    [Fact]
    public void a_charge_that_was_unknown_counts_once_it_is_settled_and_one_that_is_written_off_stays_unpriced()
    {
        var unknown = new Story().Requested().Failed(Cost.Unknown("nobody knows"), kind: FailureKind.SubmissionUnknown);
        Assert.Equal((0, 1), (Of(unknown).GenerationMicros, Of(unknown).Unpriced));
        Assert.Equal((0, 1), (Of(unknown.Settled(null)).GenerationMicros, Of(unknown).Unpriced));
        Assert.Equal((25_000, 0), (Of(unknown.Settled(25_000)).GenerationMicros, Of(unknown).Unpriced));
        Assert.Equal(1, Of(unknown).Attempts);
    }

    [Fact]
    public void an_upscaler_is_part_of_refinement_and_no_attempt()
    {
        var cost = Of(new Story().Requested().Completed(Cost.Of(40_000)).Inspected(true, Cost.Nothing).Enlarged(Cost.Of(3_000)).Delivered(Later));
        Assert.Equal((1, 40_000, 3_000, 0), (cost.Attempts, cost.GenerationMicros, cost.RefinementMicros, cost.Unpriced));
        Assert.Equal(1, Of(new Story().Requested().Completed(Cost.Of(40_000)).Inspected(true, Cost.Nothing).Enlarged(Cost.Unknown("no price")).Delivered(Later)).Unpriced);
    }

    [Fact]
    public void a_failure_that_the_vendor_charged_costs_what_it_charged()
    {
        var cost = Of(new Story().Requested().Failed(Cost.Of(25_000), kind: FailureKind.OutputLost).GaveUp(Later));
        Assert.Equal((Outcome.Failed, 1, 25_000), (cost.Outcome, cost.Attempts, cost.GenerationMicros));
    }

    [Fact]
    public void a_refinement_that_failed_costs_what_it_cost() =>
        Assert.Equal(900, Of(new Story().Requested().Completed(Cost.Nothing).Inspected(true, Cost.Nothing).RefinementFailed(Cost.Of(900)).GaveUp(Later)).RefinementMicros);

    [Fact]
    public void the_time_of_persons_counts_and_their_word_stands_over_the_gates()
    {
        var cost = Of(new Story().Requested()
            .Completed(Cost.Of(10)).Inspected(true, Cost.Nothing).Reviewed(ReviewCause.Accepted, ReviewDecision.Rejected, Cost.Of(1_500_000))
            .Completed(Cost.Of(10)).Inspected(false, Cost.Nothing).Reviewed(ReviewCause.Cap, ReviewDecision.Accepted, Cost.Unknown("no rate"))
            .Completed(Cost.Of(10)).Inspected(true, Cost.Nothing).Reviewed(ReviewCause.Accepted, ReviewDecision.Accepted, Cost.Of(1), settles: false));
        Assert.Equal((1_500_001, 360, 1), (cost.ReviewMicros, cost.ReviewSeconds, cost.Unpriced));
        Assert.Equal((3, 2, 1), (cost.Attempts, cost.Accepted, cost.Rejected));
    }

    [Fact]
    public void the_time_of_those_who_decided_nothing_counts_where_it_is_told()
    {
        var cost = Of(new Story().Requested().Completed(Cost.Of(10)).Inspected(true, Cost.Nothing).Abandoned(TimeSpan.FromMinutes(15), Cost.Of(11_250_000)).Abandoned(TimeSpan.FromMinutes(1), Cost.Unknown("no rate")));
        Assert.Equal((11_250_000, 960, 1, 1, 0), (cost.ReviewMicros, cost.ReviewSeconds, cost.Unpriced, cost.Accepted, cost.Rejected));
    }

    [Fact]
    public void a_cancelled_one_keeps_its_costs_and_an_attempt_that_was_called_off_is_no_try()
    {
        var cost = Of(new Story().Requested().Completed(Cost.Of(40_000)).Inspected(false, Cost.Of(10)).Failed(Cost.Nothing, kind: FailureKind.Cancelled).Cancelled(Later));
        Assert.Equal((Outcome.Cancelled, 1, 0, 40_000), (cost.Outcome, cost.Attempts, cost.Unpriced, cost.GenerationMicros));
        Assert.Equal(2, Of(new Story().Requested().Completed(Cost.Of(40_000)).Failed(Cost.Of(9), kind: FailureKind.Cancelled).Cancelled(Later)).Attempts);
    }

    [Fact]
    public void an_unknown_cost_is_counted_as_unpriced_and_adds_nothing()
    {
        var cost = Of(new Story().Requested().Failed(Cost.Unknown("not known whether it was taken"), kind: FailureKind.SubmissionUnknown).Completed(Cost.Of(5)));
        Assert.Equal((5, 1), (cost.GenerationMicros, cost.Unpriced));
    }

    [Fact]
    public void an_attempt_that_nobody_told_the_end_of_is_unpriced_until_someone_does()
    {
        var story = new Story().Requested().Failed(Cost.Of(10)).Completed(Cost.Of(20)).Delivered(Later);
        var late = story.Facts[1];
        var cost = Of(story.Facts.Where(told => told != late));
        Assert.Equal((2, 1, 20), (cost.Attempts, cost.Unpriced, cost.GenerationMicros));
        cost.Apply(late.Fact);
        Assert.Equal((2, 0, 30), (cost.Attempts, cost.Unpriced, cost.GenerationMicros));
    }

    [Fact]
    public void waiting_is_unpriced_while_the_worth_of_an_hour_is_not_known()
    {
        var story = new Story { ValueOfHourMicros = 3_600_000_000 }.Requested().Completed(Cost.Nothing).Delivered(TimeSpan.FromSeconds(2));
        var cost = Of(story.Facts.Skip(1));
        Assert.Equal((1, 0), (cost.Unpriced, cost.WaitingMicros));
        cost.Apply(story.Facts[0].Fact);
        Assert.Equal((0, 2_000_000), (cost.Unpriced, cost.WaitingMicros));
    }

    [Fact]
    public void a_fallback_does_not_change_its_tier() =>
        Assert.Equal("cinematic", Of(new Story().Requested().Completed(Cost.Nothing, "cinematic").Completed(Cost.Nothing, "budget")).Tier);

    [Fact]
    public void its_tier_is_that_of_its_last_stage()
    {
        var story = new Story { Categories = ["still", "motion"] }.Requested()
            .Completed(Cost.Nothing, "speed", stage: 0).Completed(Cost.Nothing, "cinematic", stage: 1).Completed(Cost.Nothing, "budget", stage: 1);
        Assert.Equal("cinematic", Of(story).Tier);
        Assert.Equal("cinematic", Of(story.Facts.Reverse()).Tier);
    }

    [Fact]
    public void before_any_attempt_it_has_no_tier() => Assert.Null(Of(new Story().Requested()).Tier);

    [Fact]
    public void reopened_and_ended_again_the_later_end_stands()
    {
        var story = new Story { ValueOfHourMicros = 3_600_000_000 }.Requested().Completed(Cost.Nothing).Delivered(TimeSpan.FromSeconds(1)).GaveUp(TimeSpan.FromSeconds(5));
        Assert.Equal((Outcome.Failed, 5_000_000), (Of(story).Outcome, Of(story).WaitingMicros));
        Assert.Equal((Outcome.Failed, 5_000_000), (Of(story.Facts.Reverse()).Outcome, Of(story.Facts.Reverse()).WaitingMicros));
    }

    [Theory]
    [InlineData(0, 3_600_000_000, 0)]
    [InlineData(-5, 3_600_000_000, 0)] // two machines' clocks
    [InlineData(1.5, 1_000, 0)] // 0.42 micro-dollars
    [InlineData(1.8, 1_000, 1)] // half a micro-dollar rounds up
    [InlineData(3600, 25_000_000, 25_000_000)]
    [InlineData(31_536_000, 1_000_000_000_000_000, 8_760_000_000_000_000_000)] // a year at the most an hour can be worth
    public void waiting_costs_its_hours_to_the_nearest_micro_dollar(double seconds, long worth, long expected) =>
        Assert.Equal(expected, Waiting.Cost(Story.Start, Story.Start.AddSeconds(seconds), worth));

    internal static DeliverableCost Of(Story story) => Of(story.Facts);

    internal static DeliverableCost Of(IEnumerable<Told> facts)
    {
        var told = facts.ToList();
        var cost = new DeliverableCost { Id = told[0].Fact.DeliverableId, TenantId = told[0].Fact.TenantId };
        told.ForEach(it => cost.Apply(it.Fact));
        return cost;
    }
}
