using System.Text.Json;
using Atelier.Contracts;
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
        private readonly Play _play = new();
        private readonly List<IMessage> _queue = [];
        private readonly Dictionary<Guid, IMessage> _answers = [];
        private readonly Dictionary<Guid, Cost> _billed = [];
        private readonly Dictionary<Guid, string> _said = [];
        private int _regenerations;
        private int _asked;

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
            if (calm || message is DeliverableRequested or CancelDeliverable || _random.Next(10) != 0)
                Deliver(message); // else it is lost
        }

        private void Deliver(IMessage message)
        {
            _play.Now += TimeSpan.FromMilliseconds(10);
            _play.In(_random.Next(4) == 0 ? Sample.Busy : Situation.Clear);
            var (before, held) = (_play.State?.Phase ?? DeliverablePhase.Accepted, _play.State?.Held is true && message is not (ReleaseDeliverable or CancelDeliverable));
            _play.Send(message);
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
                        ? Sample.GenerationFailed(state, Enum.GetValues<FailureKind>()[_random.Next(7)], cost)
                        : Sample.Completed(state) with { Cost = cost };
                case CancelAttempt called:
                    // what its command's answer says stands; one that never came costs nothing
                    var id = DeterministicId.OfMessage(nameof(GenerateAttempt), called.Attempt.AttemptId);
                    if (_answers.TryGetValue(id, out var known))
                        return known;
                    _billed[called.Attempt.AttemptId] = Cost.Nothing;
                    return _answers[id] = Sample.GenerationFailed(state, FailureKind.Cancelled);
                case InspectAttempt:
                    return Sample.Inspected(state, accepted: _random.Next(3) == 0);
                default:
                    return _random.Next(6) == 0 ? Sample.NotRefined(state) : Sample.Refined(state);
            }
        }

        private void Check(DeliverableState state)
        {
            var cap = (state.Spec.Grade is Grade.Draft ? 2 : 4) + 2 + (state.Revision > 0 ? 2 : 0);
            Assert.All(state.Stages, stage => Assert.True(stage.Attempts.Count(attempt => attempt.Failure is not FailureKind.Cancelled) <= cap, $"seed {seed}: {stage.Attempts.Length} attempts"));
            foreach (var attempt in state.Stages.SelectMany(stage => stage.Attempts).Where(attempt => attempt.Cost is not null))
                Assert.Equal(_billed[attempt.Id], attempt.Cost);
            var status = Snapshot.Of(state, _play.Now);
            Assert.Equal(state.Stages.SelectMany(stage => stage.Attempts).SelectMany(attempt => attempt.Costs).Sum(cost => cost.Micros ?? 0), status.CostMicros);
            Assert.False(state.Held);
            Assert.Equal(state.Phase is DeliverablePhase.Delivered, state.Stages.Length == state.Spec.Stages.Count && state.Stages.All(stage => stage.File is not null));
        }
    }
}
