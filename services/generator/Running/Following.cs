using System.Text.Json;
using Atelier.Contracts;
using Atelier.Generator.Attempts;
using Atelier.Generator.Vendors;
using Atelier.Platform.Http;

namespace Atelier.Generator.Running;

/// <summary>Follows a job that a vendor has taken. Asking is free and can be repeated; so nothing here is ever unknown.</summary>
internal sealed class Following(OutputKeeper outputs, TimeProvider time)
{
    private const int FreshLinks = 3;

    /// <summary>What one round of asking found: an input, or how long to wait before the next round where the vendor says.</summary>
    internal readonly record struct Found(AttemptInput? Input, TimeSpan? RetryAfter = null);

    public async Task<Found> Ask(AttemptWork work, JobHandle handle, CancellationToken ct)
    {
        try
        {
            return await Round(work, handle, ct);
        }
        catch (OutboundException e) // an address that the vendor gave leads where the document does not allow, or to more than is taken
        {
            return new Found(new AttemptInput.GaveUp(FailureKind.VendorError, $"the job cannot be followed: {e.Message}", Produced: true));
        }
    }

    /// <summary>Asks the vendor to stop; false where its document does not say how, or it did not agree: then the job goes on, and may be billed.</summary>
    public async Task<bool> Cancel(AttemptWork work, JobHandle handle, CancellationToken ct)
    {
        if (work.Call.Job?.Cancel is not { } cancel || (cancel.Url is not null && handle.CancelUrl is null)) return false;
        try
        {
            using var answer = await Get(work, cancel, handle.CancelUrl, handle, ct);
            return answer is { Status: >= 200 and < 300 };
        }
        catch (OutboundException)
        {
            return false;
        }
    }

    /// <summary>
    /// Asks whether the vendor has a job under an id of our own. Null: it did not say. That it has none is believed after a while: a request
    /// whose connection broke may still be on its way.
    /// </summary>
    public async Task<AttemptInput?> Settle(AttemptWork work, DateTimeOffset lostAt, CancellationToken ct)
    {
        var rule = work.Call.Settle!;
        try
        {
            using var answer = await Get(work, rule.Ask!, null, new JobHandle("", null, null, null), ct);
            if (answer is { Status: >= 200 and < 300, Root: { } root } && Submission.Follow(work.Call.Job!, root) is { } handle) return new AttemptInput.Accepted(handle);
            return answer is not null && rule.Absent.Contains(answer.Status) && time.GetUtcNow() - lostAt >= rule.For
                ? new AttemptInput.NotTaken($"no answer came, and the vendor has nothing under the attempt's id: {work.Words(answer)}", rule.Repeats)
                : null;
        }
        catch (OutboundException)
        {
            return null;
        }
    }

    /// <summary>How a job that somebody names has ended, or that the vendor tells nothing (that is sure) of it.</summary>
    public async Task<Ended> End(AttemptWork work, JobHandle handle, CancellationToken ct)
    {
        using var answer = await Get(work, work.Call.Job!.Status, null, handle, ct);
        if (answer is not { Status: >= 200 and < 300, Root: { } root } || work.Call.Job!.State.From(root) is null) return new Ended(Known: false, null);
        return Pending(work, CallStep.Status, answer) is not { } found ? new Ended(true, new AttemptInput.GaveUp(FailureKind.SubmissionUnknown, "done", Produced: true))
            : new Ended(true, found.Input as AttemptInput.GaveUp);
    }

    /// <param name="Known">Whether the vendor knows the job.</param>
    /// <param name="As">How it ended; null: it is still under way.</param>
    internal readonly record struct Ended(bool Known, AttemptInput.GaveUp? As);

    private async Task<Found> Round(AttemptWork work, JobHandle handle, CancellationToken ct)
    {
        var job = work.Call.Job!;
        for (var round = 1; ; round++)
        {
            using var status = await Get(work, job.Status, handle.StatusUrl, handle, ct);
            if (Pending(work, CallStep.Status, status) is { } found) return found with { Input = work.Metered(found.Input, status) };
            if (job.Result is not { } address)
            {
                if (await Take(work, handle, status!, last: round == FreshLinks, ct) is { } input) return new Found(work.Metered(input, status));
                continue;
            }

            using var result = await Get(work, address, handle.ResultUrl, handle, ct);
            if (Judge(work, CallStep.Result, result, state: null) is { } judged) return judged with { Input = work.Metered(work.Metered(judged.Input, result), status) };
            if (result!.Root is null) return NoOutput();
            if (await Take(work, handle, result, last: round == FreshLinks, ct) is { } kept) return new Found(work.Metered(work.Metered(kept, result), status));
        }
    }

