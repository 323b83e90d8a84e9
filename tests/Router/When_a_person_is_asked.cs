using Atelier.Contracts;
using Atelier.Contracts.Catalog;
using Atelier.Router.Policy;
using Atelier.Router.Saga;
using Atelier.Router.Tests.Support;

namespace Atelier.Router.Tests;

public sealed class When_a_person_is_asked
{
    private static readonly Grade[] Both = [Grade.Draft, Grade.Delivery];

    /// <summary>Five cents a picture, whoever makes it.</summary>
    private static readonly Pricing Dear = Pricing.Unknown with
    {
        Prices = Pricing.Unknown.Prices with { Models = new[] { "v/one", "v/two", "w/seedless" }.ToDictionary(model => model, _ => new ModelPrice { Per = PriceUnit.Image, Usd = 0.05m }) },
    };

    [Fact]
    public void what_the_gate_accepted_waits_for_them_before_anything_more_is_spent()
    {
        var play = Play.In(DeliverablePhase.Reviewing);
        Assert.DoesNotContain(play.Last!.Messages, said => said.Message is ICommand);
        var asked = play.Said<ReviewRequested>();
        Assert.Equal((play.Attempt.Id, ReviewCause.Accepted, false, Sample.Noon.AddHours(1)), (asked.AttemptId, asked.Cause, asked.FourEyes, asked.Deadline));
        Assert.Equal(play.Attempt.Id, Decide(play, ReviewDecision.Accepted).Said<RefineAsset>().AttemptId);
        var delivered = play.Refine().Said<DeliverableProgressed>().Status;
        Assert.Equal(1000 + 10 + 20 + 90, delivered.CostMicros); // with the reviewer's time
        Assert.Equal("ann", Assert.Single(Assert.Single(delivered.Stages).Reviews!).Rulings.Single().Reviewer);
    }

    [Fact]
    public void a_still_is_looked_at_before_its_motion_is_paid()
    {
        var play = new Play(Sample.Reviewed()).Request(Sample.Requested(motion: true)).Complete().Accept();
        Decide(play, ReviewDecision.Accepted).Refine();
        Assert.Equal((1, DeliverablePhase.Generating), (play.State!.Stage, play.State.Phase));
        Assert.Equal(DeliverablePhase.Reviewing, play.Complete().Accept().State!.Phase);
    }

    [Fact]
    public void a_rejection_calls_for_another_attempt_by_the_one_way_in()
    {
        var play = Decide(Play.In(DeliverablePhase.Reviewing), ReviewDecision.Rejected);
        var called = play.Said<RegenerationRequested>();
        Assert.Equal((RegenerationSource.Reviewer, "the hat is wrong"), (called.Source, called.Reasons.Single().Detail));
        Assert.Equal((AttemptOutcome.Rejected, true), (play.Attempt.Outcome, play.Attempt.Verdict!.Accepted));
        Assert.Equal((2, "retry:rejected"), (play.Send(called).Attempt.Ordinal, play.Attempt.Decision.Criterion));
    }

    [Fact]
    public void the_system_that_asked_for_it_may_call_for_another_before_they_decide()
    {
        var play = Play.In(DeliverablePhase.Reviewing);
        var (first, call) = (play.Attempt.Id, Sample.Regeneration(play.State!) with { Source = RegenerationSource.Upstream });
        Assert.Equal(Fate.Ignored, play.Send(call with { Source = RegenerationSource.Gate }).Last!.Fate); // a duplicate of what was called for before
        Assert.Equal(Fate.Ignored, play.Send(call with { AttemptId = Guid.NewGuid() }).Last!.Fate);
        play.Send(call);
        Assert.Equal((DeliverablePhase.Generating, 2, "retry:rejected"), (play.State!.Phase, play.Attempt.Ordinal, play.Attempt.Decision.Criterion));
        Assert.Equal((AttemptOutcome.Rejected, true), (play.State.Current.Attempts[0].Outcome, play.State.Current.Reviews!.Last!.Over));
        Assert.Equal(Fate.Ignored, play.Send(call).Last!.Fate); // twice
        play.Send(Sample.Decided(play.State, Sample.Ruling(play.State, ReviewDecision.Accepted, attempt: first)));
        Assert.Equal((Fate.Recorded, DeliverablePhase.Generating), (play.Last!.Fate, play.State!.Phase)); // too late: what it cost is kept
    }

    [Fact]
    public void where_no_further_attempt_is_to_be_had_the_word_is_theirs_whatever_is_called_for()
    {
        var play = AtTheCap();
        play.Send(Sample.Regeneration(play.State!) with { Source = RegenerationSource.Upstream });
        Assert.Equal((Fate.Ignored, DeliverablePhase.Reviewing), (play.Last!.Fate, play.State!.Phase));
    }

