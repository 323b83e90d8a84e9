using System.Collections.Concurrent;
using Atelier.Contracts;
using Atelier.Generator.Attempts;
using Atelier.Generator.Vendors;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Atelier.Generator.Running;

/// <summary>The attempts that this process has in hand: those whose messages it holds, and those that need none.</summary>
internal sealed class InHand(VendorCatalog vendors, RunTools tools, IHostApplicationLifetime lifetime, ILogger<InHand> log) : IDisposable
{
    private readonly ConcurrentDictionary<Guid, Task> attempts = [];
    private readonly ConcurrentDictionary<Guid, AttemptRun> runs = [];
    private readonly CancellationTokenSource stopping = CancellationTokenSource.CreateLinkedTokenSource(lifetime.ApplicationStopping);
    private readonly CancellationTokenSource killed = new();

    /// <summary>How an unknown submission to a model is settled.</summary>
    public SettleWay WayOf(string model) => vendors.Find(model)?.Call.Settle?.Way ?? SettleWay.None;

    public bool Has(Guid attempt) => attempts.ContainsKey(attempt);

    /// <summary>Takes a new attempt. The task ends when it is safe to forget the message: the attempt has ended, or rests and is followed on.</summary>
    public async Task Take(GenerateAttempt command)
    {
        if (vendors.Find(command.Decision.Model) is not { } model)
        {
            await tools.Store.Begin(command, new AttemptInput.GaveUp(FailureKind.InvalidRequest, $"no vendor document defines {command.Decision.Model}"));
            return;
        }

        if (!attempts.TryAdd(command.AttemptId, Task.CompletedTask)) return; // a duplicate of what is in hand
        var run = runs[command.AttemptId] = new AttemptRun(new AttemptWork(command, model), tools, stopping.Token, killed.Token);
        var handedOver = false;
        try
        {
            if (!await run.Begin()) return;
            while (!run.Rests && await run.Step()) { }
            if (run.Rests)
            {
                handedOver = true;
                Follow(command.AttemptId, run);
            }
        }
        finally
        {
            if (!handedOver) Drop(command.AttemptId, run);
        }
    }

    /// <summary>Goes on with an attempt whose owner is gone.</summary>
    public async Task Adopt(AttemptRow row)
    {
        var command = AttemptStore.CommandOf(row);
        if (row.Ended || !attempts.TryAdd(row.Id, Task.CompletedTask)) return;
        if (vendors.Find(row.Model) is not { } model)
        {
            await tools.Store.Apply(command, new AttemptInput.GaveUp(FailureKind.InvalidRequest, $"no vendor document defines {row.Model} any more"));
            attempts.TryRemove(row.Id, out _);
            return;
        }

        var run = runs[row.Id] = new AttemptRun(new AttemptWork(command, model), tools, stopping.Token, killed.Token);
        run.Resume(row);
        Follow(row.Id, run);
    }

    /// <summary>Nobody wants it any more; one that this process does not have is another's to end.</summary>
    public void CallOff(Guid attempt)
    {
        if (runs.TryGetValue(attempt, out var run)) run.CallOff();
    }

    /// <summary>The vendor has something to tell of it. False: this process does not have it.</summary>
    public bool Nudge(Guid attempt, DateTimeOffset? at = null)
    {
        if (!runs.TryGetValue(attempt, out var run)) return false;
        run.Nudge(at ?? tools.Time.GetUtcNow());
        return true;
    }

    /// <summary>Lets acts that are under way end, for as long as the grace; what rests stays as it is stored.</summary>
    public async Task Stop(TimeSpan grace)
    {
        await stopping.CancelAsync();
        var all = Task.WhenAll(attempts.Values);
        if (await Task.WhenAny(all, Task.Delay(grace, tools.Time)) == all) return;
        log.LogWarning("{Count} attempts are still in hand after {Grace}", attempts.Count, grace);
        await killed.CancelAsync();
        await Task.WhenAny(Task.WhenAll(attempts.Values), Task.Delay(TimeSpan.FromSeconds(2), tools.Time));
    }

    public void Dispose()
    {
        stopping.Dispose();
        killed.Dispose();
    }

    private void Follow(Guid attempt, AttemptRun run)
    {
        var followed = Task.Run(async () =>
        {
            try
            {
                while (await run.Step()) { }
            }
            catch (OperationCanceledException) when (stopping.IsCancellationRequested)
            {
                // it stays as it is stored, for whoever comes next
            }
            catch (Exception e)
            {
                log.LogError(e, "Attempt {Attempt} was dropped and will be taken up again", attempt);
            }
            finally
            {
                Drop(attempt, run);
            }
        });
        attempts.TryUpdate(attempt, followed, Task.CompletedTask);
    }

    private void Drop(Guid attempt, AttemptRun run)
    {
        runs.TryRemove(attempt, out _);
        run.Dispose();
        attempts.TryRemove(attempt, out _);
    }
}
