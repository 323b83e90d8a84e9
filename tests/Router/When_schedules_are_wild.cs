using System.Text.Json;
using Atelier.Contracts;
using Atelier.Contracts.Catalog;
using Atelier.Router.Policy;
using Atelier.Router.Saga;
using Atelier.Router.Tests.Support;
using FsCheck;
using FsCheck.Fluent;

namespace Atelier.Router.Tests;

/// <summary>Random schedules with duplicates, losses and reorderings: whatever happens, the saga keeps its promises.</summary>
public sealed class When_schedules_are_wild
{
    [Fact]
    public void it_ends_within_its_caps_and_its_cost_is_the_sum_of_its_attempts() =>
        Prop.ForAll<int>(seed => new Schedule(seed).Run()).Check(Config.QuickThrowOnFailure.WithMaxTest(600));

    /// <summary>One deliverable between unreliable queues and workers that answer a command the same way however often it comes.</summary>
    private sealed class Schedule(int seed)
    {
        private readonly Random _random = new(seed);
        private readonly ReviewRule? _rule = RuleOf(seed);
        private readonly Play _play = new(Policy(seed));
        private readonly Dictionary<(Guid, int), Cost> _decided = [];
        private readonly List<IMessage> _queue = [];
        private readonly Dictionary<Guid, IMessage> _answers = [];
        private readonly Dictionary<Guid, Cost> _billed = [];
        private readonly Dictionary<Guid, string> _said = [];
        private int _regenerations;
        private int _asked;

        /// <summary>Half of them under rules that look at how models do.</summary>
        private static RoutingPolicy Policy(int seed)
        {
            var policy = RuleOf(seed) is { } rule ? Sample.Reviewed(rule) : Sample.Policy;
            if (seed % 4 != 0)
                policy = Sample.Enlarged(policy, seed % 3 == 0 ? WithoutUpscaler.Reject : WithoutUpscaler.Enlarge);
            return seed / 2 % 2 == 0 ? policy : When_candidates_are_switched.WatchedBy(policy);
        }

        public void Run()
        {
            _regenerations = _random.Next(4);
            var request = Sample.Requested(_random.Next(2) == 0 ? Grade.Draft : Grade.Delivery, motion: _random.Next(2) == 0);
            _queue.AddRange([request, request, .. Wishes()]);
            for (var step = 0; step < 3000 && !(_play.State is { Ended: true } && _queue.Count == 0); step++)
                Step(calm: step > 300);
            Assert.True(_play.State!.Ended, $"seed {seed}: still {_play.State.Phase}");
            Check(_play.State);
        }

        /// <summary>In two of three nobody is asked.</summary>
        private static ReviewRule? RuleOf(int seed) => seed % 3 != 0 ? null : new ReviewRule
        {
            When = seed % 2 == 0 ? [ReviewCause.Accepted, ReviewCause.Cap] : [ReviewCause.Cap], Grades = [Grade.Draft, Grade.Delivery], FourEyes = seed % 5 == 0, Grants = Math.Abs(seed % 4),
            Deadline = seed % 7 == 0 ? TimeSpan.FromSeconds(1) : null, OnDeadline = seed % 2 == 0 ? OverdueRule.Gate : OverdueRule.Fail,
        };

        /// <summary>Persons who take an item one after the other until it is settled, as the queue lets them; what they decide comes in any order, and more than once.</summary>
        private IEnumerable<ReviewDecided> Persons(ReviewRequested asked)
        {
            var (state, rulings) = (_play.State!, new List<ReviewRuling>());
            var choices = asked.Cause is ReviewCause.Cap ? [.. DeliverableSaga.Choices(state).Select(attempt => attempt.Id)] : new[] { asked.AttemptId };
            while (ReviewOutcome.Of(asked.FourEyes, rulings) is null)
            {
                var decision = (ReviewDecision)_random.Next(3);
                var who = Enumerable.Range(0, 3).Select(person => $"person {person}").Where(person => person != ReviewOutcome.First(rulings)?.Reviewer).ElementAt(_random.Next(2));
                rulings.Add(Sample.Ruling(state, decision, who, rulings.Count + 1, (AfterRejection)_random.Next(3), decision is ReviewDecision.Accepted ? choices[_random.Next(choices.Length)] : asked.AttemptId,
                    decision is ReviewDecision.Edited ? new ControlEdits { Prompt = $"{_random.Next()}", Seed = _random.Next() } : null) with { Cost = Cost.Of(_random.Next(1000)) });
            }
            return rulings.Select(ruling => new ReviewDecided
            {
                TenantId = asked.TenantId, DeliverableId = asked.DeliverableId, OccurredAt = Sample.Noon, ReviewId = asked.ReviewId, Stage = asked.Stage, Cause = asked.Cause,
                Settles = ruling == rulings[^1], Ruling = ruling,
            });
        }

