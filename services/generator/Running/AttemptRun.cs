using Atelier.Contracts;
using Atelier.Generator.Attempts;
using Atelier.Generator.Wire;
using Microsoft.Extensions.Logging;

namespace Atelier.Generator.Running;

/// <summary>What every run needs.</summary>
internal sealed record RunTools(AttemptStore Store, Uploading Uploading, Submission Submission, Following Following, OutputKeeper Outputs, TimeProvider Time, ILogger<AttemptRun> Log);

/// <summary>
/// An attempt in hand: act by its state, say what happened, commit, and again. <paramref name="stopping"/> ends it between two acts;
/// <paramref name="killed"/> ends the act itself.
/// </summary>
internal sealed class AttemptRun(AttemptWork work, RunTools tools, CancellationToken stopping, CancellationToken killed) : IDisposable
{
    private static readonly TimeSpan NudgeFloor = TimeSpan.FromSeconds(1); // however often a vendor calls, it is asked no more often
    private static readonly TimeSpan StorePause = TimeSpan.FromSeconds(1);

    private readonly CancellationTokenSource calledOff = new(); // not disposed of: it holds nothing, and may be cancelled late

    private AttemptRow? row;
    private TemplateValues? values;
    private Prepared? body;
    private TimeSpan? nextPoll;
    private bool permit;
    private bool wasCancelled;
    private CancellationTokenSource nudged = new();
    private DateTimeOffset nudgedAt;
    private DateTimeOffset lookedAt;

    /// <summary>The vendor, or nobody, has the attempt for a while: no message need be held for it.</summary>
    public bool Rests => row is { State: AttemptState.Waiting or AttemptState.Submitted or AttemptState.Settling };

    private TimeSpan Left => work.Command.Deadline - tools.Time.GetUtcNow();

    /// <summary>Writes a new attempt down, as soon as there is room for it. False: it is known already.</summary>
    public async Task<bool> Begin() => (row = await tools.Store.Begin(work.Command, await Ready())) is not null;

    /// <summary>Goes on with an attempt that is written down.</summary>
    public void Resume(AttemptRow found)
    {
        row = found;
        if (found.CalledOffAt is not null) calledOff.Cancel();
    }

    /// <summary>Nobody wants it any more: a job is cancelled at its vendor without waiting for the next look at it.</summary>
    public void CallOff() => calledOff.Cancel();

    /// <summary>The vendor has something to tell: it is asked now, and not when it would be its turn. A call that is known changes nothing.</summary>
    public void Nudge(DateTimeOffset at)
    {
        if (at <= nudgedAt) return;
        nudgedAt = at;
        Volatile.Read(ref nudged).Cancel();
    }

    /// <summary>One act and its commit. False: the attempt has ended, here or elsewhere.</summary>
    public async Task<bool> Step()
    {
        if (row is null || row.Ended) return false;
        var input = row.State switch
        {
            AttemptState.Waiting => await Wait(row.NotBefore),
            AttemptState.Submitting => await tools.Submission.Send(work, body!, killed),
            AttemptState.Submitted => await Poll(row.Job!),
            AttemptState.Fetching => await Fetch(),
            AttemptState.Settling => await Settle(),
            _ => throw new InvalidOperationException($"{row.State} is not in hand"),
        };
        if (input is null) return true;
        row = await Commit(input);
        if (row?.CalledOffAt is not null) calledOff.Cancel();
        if (row?.State is not (AttemptState.Submitting or AttemptState.Submitted or AttemptState.Settling)) Release();
        return row is { Ended: false };
    }

    public void Dispose() => Release();

    private async Task<AttemptInput> Wait(DateTimeOffset? until)
    {
        var pause = until - tools.Time.GetUtcNow() ?? TimeSpan.Zero;
        if (pause > Left) pause = Left;
        if (pause > TimeSpan.Zero) await Task.Delay(pause, tools.Time, stopping);
        return await Ready();
    }

    /// <summary>A permit, and what the request names is at the vendor.</summary>
    private async Task<AttemptInput> Ready()
    {
        if (await LetIn() is var input && (input is not AttemptInput.Submit || work.Call.Uploads.Count == 0)) return input;
        var (named, fault) = await tools.Uploading.Send(work, values!, killed);
        if (fault is not null)
        {
            Release();
            return fault;
        }

        body = work.Call.Body.Render(named);
        return input;
    }

