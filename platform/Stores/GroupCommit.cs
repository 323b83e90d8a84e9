using System.Collections.Concurrent;
using System.Diagnostics;
using System.Threading.Channels;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace Atelier.Platform.Stores;

/// <summary>
/// The one writer of a store. Every change that waits is committed in one transaction, together with the messages it causes; then
/// each caller is released. A group that fails is committed again one change at a time, so that one bad change harms no other.
/// </summary>
public sealed class GroupCommit<TDb> : IAsyncDisposable where TDb : ServiceDb
{
    private const int LargestGroup = 256;
    private const int Tries = 6;

    private readonly IDbContextFactory<TDb> _factory;
    private readonly OutboxDispatcher<TDb> _outbox;
    private readonly TimeProvider _time;
    private readonly ILogger<GroupCommit<TDb>> _log;
    private readonly ConcurrentDictionary<Type, object> _tables = [];
    private readonly Channel<PendingChange> _waiting = Channel.CreateBounded<PendingChange>(new BoundedChannelOptions(8192) { SingleReader = true });
    private readonly Task _writer;
    private long _transactions;

    /// <summary>Starts the writer.</summary>
    public GroupCommit(IDbContextFactory<TDb> factory, OutboxDispatcher<TDb> outbox, TimeProvider time, ILogger<GroupCommit<TDb>> log)
    {
        (_factory, _outbox, _time, _log) = (factory, outbox, time, log);
        _writer = Task.Run(WriteGroups);
    }

    /// <summary>Transactions committed since the start.</summary>
    public long Transactions => Interlocked.Read(ref _transactions);

    /// <summary>
    /// Commits a change and hands its messages to the broker. Messages that the broker does not take now stay in the outbox for the
    /// sweeper. Throws what <paramref name="apply"/> throws, or the store's error when trying again does not help.
    /// </summary>
    /// <param name="load">The rows that the change looks at, fetched for the whole group at once.</param>
    /// <param name="apply">The change. It may run more than once and must touch nothing beyond its scope.</param>
    /// <param name="ct">Stops waiting; a change that is already in a group may still be committed.</param>
    public async Task<T> Commit<T>(IReadOnlyList<RowKey> load, Func<CommitScope, T> apply, CancellationToken ct = default)
    {
        T result = default!;
        var change = new PendingChange(load, scope => result = apply(scope));
        await _waiting.Writer.WriteAsync(change, ct);
        var outgoing = await change.Committed.WaitAsync(ct);
        await _outbox.Dispatch(outgoing);
        return result;
    }

    /// <inheritdoc cref="Commit{T}"/>
    public Task Commit(IReadOnlyList<RowKey> load, Action<CommitScope> apply, CancellationToken ct = default) =>
        Commit(load, scope => { apply(scope); return true; }, ct);

    /// <summary>Commits what still waits, then stops.</summary>
    public async ValueTask DisposeAsync()
    {
        _waiting.Writer.TryComplete();
        await _writer;
    }

    private async Task WriteGroups()
    {
        var group = new List<PendingChange>(LargestGroup);
        while (await WaitForWork())
        {
            while (group.Count < LargestGroup && _waiting.Reader.TryRead(out var change))
                group.Add(change);
            await CommitOrSplit(group);
            group.Clear();
        }
    }

    /// <summary>True when there is something to write; confirmed outbox rows alone are removed after a short idle time.</summary>
    private async Task<bool> WaitForWork()
    {
        var waiting = _waiting.Reader.WaitToReadAsync().AsTask();
        while (!waiting.IsCompleted)
        {
            await Task.WhenAny(waiting, Task.Delay(TimeSpan.FromMilliseconds(250)));
            if (!waiting.IsCompleted && _outbox.HasConfirmed)
                return true;
        }
        return await waiting;
    }

    private async Task CommitOrSplit(List<PendingChange> group)
    {
        try
        {
            await CommitTogether(group);
        }
        catch (Exception error) when (group.Count == 0)
        {
            _log.LogWarning(error, "Confirmed outbox rows were not removed; the sweeper will publish them once more");
        }
        catch (Exception error)
        {
            if (group.Count > 1)
                _log.LogInformation(error, "A group of {Changes} is committed one by one", group.Count);
            foreach (var change in group)
                await CommitAlone(change);
        }
    }

    private async Task CommitAlone(PendingChange change)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await CommitTogether([change]);
                return;
            }
            catch (Exception error) when (StoreErrors.AreWorthTryingAgain(error) && attempt < Tries)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(20 * Math.Pow(3, attempt - 1)), _time);
            }
            catch (Exception error)
            {
                change.Fail(error);
                return;
            }
        }
    }

    private async Task CommitTogether(List<PendingChange> group)
    {
        await using var db = await _factory.CreateDbContextAsync();
        await using var rows = new GroupRows(db, _tables);
        await rows.Load(group.SelectMany(change => change.Load));
        var scopes = new CommitScope[group.Count];
        for (var i = 0; i < group.Count; i++)
            group[i].Apply(scopes[i] = new CommitScope(rows, _time.GetUtcNow(), group[i].Cause));
        var leaving = 0;
        foreach (var message in scopes.SelectMany(scope => scope.Outgoing))
        {
            rows.Of<OutboxRow>().Add(message.Row);
            leaving++;
        }
        if (await Save(rows, idle: group.Count == 0))
        {
            Interlocked.Increment(ref _transactions);
            StoreMeter.Committed(typeof(TDb).Name, group.Count, leaving);
        }
        for (var i = 0; i < group.Count; i++)
            group[i].Succeed(scopes[i].Outgoing);
    }

    private async Task<bool> Save(GroupRows rows, bool idle)
    {
        var confirmed = _outbox.TakeConfirmed(idle);
        try
        {
            confirmed.ForEach(rows.Of<OutboxRow>().Remove);
            var written = await rows.Save();
            _outbox.Removed(confirmed);
            return written;
        }
        catch
        {
            _outbox.PutBack(confirmed);
            throw;
        }
    }

    private sealed class PendingChange(IReadOnlyList<RowKey> load, Action<CommitScope> apply)
    {
        private readonly TaskCompletionSource<IReadOnlyList<OutgoingMessage>> _committed = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public IReadOnlyList<RowKey> Load => load;

        /// <summary>The trace that asked for it; the writer's own would be another.</summary>
        public string? Cause { get; } = Activity.Current?.Id;

        public Task<IReadOnlyList<OutgoingMessage>> Committed => _committed.Task;

        public void Apply(CommitScope scope) => apply(scope);

        public void Succeed(IReadOnlyList<OutgoingMessage> outgoing) => _committed.TrySetResult(outgoing);

        public void Fail(Exception error) => _committed.TrySetException(error);
    }
}