        /// <summary>Half of them are held and released, every fifth is cancelled; like all else, in any order and more than once.</summary>
        private IEnumerable<IMessage> Wishes()
        {
            var holds = _random.Next(2) * _random.Next(1, 4);
            for (var i = 0; i < holds; i++)
            {
                yield return Sample.Hold(2 * i + 1);
                yield return Sample.Release(2 * i + 2);
            }
            if (_random.Next(5) == 0)
                yield return Sample.Cancel();
        }

        private void Step(bool calm)
        {
            if (_play.State is { Phase: DeliverablePhase.Delivered } && _asked++ < _regenerations)
                _queue.Add(Sample.Better(_play.State, _random.Next(_play.State.Stages.Length), withDependents: _random.Next(2) == 0));
            if (calm && _queue.Count == 0 && _play.State is { Held: true })
                Deliver(Sample.Release(100)); // whose hold was lost sight of
            if (_play.State is not null && (_queue.Count == 0 || (!calm && _random.Next(15) == 0)))
            {
                Deliver(_play.State.Phase is DeliverablePhase.Waiting ? Sample.Granted(_play.State) : Sample.TooLate(_play.State)); // the dispatcher, the sweeper
                return;
            }
            var place = _random.Next(_queue.Count);
            var message = _queue[place];
            if (calm || _random.Next(4) != 0)
                _queue.RemoveAt(place); // else it will come again
            if (calm || message is DeliverableRequested or CancelDeliverable or ReviewDecided || _random.Next(10) != 0)
                Deliver(message); // else it is lost
        }

        private void Deliver(IMessage message)
        {
            _play.Now += TimeSpan.FromMilliseconds(10);
            if (_random.Next(4) == 0)
                _play.In(When_candidates_are_switched.Knowing([.. from model in new[] { "v/one", "v/two", "w/seedless" } where _random.Next(2) == 0 select (model, "acceptance", (CircuitState)_random.Next(3))]));
            _play.In(_random.Next(4) == 0 ? Sample.Busy : Situation.Clear);
            var (before, held) = (_play.State?.Phase ?? DeliverablePhase.Accepted, _play.State?.Held is true && message is not (ReleaseDeliverable or CancelDeliverable));
            _play.Send(message);
            if (message is ReviewDecided told)
                _decided[(told.ReviewId, told.Ruling.Ordinal)] = told.Ruling.Cost;
            if (_play.Last!.Fate is Fate.Moved)
            {
                // a reopened one does not end badly: what was delivered stands
                var next = DeliverableSaga.Table.Single(row => row.In == before && row.Message == message.GetType()).Next
                    .Select(phase => _play.State!.Revision > 0 && phase is (DeliverablePhase.Failed or DeliverablePhase.Cancelled) ? DeliverablePhase.Delivered : phase);
                Assert.Contains(_play.State!.Phase, next);
            }
            if (held || before is DeliverablePhase.Cancelled)
                Assert.DoesNotContain(_play.Last.Messages, outgoing => outgoing.Message is ICommand and not CancelAttempt);
            if (before is DeliverablePhase.Cancelled)
                Assert.DoesNotContain(_play.Last.Messages, outgoing => outgoing.Message is ICommand);
            foreach (var outgoing in _play.Last.Messages)
                Take(outgoing);
        }