    /// <summary>Everything that can be found out before the vendor is asked, then a permit.</summary>
    private async Task<AttemptInput> LetIn()
    {
        if (work.Vendor.Credential?.Missing is { } missing) return new AttemptInput.GaveUp(FailureKind.VendorError, $"no call without a secret: {missing}");
        if (Left <= TimeSpan.Zero) return new AttemptInput.DeadlinePassed();
        try
        {
            values = await tools.Submission.Gather(work, killed);
            if (work.Call.Uploads.Count == 0) body = work.Call.Body.Render(values);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            tools.Log.LogWarning(e, "Attempt {Attempt} cannot be put into a request", work.Command.AttemptId);
            return new AttemptInput.GaveUp(FailureKind.InvalidRequest, $"a reference cannot be read: {e.Message}");
        }

        try
        {
            var patience = work.Command.LetInBy - tools.Time.GetUtcNow() is { } given && given < Left ? given : Left;
            permit = await work.Vendor.Permits.WaitAsync(patience > TimeSpan.Zero ? patience : TimeSpan.Zero, stopping);
            return permit ? new AttemptInput.Submit() : work.Command.LetInBy < work.Command.Deadline ? new AttemptInput.NotLetIn() : new AttemptInput.DeadlinePassed();
        }
        catch (OperationCanceledException)
        {
            return new AttemptInput.Parked();
        }
    }

    private async Task<AttemptInput?> Poll(JobHandle handle)
    {
        var poll = work.Call.Job!.Poll;
        var pause = nextPoll ?? (poll.First > poll.Min ? poll.First : poll.Min);
        if (pause > Left) pause = Left;
        if (pause > TimeSpan.Zero && await Pause(pause)) return await CancelAtVendor(handle);
        if (Left <= TimeSpan.Zero)
        {
            await tools.Following.Cancel(work, handle, killed);
            return new AttemptInput.DeadlinePassed();
        }

        lookedAt = tools.Time.GetUtcNow();
        var found = await tools.Following.Ask(work, handle, killed);
        var usual = nextPoll is { } last ? last * 1.5 : poll.Interval;
        if (usual < poll.Min) usual = poll.Min;
        nextPoll = found.RetryAfter is { } asked && asked > usual ? asked : usual < poll.Max ? usual : poll.Max;
        return found.Input;
    }

    /// <summary>Asks whether the vendor has it, until it says so or the deadline comes.</summary>
    private async Task<AttemptInput?> Settle()
    {
        if (work.Call.Settle is not { Ask: not null } rule || Left <= TimeSpan.Zero) return new AttemptInput.DeadlinePassed();
        await Wake(rule.Interval < Left ? rule.Interval : Left, stopping);
        stopping.ThrowIfCancellationRequested();
        lookedAt = tools.Time.GetUtcNow();
        return await tools.Following.Settle(work, row!.AnswerLostAt ?? tools.Time.GetUtcNow(), killed);
    }

    /// <summary>True: it was called off, before the pause or in it.</summary>
    private async Task<bool> Pause(TimeSpan pause)
    {
        using var off = CancellationTokenSource.CreateLinkedTokenSource(stopping, wasCancelled ? CancellationToken.None : calledOff.Token);
        await Wake(pause, off.Token);
        stopping.ThrowIfCancellationRequested();
        return calledOff.IsCancellationRequested && !wasCancelled;
    }

    /// <summary>Ends early when the vendor calls, but never sooner after the last look than it allows.</summary>
    private async Task Wake(TimeSpan pause, CancellationToken off)
    {
        using (var any = CancellationTokenSource.CreateLinkedTokenSource(off, nudged.Token))
            await Task.Delay(pause, tools.Time, any.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (!nudged.IsCancellationRequested) return;
        Volatile.Write(ref nudged, new CancellationTokenSource());
        var least = work.Call.Job!.Poll.Min > NudgeFloor ? work.Call.Job!.Poll.Min : NudgeFloor;
        var rest = lookedAt + least - tools.Time.GetUtcNow();
        if (rest > TimeSpan.Zero) await Task.Delay(rest < pause ? rest : pause, tools.Time, off).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    /// <summary>Cancelled once; a job that cannot be is followed on, and one that was done by then is kept: it is paid for.</summary>
    private async Task<AttemptInput?> CancelAtVendor(JobHandle handle)
    {
        wasCancelled = true;
        if (!await tools.Following.Cancel(work, handle, killed)) return null;
        var found = (await tools.Following.Ask(work, handle, killed)).Input;
        return found is AttemptInput.Kept or AttemptInput.OutputAt or AttemptInput.GaveUp { Produced: true } ? found : new AttemptInput.CalledOff();
    }

    private async Task<AttemptInput> Fetch() => await tools.Outputs.Fetch(work, new Uri(work.Restore(row!.OutputUrl!)), row.Seed, killed)
        ?? new AttemptInput.GaveUp(FailureKind.OutputLost, "the link to the output was dead", Produced: true);

    /// <summary>What the vendor did is not forgotten because the store is away for a while.</summary>
    private async Task<AttemptRow?> Commit(AttemptInput input)
    {
        while (true)
        {
            try
            {
                return await tools.Store.Apply(work.Command, work.Clean(input));
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                tools.Log.LogError(e, "What happened to attempt {Attempt} cannot be committed; trying again", work.Command.AttemptId);
                await Task.Delay(StorePause, tools.Time, killed);
            }
        }
    }

    private void Release()
    {
        if (permit) work.Vendor.Permits.Release();
        permit = false;
    }
}
