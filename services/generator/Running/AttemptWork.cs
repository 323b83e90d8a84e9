using System.Text.Json.Nodes;
using Atelier.Contracts;
using Atelier.Contracts.Catalog;
using Atelier.Generator.Attempts;
using Atelier.Generator.Vendors;
using Atelier.Generator.Wire;

namespace Atelier.Generator.Running;

/// <summary>An attempt and the model it is for.</summary>
internal sealed record AttemptWork(GenerateAttempt Command, VendorModel Model)
{
    public Vendor Vendor => Model.Vendor;

    public Call Call { get; } = Command.Parameters.References is { Count: > 0 } ? Model.CallWithPictures ?? Model.Call : Model.Call;

    /// <summary>What its templates may name, without pictures.</summary>
    public TemplateValues Values { get; } = new() { Attempt = Command.AttemptId, Parameters = Command.Parameters, Wire = Model.Wire, Size = Terms(Command.Parameters, Model), Hook = Model.Vendor.Hook };

    /// <summary>Where the request for it goes.</summary>
    public Uri Submission
    {
        get
        {
            var address = Vendor.Below(Call.Path.Text(Values)!);
            foreach (var (name, value) in Call.Query)
            {
                if (value.Text(Values) is { } text) address = Queries.With(address, name, text);
            }

            return address;
        }
    }

    /// <summary>An address of the API that is built from a job's id.</summary>
    public Uri Built(TextTemplate path, string job) => Vendor.Below(path.Text(Values with { Job = job })!);

    /// <summary>A request to the vendor's API, with the document's headers and the credential.</summary>
    public HttpRequestMessage Request(HttpMethod method, Uri address, HttpContent? content = null)
    {
        var request = new HttpRequestMessage(method, address) { Content = content };
        foreach (var (name, value) in Vendor.Headers.Concat(Call.Headers))
        {
            if (value.Text(Values) is { } text) request.Headers.TryAddWithoutValidation(name, text);
        }

        Vendor.Credential?.Show(request);
        return request;
    }

    /// <summary>What it answered.</summary>
    public Answer Answer(HttpResponseMessage response, byte[] body, DateTimeOffset now) => Running.Answer.Of(response, body, Vendor.RetryAfter, now);

    /// <summary>What an answer said, with the vendor's own figures that were in it.</summary>
    public AttemptInput? Metered(AttemptInput? input, Answer? answer) =>
        input is not null && answer is not null && Call.Meter?.Read(answer.Root, answer.Headers) is { } usage ? input with { Usage = Usage.Both(usage, input.Usage) } : input;

    /// <summary>What the vendor says in its answer, without the secret should it have repeated that.</summary>
    public string Words(Answer answer) => Call.Errors.Words(answer.Status, answer.Root, Vendor.Credential?.Redaction);

    /// <summary>What happened, without a secret anywhere: from here on it is kept, published and logged.</summary>
    public AttemptInput Clean(AttemptInput input) => Vendor.Credential is not { } credential ? input : input switch
    {
        AttemptInput.GaveUp gaveUp => gaveUp with { Detail = credential.Redaction.Clean(gaveUp.Detail) },
        AttemptInput.Postponed postponed => postponed with { Detail = credential.Redaction.Clean(postponed.Detail) },
        AttemptInput.AnswerLost lost => lost with { Detail = credential.Redaction.Clean(lost.Detail) },
        AttemptInput.OutputAt output => output with { Link = new Uri(credential.Keep(output.Link.AbsoluteUri)) },
        AttemptInput.Accepted { Job: var job } accepted => accepted with { Job = new JobHandle(
            credential.Redaction.Clean(job.Id), job.StatusUrl is { } status ? credential.Keep(status) : null,
            job.ResultUrl is { } result ? credential.Keep(result) : null, job.CancelUrl is { } cancel ? credential.Keep(cancel) : null) },
        _ => input,
    };

    /// <summary>An address that was kept, as the vendor gave it.</summary>
    public string Restore(string address) => Vendor.Credential?.Restore(address) ?? address;

    private static IReadOnlyDictionary<string, JsonNode>? Terms(EffectiveParameters asked, VendorModel model) =>
        model.SizeTerms.Count == 0 ? null : model.SizeTerms.GetValueOrDefault($"{asked.Width}x{asked.Height}");
}