    private Found? Pending(AttemptWork work, CallStep step, Answer? answer)
    {
        var job = work.Call.Job!;
        var state = answer?.Root is { } root ? job.State.From(root) : null;
        if (Judge(work, step, answer, state) is { } judged) return judged;
        return state is null ? new Found(null) : job.States.GetValueOrDefault(state, JobState.Pending) switch
        {
            JobState.Done => null,
            JobState.Refused => new Found(new AttemptInput.GaveUp(FailureKind.Refused, $"{state}: {work.Words(answer!)}")),
            JobState.Failed => new Found(new AttemptInput.GaveUp(FailureKind.VendorError, $"{state}: {work.Words(answer!)}")),
            _ => new Found(null, answer!.RetryAfter), // a name that the document does not know is no end
        };
    }

    private static Found? Judge(AttemptWork work, CallStep step, Answer? answer, string? state)
    {
        if (answer is null) return new Found(null);
        return work.Call.Errors.Judge(step, answer.Status, answer.Root, state) switch
        {
            null => null,
            { Means: Meaning.Retry or Meaning.Wait or Meaning.Unknown } => new Found(null, answer.RetryAfter),
            { } judged => new Found(answer.Input(judged.Means, work.Words(answer), judged.Charged)),
        };
    }

    /// <summary>Null: the link was dead, and the answer is worth reading again.</summary>
    private async Task<AttemptInput?> Take(AttemptWork work, JobHandle handle, Answer answer, bool last, CancellationToken ct)
    {
        var root = answer.Root!.Value;
        long? seed = long.TryParse(work.Call.Seed?.From(root), out var used) ? used : null;
        if (work.Call is { Link: null, Content: null })
            return Output.Bytes(work.Call, answer) is { } bytes ? await outputs.Keep(work, new MemoryStream(bytes, writable: false), seed, ct) : NoOutput().Input;
        var link = work.Call.Content is { Path: { } path } ? work.Built(path, handle.Id) : Link(work, root);
        if (link is null) return NoOutput().Input;
        var kept = await outputs.Fetch(work, link, seed, ct);
        return kept is null && last ? new AttemptInput.GaveUp(FailureKind.OutputLost, "every link to the output was dead", Produced: true) : kept;
    }

    private static Uri? Link(AttemptWork work, JsonElement root)
    {
        if (work.Call.Link is { } built) return built.From(work.Vendor, root);
        return Uri.TryCreate(work.Call.Content!.Url!.From(root), UriKind.Absolute, out var link) ? link : null;
    }

    /// <summary>Null: no answer came; the next round may bring one.</summary>
    private async Task<Answer?> Get(AttemptWork work, Address address, string? taken, JobHandle handle, CancellationToken ct)
    {
        if (!Uri.TryCreate(taken is not null ? work.Restore(taken) : work.Built(address.Path!, handle.Id).AbsoluteUri, UriKind.RelativeOrAbsolute, out var uri))
            throw new OutboundException(OutboundFault.Refused, "what the vendor gave as an address is none");
        if (!uri.IsAbsoluteUri) uri = new Uri(work.Vendor.BaseUrl, uri);
        using var patience = new CancellationTokenSource(work.Call.Job!.Poll.Timeout, time);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, ct);
        using var request = work.Request(address.Method, uri);
        try
        {
            using var response = await work.Vendor.Api.Send(request, limit.Token);
            return work.Answer(response, await SafeHttp.ReadBody(response, work.Call.AnswerBytes, limit.Token), time.GetUtcNow());
        }
        catch (OutboundException e) when (e.Fault is not (OutboundFault.Refused or OutboundFault.TooLarge))
        {
            return null;
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return null;
        }
    }

    private static Found NoOutput() => new(new AttemptInput.GaveUp(FailureKind.VendorError, "the job is done, but there is no output in the answer", Produced: true));
}
