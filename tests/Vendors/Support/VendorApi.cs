namespace Atelier.Vendors.Tests.Support;

/// <summary>What a request to a vendor is for.</summary>
public enum Op { Submit, Upload, Status, Result, File, Cancel }

/// <summary>
/// A vendor's published API, written from what the vendor publishes and not from its document: it checks each request field by field, and
/// answers what it would not take with the error that the vendor documents. What it holds (jobs, files) lasts for one run.
/// </summary>
public abstract class VendorApi
{
    public const string Secret = "sk-not-to-be-seen-0815";

    private readonly List<string> _objections = [];

    /// <summary>The document's file in catalog/vendors.</summary>
    public abstract string Document { get; }

    /// <summary>Where it can be reached, for the links that it gives.</summary>
    public Uri Url { get; internal set; } = new("http://127.0.0.1");

    /// <summary>How much it has taken: what it would bill for.</summary>
    public int Taken { get; protected set; }

    /// <summary>What was wrong with requests, in words for a failing test.</summary>
    public IReadOnlyList<string> Objections => _objections;

    /// <summary>Configuration beside the address; as a rule the secret that the document names.</summary>
    internal virtual IEnumerable<(string Key, string Value)> Settings(Generator.Vendors.VendorDocument document) =>
        document.Auth?.Secret is { } key ? [(key, Secret)] : [];

    /// <summary>The document with other addresses than the base URL pointed at the server too.</summary>
    public virtual string Local(string document, Uri server) => document;

    /// <summary>What a request is for; null: there is no such address.</summary>
    public abstract Op? For(Received request);

    /// <summary>Checks a request and answers it as documented.</summary>
    /// <param name="op">What it is for; null: there is no such address, and the vendor has an answer to that too.</param>
    /// <param name="request">The request.</param>
    public abstract Reply Answer(Op? op, Received request);

    /// <summary>The documented answer to a request that it will not take, about one field.</summary>
    public abstract Reply Invalid(string field, string problem);

    /// <summary>The documented answer to what its moderation stops.</summary>
    public abstract Reply Refusal();

    /// <summary>The documented answer when there is no room.</summary>
    public abstract Reply TooMany();

    /// <summary>An answer of a server in trouble.</summary>
    public virtual Reply Broken(int status) => new(status, "<html>error</html>"u8.ToArray(), "text/html");

    internal Reply Serve(Op? op, Received request)
    {
        try
        {
            return Answer(op, request);
        }
        catch (Objection objection)
        {
            _objections.Add($"{request.Method} {request.Path}: {objection.Message}");
            return objection.Reply;
        }
    }

    /// <summary>Ends the handling of a request with an error.</summary>
    protected static Objection Object(Reply reply, string why) => new(reply, why);

    /// <summary>A header that has to be there, with this value; without it the vendor's answer to one that it does not know.</summary>
    protected static void NeedsHeader(Received request, string name, string value, Reply otherwise)
    {
        if (request.Header(name) != value) throw new Objection(otherwise, $"header {name} is {request.Header(name) ?? "missing"}, not {value}");
    }

    protected Fields Json(Received request)
    {
        if (request.ContentType?.Split(';')[0] != "application/json") throw new Objection(Invalid("body", "not JSON"), $"content type {request.ContentType}");
        return new Fields(request.Json, "", Invalid);
    }

    protected Form Form(Received request) =>
        request.Parts.Count > 0 ? new Form(request.Parts, Invalid) : throw new Objection(Invalid("body", "not a form"), $"content type {request.ContentType}");
}

/// <summary>A request that a vendor would not take, with its answer.</summary>
public sealed class Objection(Reply reply, string why) : Exception(why)
{
    public Reply Reply => reply;
}