    [Fact]
    public void guidance_is_edited_on_the_models_scale_or_as_a_strength_and_the_newer_word_counts()
    {
        var stage = Sample.Requested().Spec.Stages[0] with { Guidance = 4 };
        Assert.Equal((null, 0.5), Of(new ControlEdits { GuidanceStrength = 0.5 }.Over(stage)));
        Assert.Equal((7, null), Of(new ControlEdits { Guidance = 7 }.Over(stage with { Guidance = null, GuidanceStrength = 0.2 })));
        Assert.Equal((4, null), Of(new ControlEdits { Prompt = "other" }.Over(stage)));
        Assert.Equal((null, 0.5), Of(new ControlEdits { GuidanceStrength = 0.5 }.After(new ControlEdits { Guidance = 7 }).Over(stage)));
        Assert.Equal((7, null), Of(new ControlEdits { Guidance = 7 }.After(new ControlEdits { GuidanceStrength = 0.5 }).Over(stage)));
        Assert.Equal((null, 0.5), Of(new ControlEdits { Prompt = "other" }.After(new ControlEdits { GuidanceStrength = 0.5 }).Over(stage)));

        static (double?, double?) Of(StageSpec stage) => (stage.Guidance, stage.GuidanceStrength);
    }

    [Fact]
    public void edited_controls_hold_for_the_attempts_that_follow_and_the_request_stays_as_it_was()
    {
        var edits = new ControlEdits { Prompt = "a lighthouse with a red hat", Guidance = 4, Seed = 7 };
        var play = Decide(Play.In(DeliverablePhase.Reviewing), ReviewDecision.Edited, edits: edits).Regenerate();
        Assert.Equal(("a lighthouse with a red hat", 4, 7, edits), (play.Attempt.Parameters.Prompt, play.Attempt.Parameters.Guidance, play.Attempt.Parameters.Seed, play.Attempt.Edits));
        Assert.Equal("a lighthouse", play.State!.Spec.Stages[0].Prompt.Text);
        play.Reject().Regenerate();
        Assert.Equal(("a lighthouse with a red hat", Seeds.Derive("7", "hero-1", 0, 3)), (play.Attempt.Parameters.Prompt, play.Attempt.Parameters.Seed));
        play.Complete().Accept();
        Decide(play, ReviewDecision.Edited, edits: new ControlEdits { NegativePrompt = "text" }).Regenerate();
        Assert.Equal(("a lighthouse with a red hat", "text"), (play.State!.StageSpec.Prompt.Text, play.State.StageSpec.NegativePrompt));
    }

    [Fact]
    public void at_the_cap_an_output_that_was_rejected_can_be_accepted_after_all()
    {
        var play = AtTheCap();
        Assert.Equal((ReviewCause.Cap, 6), (play.Said<ReviewRequested>().Cause, play.State!.AttemptCount));
        var chosen = play.State.Current.Attempts[2].Id;
        Assert.Equal(chosen, Decide(play, ReviewDecision.Accepted, attempt: chosen).Said<RefineAsset>().AttemptId);
        Assert.Equal(DeliverablePhase.Delivered, play.Refine().State!.Phase);
        Assert.Equal(AttemptOutcome.Accepted, play.State.Current.Attempts[2].Outcome);
    }

    [Fact]
    public void the_chosen_still_is_the_one_that_is_set_in_motion()
    {
        var play = new Play(Sample.Reviewed()).Request(Sample.Requested(motion: true));
        ToTheCap(play);
        var state = play.State!.WithStage(play.State.Current with { Attempts = [.. play.State.Current.Attempts.Select((attempt, i) => attempt with { Output = attempt.Output! with { Sha256 = $"output {i}" } })] });
        var policy = Sample.Reviewed();
        state = DeliverableSaga.Handle(state, Sample.Decided(state, Sample.Ruling(state, ReviewDecision.Accepted, attempt: state.Current.Attempts[1].Id)), policy, Sample.Noon, Situation.Clear).State!;
        state = DeliverableSaga.Handle(state, Sample.Refined(state), policy, Sample.Noon, Situation.Clear).State!;
        Assert.Equal("output 1", state.LastAttempt!.Parameters.References.Single().Asset.Sha256);
    }

    [Fact]
    public void a_granted_attempt_goes_beyond_the_cap_once_and_no_further()
    {
        var play = AtTheCap();
        Decide(play, ReviewDecision.Rejected, then: AfterRejection.Granted).Regenerate();
        Assert.Equal((7, true), (play.State!.AttemptCount, play.Attempt.Granted));
        play.Reject();
        Assert.Equal((DeliverablePhase.Reviewing, false), (play.State.Phase, play.State!.OpenReview!.MayGoOn));
        Decide(play, ReviewDecision.Rejected, then: AfterRejection.Granted);
        Assert.Equal((DeliverablePhase.Failed, DeliverableFailureKind.ReviewRejected), (play.State!.Phase, play.State.Failure!.Kind));
        Assert.Contains("the hat is wrong", play.State.Failure.Detail);
    }

