using Atelier.Contracts;
using Atelier.Platform.Stores;
using Atelier.Router.Budgets;
using Atelier.Router.Dispatch;
using Atelier.Router.Health;
using Atelier.Router.Policy;
using Atelier.Router.Progress;
using Atelier.Router.Reviews;
using Atelier.Router.Store;
using Microsoft.Extensions.Logging;

namespace Atelier.Router.Saga;

/// <summary>
/// Runs the saga on a deliverable's row: the state and the messages it sends are committed together. With which version of the routing
/// table a deliverable starts is decided in that same transaction; a version that this process has not met yet is read, and it begins again.
/// </summary>
internal sealed class SagaRunner(
    GroupCommit<RouterDb> commits, Policies policies, Admission admission, BudgetDirectory budgets, AccountBook accounts, BudgetBell bell, HealthKeeper health, ProgressTeller progress, TimeProvider time, ILogger<SagaRunner> log)
{
    private static readonly RowKey Schedule = RowKey.Of<RoutingScheduleRow>(RoutingScheduleRow.TheId);

    public async Task<Fate> Handle(IMessage message, CancellationToken ct)
    {
        var now = time.GetUtcNow().Kept(); // a deadline must come back out of the store as it went in
        var row = RowKey.Of<DeliverableRow>(message.DeliverableId);
        List<RowKey> load = message is DeliverableRequested ? [row, Schedule] : [row]; // only what starts looks at the schedule
        if (message is FundsFreed freed)
            load.Add(RowKey.Of<BudgetRow>(freed.Account));
        long? settled = null;
        Turn turn;
        try
        {
            for (; (turn = await commits.Commit(load, scope => Apply(scope, message, load, now), ct)).Lacks is { } lacks;)
            {
                if (lacks.Table is { } hash)
                    await policies.Load(hash, ct);
                else if (lacks.Rows?.Except(load).ToList() is { Count: > 0 } rows)
                    load.AddRange(rows);
                else if (lacks.Rows is not null)
                    throw new InvalidOperationException($"The store has lost an account that {message.DeliverableId} is paid from: restore the row.");
                else
                    await budgets.Refresh(ct);
            }
            settled = turn.State?.Version;
        }
        finally
        {
            admission.Settled(message.DeliverableId, settled);
        }
        if (turn.Freed)
            bell.Ring();
        if (turn.Fate is Fate.Moved && turn.State!.Known)
            progress.Offer(turn.State);
        if (turn.Fate is not Fate.Moved)
            log.LogInformation("{Message} for {DeliverableId} was {Fate}", message.GetType().Name, message.DeliverableId, turn.Fate);
        return turn.Fate;
    }

    private Turn Apply(CommitScope scope, IMessage message, List<RowKey> loaded, DateTimeOffset now)
    {
        var row = scope.Find<DeliverableRow>(message.DeliverableId);
        var state = row?.Read();
        var schedule = scope.Find<RoutingScheduleRow>(RoutingScheduleRow.TheId);
        if (Pin.Of(state, schedule?.Read() ?? [], now) is not { } hash)
            return schedule is null ? new Turn(Lacks: new Lack(Rows: [Schedule])) : throw new InvalidOperationException("No version of the routing table is active: the catalog's is activated at the start.");
        if (policies.Known(hash) is not { } policy)
            return new Turn(Lacks: new Lack(Table: hash));
        if (ReviewQueue.RowOf(state) is { } review && !loaded.Contains(review))
            return new Turn(Lacks: new Lack(Rows: [review]));
        if (accounts.Of(state, message) is not { } paying)
            return new Turn(Lacks: Lack.Directory);
        var funds = AccountBook.Look(scope, paying, state, message, loaded);
        admission.Before(message.DeliverableId, state?.Version ?? 0, row?.Seat());
        var transition = DeliverableSaga.Handle(state, message, policy, now, new Situation { Slots = admission.Slots(policy), Funds = funds, Health = policies.WatchHealth ? health.Now : HealthView.None });
        if (transition.Fate is Fate.Unfunded)
            return new Turn(Lacks: new Lack(Rows: AccountBook.Rows(paying)));
        if (transition.Fate is Fate.Ignored)
            return new Turn(transition.Fate, transition.State);
        if (AccountBook.Post(scope, state, transition, funds, now) is not { } posted)
            return new Turn(Lacks: new Lack(Rows: AccountBook.Rows([.. paying, .. Amounts.Between(state, transition.State!).Keys])));
        if (row is null)
            scope.Add(row = DeliverableRow.Of(transition.State!));
        else
            row.Write(transition.State!);
        admission.After(message.DeliverableId, transition.State!.Version, row.Seat());
        ReviewQueue.Follow(scope, state, transition.State!, policy, now);
        if (transition.Outcome is { } outcome)
            scope.Add(ModelOutcomeRow.Of(outcome, now));
        foreach (var outgoing in transition.Messages)
            scope.Enqueue(outgoing.MessageId, outgoing.Message, outgoing.Queue);
        return new Turn(transition.Fate, transition.State, Freed: posted.Freed);
    }

    /// <summary>What became of a message; or what has to be read first, and then nothing was changed.</summary>
    private readonly record struct Turn(Fate Fate = Fate.Ignored, DeliverableState? State = null, Lack? Lacks = null, bool Freed = false);

    /// <summary>A version of the routing table by its hash, or rows; with neither, a fresh look at which accounts there are.</summary>
    private readonly record struct Lack(string? Table = null, IReadOnlyList<RowKey>? Rows = null)
    {
        public static readonly Lack Directory = new();
    }
}
