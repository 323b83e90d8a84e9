using Atelier.Contracts;
using Atelier.Generator.Attempts;
using Atelier.Generator.Vendors;
using Atelier.Generator.Wire;
using Atelier.Platform.Http;

namespace Atelier.Generator.Running;

/// <summary>Asks a vendor once, and says exactly what is known afterwards.</summary>
internal sealed class Submission(ReferenceFitter fitter, OutputKeeper outputs, TimeProvider time)
{
    private const string FirstFrame = "firstFrame";

    /// <summary>What the request will say, with its pictures.</summary>
    public async Task<TemplateValues> Gather(AttemptWork work, CancellationToken ct)
    {
        var values = work.Values;
        if (work.Call.Body.NeedsPictures && work.Command.Parameters.References is { Count: > 0 } references)
        {
            var first = references.FirstOrDefault(reference => reference.Role == FirstFrame);
            var (others, limits) = (new List<TemplateValues.Picture>(), work.Model.Card.ReferenceLimits);
            foreach (var reference in references.Where(reference => reference.Role != FirstFrame)) others.Add(await fitter.Fit(reference, limits, ct));
            values = values with { FirstFrame = first is null ? null : await fitter.Fit(first, limits, ct), References = others };
        }

        return values;
    }

    /// <summary>Sends it.</summary>
    public async Task<AttemptInput> Send(AttemptWork work, Prepared body, CancellationToken ct)
    {
        var (vendor, call) = (work.Vendor, work.Call);
        var left = work.Command.Deadline - time.GetUtcNow();
        using var patience = new CancellationTokenSource(left < call.Timeout ? (left > TimeSpan.Zero ? left : TimeSpan.Zero) : call.Timeout, time);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, ct);
        var content = new SentContent(body);
        using var request = work.Request(call.Method, work.Submission, content);
        try
        {
            using var response = await vendor.Api.Send(request, limit.Token);
            var bytes = await SafeHttp.ReadBody(response, call.AnswerBytes, limit.Token);
            using var answer = work.Answer(response, bytes, time.GetUtcNow());
            return work.Metered(await Read(work, answer, ct), answer)!;
        }
        catch (OutboundException e) when (e.Fault == OutboundFault.TooLarge)
        {
            return new AttemptInput.GaveUp(FailureKind.VendorError, e.Message, Produced: true);
        }
        catch (OutboundException e) when (e.Fault == OutboundFault.Refused)
        {
            return new AttemptInput.GaveUp(FailureKind.VendorError, e.Message);
        }
        catch (Exception e) when (e is OutboundException or OperationCanceledException)
        {
            var words = e is OutboundException ? e.Message : $"{vendor.BaseUrl.Authority} did not answer in time";
            return content.Started ? new AttemptInput.AnswerLost(words, call.Settle?.Way ?? SettleWay.None) : new AttemptInput.Postponed(NoRoom: false, RetryAfter: null, words);
        }
    }

    private async Task<AttemptInput> Read(AttemptWork work, Answer answer, CancellationToken ct)
    {
        var call = work.Call;
        if (call.Errors.Judge(CallStep.Submit, answer.Status, answer.Root) is { } judged)
            return WithWay(answer.Input(judged.Means, work.Words(answer), judged.Charged), call);
        if (call.Job is { } job)
        {
            return answer.Root is { } root && Follow(job, root) is { } handle
                ? new AttemptInput.Accepted(handle)
                : WithWay(new AttemptInput.AnswerLost($"HTTP {answer.Status}, but no job to follow in the answer"), call);
        }

        if (answer.Root is not { } json) return Unusable(answer);
        long? seed = long.TryParse(call.Seed?.From(json), out var used) ? used : null;
        if (call.Link is { } link)
            return link.From(work.Vendor, json) is { } address ? new AttemptInput.OutputAt(address, seed) : Unusable(answer);
        return Output.Bytes(call, answer) is { } bytes ? await outputs.Keep(work, new MemoryStream(bytes, writable: false), seed, ct) : Unusable(answer);
    }

    private static AttemptInput WithWay(AttemptInput input, Call call) => input is AttemptInput.AnswerLost lost && call.Settle is { } settle ? lost with { Way = settle.Way } : input;

    internal static JobHandle? Follow(Job job, System.Text.Json.JsonElement root)
    {
        if (job.Id.From(root) is not { Length: > 0 } id) return null;
        var handle = new JobHandle(id, job.Status.Url?.From(root), job.Result?.Url?.From(root), job.Cancel?.Url?.From(root));
        var missing = (job.Status.Url is not null && handle.StatusUrl is null) || (job.Result?.Url is not null && handle.ResultUrl is null);
        return missing ? null : handle;
    }

    private static AttemptInput Unusable(Answer answer) =>
        new AttemptInput.GaveUp(FailureKind.VendorError, $"HTTP {answer.Status}, but no output in the answer", Produced: true);
}