    [Fact]
    public void a_person_may_find_worth_it_what_the_marginal_stop_does_not()
    {
        var reviewed = Sample.Reviewed(new ReviewRule { When = [ReviewCause.Cap] });
        var policy = reviewed with { Table = reviewed.Table with { Tiers = reviewed.Table.Tiers.ToDictionary(tier => tier.Key, tier => tier.Value with { MarginalStop = true }) }, Pricing = Dear };
        var request = Sample.Requested();
        var play = new Play(policy).Request(request with { Spec = request.Spec with { WorthMicros = 50_500 } });
        play.Reject();
        Assert.Equal((DeliverablePhase.Reviewing, DeliverableFailureKind.NotWorthIt, true), (play.State!.Phase, play.State.OpenReview!.Failure!.Kind, play.State.OpenReview.MayGoOn));
        Decide(play, ReviewDecision.Rejected, then: AfterRejection.Granted).Regenerate();
        Assert.Equal((DeliverablePhase.Generating, true), (play.State!.Phase, play.Attempt.Granted));
    }

    [Fact]
    public void a_granted_attempt_that_was_called_off_can_still_be_made()
    {
        var play = Decide(AtTheCap(), ReviewDecision.Rejected, then: AfterRejection.Granted).Regenerate();
        play.Send(Sample.Hold()).Fail(FailureKind.Cancelled).Send(Sample.Release());
        Assert.Equal((8, true, DeliverablePhase.Generating), (play.State!.AttemptCount, play.Attempt.Granted, play.State.Phase));
    }

    [Fact]
    public void a_rejection_for_good_ends_it_with_its_costs_although_the_cap_would_allow_more()
    {
        var play = Decide(Play.In(DeliverablePhase.Reviewing), ReviewDecision.Rejected, then: AfterRejection.Nothing);
        Assert.Equal((DeliverableFailureKind.ReviewRejected, 1000 + 10 + 90), (play.Said<DeliverableFailed>().Failure.Kind, play.Said<DeliverableProgressed>().Status.CostMicros));
    }

    [Fact]
    public void who_rejects_the_last_one_that_the_cap_allows_is_asked_again_what_is_to_become_of_all()
    {
        var play = new Play(Sample.Reviewed()).Request();
        for (var attempt = 1; attempt <= 6; attempt++)
            Decide(attempt == 1 ? play.Complete().Accept() : play.Regenerate().Complete().Accept(), ReviewDecision.Rejected);
        Assert.Equal((DeliverablePhase.Reviewing, ReviewCause.Cap), (play.State!.Phase, play.State.OpenReview!.Cause));
    }

    [Fact]
    public void four_eyes_are_two_persons()
    {
        var play = new Play(Sample.Reviewed(new ReviewRule { When = [ReviewCause.Accepted], FourEyes = true })).Request().Complete().Accept();
        Assert.Equal(DeliverablePhase.Reviewing, Decide(play, ReviewDecision.Accepted).State!.Phase);
        Assert.Equal(DeliverablePhase.Reviewing, Decide(play, ReviewDecision.Accepted, ordinal: 2).State!.Phase);
        Assert.Equal(DeliverablePhase.Refining, Decide(play, ReviewDecision.Accepted, by: "bob", ordinal: 3).State!.Phase);
    }

    [Theory]
    [InlineData("ann:1 bob:1", "bob:1")]
    [InlineData("ann:1 ann:1", null)]
    [InlineData("ann:1 bob:2", null)]
    [InlineData("ann:1 bob:2 ann:2", "ann:2")]
    [InlineData("ann:1 bob:-", "bob:-")]
    [InlineData("ann:-", "ann:-")]
    [InlineData("? bob:1", null)]
    public void two_persons_must_mean_the_same_output_and_one_rejection_is_enough(string rulings, string? settles)
    {
        var state = Play.In(DeliverablePhase.Reviewing).State!;
        var all = rulings.Split(' ').Select((words, i) => (words, Ordinal: i + 1)).Where(ruling => ruling.words != "?").Select(ruling => (ruling.words, Ruling: Of(ruling.words, ruling.Ordinal))).ToList();
        var settled = ReviewOutcome.Of(fourEyes: true, [.. all.Select(ruling => ruling.Ruling)]);
        Assert.Equal(settles, all.SingleOrDefault(ruling => ruling.Ruling == settled).words);

        ReviewRuling Of(string words, int ordinal)
        {
            var (who, what) = (words.Split(':')[0], words.Split(':')[1]);
            return Sample.Ruling(state, what == "-" ? ReviewDecision.Rejected : ReviewDecision.Accepted, who, ordinal, attempt: DeterministicId.From(what));
        }
    }

