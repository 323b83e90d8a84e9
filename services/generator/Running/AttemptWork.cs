using Atelier.Contracts;
using Atelier.Generator.Vendors;
using Atelier.Generator.Wire;

namespace Atelier.Generator.Running;

/// <summary>An attempt and the model it is for.</summary>
internal sealed record AttemptWork(GenerateAttempt Command, VendorModel Model)
{
    public Vendor Vendor => Model.Vendor;

    public Call Call => Model.Call;

    /// <summary>What its templates may name, without pictures.</summary>
    public TemplateValues Values { get; } = new() { Attempt = Command.AttemptId, Parameters = Command.Parameters, Wire = Model.Wire };

    /// <summary>A request to the vendor's API, with the document's headers and the credential.</summary>
    public HttpRequestMessage Request(HttpMethod method, Uri address, HttpContent? content = null)
    {
        var request = new HttpRequestMessage(method, address) { Content = content };
        foreach (var (name, value) in Vendor.Headers)
        {
            if (value.Text(Values) is { } text) request.Headers.TryAddWithoutValidation(name, text);
        }

        Vendor.Credential?.Show(request.Headers);
        return request;
    }

    /// <summary>What the vendor says in its answer, without the secret should it have repeated that.</summary>
    public string Words(Answer answer)
    {
        var words = Call.Errors.Words(answer.Status, answer.Root);
        return Vendor.Credential?.Redact(words) ?? words;
    }
}
