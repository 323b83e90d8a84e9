using Atelier.Contracts;
using Atelier.Generator.Attempts;
using Atelier.Generator.Vendors;
using Atelier.Generator.Wire;
using Atelier.Platform.Http;

namespace Atelier.Generator.Running;

/// <summary>Sends pictures to a vendor before the request that names them. It costs nothing and can be repeated; so nothing here is ever unknown.</summary>
internal sealed class Uploading(TimeProvider time)
{
    /// <summary>The values with what the vendor calls each picture, or why there are none.</summary>
    public async Task<(TemplateValues Values, AttemptInput? Fault)> Send(AttemptWork work, TemplateValues values, CancellationToken ct)
    {
        var names = new Dictionary<string, object>();
        foreach (var upload in work.Call.Uploads)
        {
            var called = new List<string>();
            foreach (var picture in upload.Each ? values.References : values.FirstFrame is { } first ? [first] : [])
            {
                var (name, fault) = await Send(work, upload, values with { Uploading = picture }, ct);
                if (fault is not null) return (values, fault);
                called.Add(name!);
            }

            if (called.Count > 0) names[upload.Name] = upload.Each ? called : called[0];
        }

        return (values with { Uploads = names }, null);
    }

    private async Task<(string? Name, AttemptInput? Fault)> Send(AttemptWork work, Upload upload, TemplateValues values, CancellationToken ct)
    {
        using var patience = new CancellationTokenSource(work.Call.Timeout, time);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, ct);
        using var request = work.Request(HttpMethod.Post, work.Vendor.Below(upload.Path), new SentContent(upload.Form.Render(values)));
        try
        {
            using var response = await work.Vendor.Api.Send(request, limit.Token);
            using var answer = work.Answer(response, await SafeHttp.ReadBody(response, work.Call.AnswerBytes, limit.Token), time.GetUtcNow());
            if (work.Call.Errors.Judge(CallStep.Upload, answer.Status, answer.Root) is { } judged)
                return (null, answer.Input(judged.Means == Meaning.Unknown ? Meaning.Retry : judged.Means, work.Words(answer), judged.Charged));
            return answer.Root is { } root && upload.Take.From(root) is { Length: > 0 } name
                ? (name, null)
                : (null, new AttemptInput.GaveUp(FailureKind.VendorError, $"HTTP {answer.Status} to the upload {upload.Name}, but no name for it in the answer"));
        }
        catch (OutboundException e) when (e.Fault is OutboundFault.Refused or OutboundFault.TooLarge)
        {
            return (null, new AttemptInput.GaveUp(FailureKind.VendorError, e.Message));
        }
        catch (Exception e) when (e is OutboundException || (e is OperationCanceledException && !ct.IsCancellationRequested))
        {
            return (null, new AttemptInput.Postponed(NoRoom: false, RetryAfter: null, $"the upload {upload.Name}: {(e is OutboundException ? e.Message : "no answer in time")}"));
        }
    }
}