    [Fact]
    public void a_decision_that_comes_twice_or_too_late_changes_nothing_but_costs()
    {
        var play = Play.In(DeliverablePhase.Reviewing);
        var asked = play.State!;
        Decide(play, ReviewDecision.Rejected).Send(Sample.Decided(asked, Sample.Ruling(asked, ReviewDecision.Rejected)));
        Assert.Equal(Fate.Ignored, play.Last!.Fate);
        play.Regenerate().Complete().Accept();
        play.Send(Sample.Decided(asked, Sample.Ruling(asked, ReviewDecision.Accepted, ordinal: 2))); // in the review before
        Assert.Equal((Fate.Recorded, DeliverablePhase.Reviewing), (play.Last!.Fate, play.State!.Phase));
        Assert.Equal((2 * 1010) + (2 * 90), Snapshot.Of(play.State, play.Now).CostMicros);
        play.Send(Sample.Cancel());
        var told = Decide(play, ReviewDecision.Accepted).Said<DeliverableProgressed>();
        Assert.Equal((DeliverablePhase.Cancelled, (2 * 1010) + (3 * 90)), (told.Status.Phase, told.Status.CostMicros));
    }

    [Fact]
    public void a_decision_while_it_is_held_takes_effect_at_its_release()
    {
        var play = Play.In(DeliverablePhase.Reviewing).Send(Sample.Hold());
        Assert.Equal(DeliverablePhase.Reviewing, Decide(play, ReviewDecision.Accepted).State!.Phase);
        Assert.Equal(play.Attempt.Id, play.Send(Sample.Release()).Said<RefineAsset>().AttemptId);
    }

    [Fact]
    public void a_review_that_nobody_decides_ends_as_the_table_says()
    {
        Assert.Equal(DeliverablePhase.Refining, Overdue(OverdueRule.Gate).State!.Phase);
        Assert.Equal(DeliverableFailureKind.ReviewOverdue, Overdue(OverdueRule.Fail).State!.Failure!.Kind);
        Assert.Equal(DeliverablePhase.Reviewing, new Play(Sample.Reviewed(new ReviewRule { When = [ReviewCause.Accepted] })).Request().Complete().Accept().State!.Phase);

        static Play Overdue(OverdueRule rule)
        {
            var play = new Play(Sample.Reviewed(new ReviewRule { When = [ReviewCause.Accepted], Deadline = TimeSpan.FromHours(1), OnDeadline = rule })).Request().Complete().Accept();
            return play.Send(Sample.TooLate(play.State!));
        }
    }

    [Theory]
    [InlineData(null, Grade.Draft, false)]
    [InlineData(null, Grade.Delivery, true)]
    [InlineData(ReviewWish.Required, Grade.Draft, true)]
    [InlineData(ReviewWish.FourEyes, Grade.Draft, true)]
    public void the_table_asks_for_its_grades_and_a_request_for_itself(ReviewWish? wish, Grade grade, bool asked)
    {
        var request = Sample.Requested(grade);
        var play = new Play(Sample.Reviewed(new ReviewRule { When = [ReviewCause.Accepted] })).Request(request with { Spec = request.Spec with { Review = wish } }).Complete().Accept();
        Assert.Equal((asked, asked && wish is ReviewWish.FourEyes), (play.State!.Phase is DeliverablePhase.Reviewing, play.State.OpenReview?.FourEyes ?? false));
    }

    [Fact]
    public void a_share_is_the_same_every_time_and_about_as_large_as_it_says()
    {
        var ids = Enumerable.Range(0, 1000).Select(i => DeterministicId.OfDeliverable("acme", $"{i}")).ToList();
        Assert.Equal(ids.Where(id => ReviewNeeds.IsInShare(id, 0, 0.3)), ids.Where(id => ReviewNeeds.IsInShare(id, 0, 0.3)));
        Assert.InRange(ids.Count(id => ReviewNeeds.IsInShare(id, 0, 0.3)), 250, 350);
        Assert.All(ids, id => Assert.True(ReviewNeeds.IsInShare(id, 1, 1)));
    }

    private static Play AtTheCap() => ToTheCap(new Play(Sample.Reviewed(new ReviewRule { When = [ReviewCause.Cap], Grades = Both })).Request());

    private static Play ToTheCap(Play play)
    {
        while (play.Reject().State!.Phase is not DeliverablePhase.Reviewing)
            play.Regenerate();
        return play;
    }

    internal static Play Decide(Play play, ReviewDecision decision, string by = "ann", int ordinal = 1, AfterRejection then = AfterRejection.WithinCap, Guid? attempt = null, ControlEdits? edits = null) =>
        play.Decide(Sample.Ruling(play.State!, decision, by, ordinal, then, attempt, edits));
}