        private void Take(Outgoing outgoing)
        {
            var content = JsonSerializer.Serialize(outgoing.Message, outgoing.Message.GetType(), AtelierJson.Options);
            Assert.Equal(_said.GetValueOrDefault(outgoing.MessageId, content), content);
            _said[outgoing.MessageId] = content;
            if (outgoing.Message is RegenerationRequested regeneration)
                _queue.Add(regeneration);
            else if (outgoing.Message is ReviewRequested asked)
                _queue.AddRange(Persons(asked));
            else if (outgoing.Message is ICommand)
                _queue.Add(_answers.TryGetValue(outgoing.MessageId, out var given) ? given : _answers[outgoing.MessageId] = Answer(outgoing.Message));
        }

        private IMessage Answer(IMessage command)
        {
            var state = _play.State!;
            switch (command)
            {
                case GenerateAttempt generate:
                    var cost = _random.Next(8) == 0 ? Cost.Unknown("unknown") : Cost.Of(_random.Next(10_000));
                    _billed[generate.AttemptId] = cost;
                    return _random.Next(3) == 0
                        ? Sample.GenerationFailed(state, Enum.GetValues<FailureKind>()[_random.Next(7)], cost) with { AttemptId = generate.AttemptId, Decision = generate.Decision }
                        : Sample.Completed(state) with { AttemptId = generate.AttemptId, Decision = generate.Decision, Cost = cost };
                case CancelAttempt called:
                    // what its command's answer says stands; one that never came costs nothing
                    var id = DeterministicId.OfMessage(nameof(GenerateAttempt), called.Attempt.AttemptId);
                    if (_answers.TryGetValue(id, out var known))
                        return known;
                    _billed[called.Attempt.AttemptId] = Cost.Nothing;
                    return _answers[id] = Sample.GenerationFailed(state, FailureKind.Cancelled) with { AttemptId = called.Attempt.AttemptId, Decision = called.Attempt.Decision };
                case InspectAttempt:
                    return Sample.Inspected(state, accepted: _random.Next(3) == 0);
                default:
                    return _random.Next(6) == 0 ? Sample.NotRefined(state) : Sample.Refined(state);
            }
        }

        private void Check(DeliverableState state)
        {
            var cap = (state.Spec.Grade is Grade.Draft ? 2 : 4) + 2 + (state.Revision > 0 ? 2 : 0);
            Assert.All(state.Stages, stage => Assert.True(stage.Attempts.Count(attempt => attempt is { Failure: not FailureKind.Cancelled, Granted: false }) <= cap, $"seed {seed}: {stage.Attempts.Length} attempts"));
            Assert.All(state.Stages, stage => Assert.InRange(stage.Attempts.Count(attempt => attempt is { Failure: not FailureKind.Cancelled, Granted: true }), 0, Math.Min(stage.Reviews?.Granted ?? 0, _rule?.Grants ?? 0)));
            var rulings = state.Stages.SelectMany(stage => stage.Reviews?.All ?? []).SelectMany(review => review.Rulings.Select(ruling => ((review.Id, ruling.Ordinal), ruling.Cost))).ToDictionary();
            Assert.Equal(_decided.OrderBy(pair => pair.Key), rulings.OrderBy(pair => pair.Key)); // every decision counts once
            foreach (var attempt in state.Stages.SelectMany(stage => stage.Attempts).Where(attempt => attempt.Cost is not null))
                Assert.Equal(_billed[attempt.Id], attempt.Cost);
            foreach (var enlarging in state.Stages.SelectMany(stage => stage.Attempts).Select(attempt => attempt.Enlarging).OfType<Enlarging>().Where(enlarging => enlarging.Cost is not null))
                Assert.Equal(_billed[enlarging.AttemptId], enlarging.Cost);
            var status = Snapshot.Of(state, _play.Now);
            Assert.Equal(state.Stages.SelectMany(stage => stage.Attempts).SelectMany(attempt => attempt.Costs).Concat(_decided.Values).Sum(cost => cost.Micros ?? 0), status.CostMicros);
            Assert.False(state.Held);
            Assert.Equal(state.Phase is DeliverablePhase.Delivered, state.Stages.Length == state.Spec.Stages.Count && state.Stages.All(stage => stage.File is not null));
        }
    }
}
