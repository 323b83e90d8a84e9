using Atelier.Contracts;
using Atelier.Router.Budgets;
using Atelier.Router.Saga;
using Atelier.Router.Tests.Support;
using FsCheck;
using FsCheck.Fluent;

namespace Atelier.Router.Tests.Budgets;

/// <summary>Several deliverables on two accounts, with duplicates, losses and reorderings: no account is ever overdrawn, and in the end each is what its attempts cost.</summary>
public sealed class When_spending_is_wild
{
    [Fact]
    public void accounts_are_never_overdrawn_and_end_as_the_sum_of_what_was_charged() =>
        Prop.ForAll<int>(seed => new Market(seed).Run()).Check(Config.QuickThrowOnFailure.WithMaxTest(300));

    private sealed class Market
    {
        private const int Deliverables = 6;
        private readonly Random _random;
        private readonly int _seed;
        private readonly Bank _bank;
        private readonly Account _campaign;
        private readonly Account _tenant;
        private readonly List<IMessage> _queue = [];
        private readonly Dictionary<Guid, IMessage> _answers = [];
        private readonly Dictionary<Guid, Cost> _charged = [];
        private long _revision = 1;

        public Market(int seed)
        {
            (_seed, _random) = (seed, new Random(seed));
            (_campaign, _tenant) = (Bank.Campaign(Limit(), Rule(), _random.Next(2) == 0 ? "plain" : null), Bank.Tenant(2 * Limit(), Rule()));
            _bank = _random.Next(2) == 0 ? new Bank(Bank.Priced, _campaign, _tenant) : new Bank(Bank.Priced, _campaign);
        }

        public void Run()
        {
            for (var i = 0; i < Deliverables; i++)
                _queue.AddRange(Wanted(i));
            for (var step = 0; step < 6000 && !(_queue.Count == 0 && _bank.States.Count() == Deliverables && _bank.States.All(state => state.Ended)); step++)
                Step(calm: step > 400);
            Assert.All(_bank.States, state => Assert.True(state.Ended, $"seed {_seed}: {state.Phase} for {state.Waits}"));
            foreach (var account in _bank.Accounts)
                Check(account);
        }

        private IEnumerable<IMessage> Wanted(int number)
        {
            yield return Bank.Requested(number, motion: _random.Next(3) == 0, _random.Next(2) == 0 ? Grade.Draft : Grade.Delivery);
            if (_random.Next(3) == 0)
            {
                yield return Sample.Hold() with { DeliverableId = Bank.Id(number) };
                yield return Sample.Release() with { DeliverableId = Bank.Id(number) };
            }
            if (_random.Next(5) == 0)
                yield return Sample.Cancel() with { DeliverableId = Bank.Id(number) };
        }

        private void Step(bool calm)
        {
            _bank.Now += TimeSpan.FromMilliseconds(10);
            if (_random.Next(calm ? 3 : 8) == 0)
            {
                foreach (var account in _bank.Accounts.ToList())
                {
                    if (_bank.Call(account))
                        Take();
                }
                return;
            }
            if (_queue.Count == 0 || _random.Next(20) == 0)
            {
                if (calm)
                    _bank.Set(_bank.Of(_campaign).Take(new BudgetTerms { LimitMicros = long.MaxValue / 4 }, ++_revision)); // raised far enough, so that it ends
                if (calm && _bank.Accounts.Any(account => account.Id == _tenant.Id))
                    _bank.Set(_bank.Of(_tenant).Take(new BudgetTerms { LimitMicros = long.MaxValue / 4 }, _revision));
                if (_bank.States.Where(state => !state.Ended).OrderBy(_ => _random.Next()).FirstOrDefault() is { } some)
                    Deliver(some.Held && calm ? Sample.Release(100) with { DeliverableId = some.Id } : Sample.TooLate(some) with { DeliverableId = some.Id });
                return;
            }
            var place = _random.Next(_queue.Count);
            var message = _queue[place];
            if (calm || _random.Next(4) != 0)
                _queue.RemoveAt(place); // else it will come again
            Deliver(message);
        }

        private void Deliver(IMessage message)
        {
            _bank.Send(message);
            Take();
        }

        private void Take()
        {
            foreach (var account in _bank.Accounts)
                Assert.True(account.Used <= account.Terms!.LimitMicros && account.Amounts is { Spent: >= 0, Reserved: >= 0, Unsettled: >= 0, Waiting: >= 0 }, $"seed {_seed}: {account}");
            foreach (var outgoing in _bank.Last!.Messages)
            {
                if (outgoing.Message is RegenerationRequested regeneration)
                    _queue.Add(regeneration);
                else if (outgoing.Message is ICommand)
                    _queue.Add(_answers.TryGetValue(outgoing.MessageId, out var given) ? given : _answers[outgoing.MessageId] = Answer(outgoing.Message));
            }
        }

        private IMessage Answer(IMessage command)
        {
            var state = _bank[command.DeliverableId];
            switch (command)
            {
                case GenerateAttempt generate:
                    var price = state.Reservations!.Single(reservation => reservation.AttemptId == generate.AttemptId).Micros;
                    var cost = _charged[generate.AttemptId] = _random.Next(8) == 0 ? Cost.Unknown("unknown") : Cost.Of(_random.NextInt64(price + 1));
                    return _random.Next(3) == 0
                        ? Sample.GenerationFailed(state, Enum.GetValues<FailureKind>()[_random.Next(7)], cost) with { DeliverableId = state.Id }
                        : Sample.Completed(state) with { DeliverableId = state.Id, Cost = cost };
                case CancelAttempt called:
                    var id = DeterministicId.OfMessage(nameof(GenerateAttempt), called.Attempt.AttemptId);
                    if (_answers.TryGetValue(id, out var known))
                        return known;
                    _charged[called.Attempt.AttemptId] = Cost.Nothing;
                    return _answers[id] = Sample.GenerationFailed(state, FailureKind.Cancelled) with { DeliverableId = state.Id };
                case InspectAttempt:
                    return Sample.Inspected(state, accepted: _random.Next(3) == 0) with { DeliverableId = state.Id };
                default:
                    return _random.Next(6) == 0 ? Sample.NotRefined(state) with { DeliverableId = state.Id } : Sample.Refined(state) with { DeliverableId = state.Id };
            }
        }

        private void Check(Account account)
        {
            var paid = _bank.States.SelectMany(state => state.Reservations ?? []).Where(reservation => reservation.Accounts.Contains(account.Id)).ToList();
            Assert.Equal(paid.Count, paid.Select(reservation => reservation.AttemptId).Distinct().Count());
            Assert.Equal(_bank.States.Sum(state => state.AttemptCount), paid.Count);
            Assert.Equal((0, 0), (account.Amounts.Reserved, account.Amounts.Waiting));
            Assert.Equal(paid.Sum(reservation => _charged[reservation.AttemptId].Micros ?? 0), account.Amounts.Spent);
            Assert.Equal(paid.Where(reservation => _charged[reservation.AttemptId].Micros is null).Sum(reservation => reservation.Micros), account.Amounts.Unsettled);
        }

        private long Limit() => _random.Next(1, 40) * 10_000;

        private BudgetRule Rule() => Enum.GetValues<BudgetRule>()[_random.Next(3)];
    }
}
