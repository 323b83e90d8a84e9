using System.Text.RegularExpressions;
using Atelier.Generator.Wire;
using Atelier.Platform.Catalog;

namespace Atelier.Generator.Vendors;

/// <summary>One way of calling a vendor, from document to compiled form.</summary>
internal sealed class CallCompiler(CatalogDocument<VendorDocument> document, string path, CallRule rule)
{
    private const long WordsBytes = 16L << 20;

    private readonly TakeCompiler takes = new(document);

    public Call Compile()
    {
        if (rule.Timeout <= TimeSpan.Zero) throw Fault("timeout", "more than nothing");
        return new Call
        {
            Method = Method(rule.Method, "method"),
            Path = Path(),
            Query = [.. rule.Query.Select(parameter => (parameter.Key, BodyTemplate.Request(parameter.Value, $"{path}.query.{parameter.Key}", document.Error)))],
            Timeout = rule.Timeout,
            Body = RequestCompiler.Compile(rule, path, document.Error),
            Headers = [.. rule.Headers.Select(header => (header.Key, BodyTemplate.Request(header.Value, $"{path}.headers.{header.Key}", document.Error)))],
            Job = rule.Job is { } job ? JobOf(job) : null,
            Base64 = rule.Output.Base64 is { } base64 ? takes.Pointers(base64, $"{path}.output.base64") : null,
            Uploads = [.. rule.Uploads.Select(upload => RequestCompiler.Upload(upload.Key, upload.Value, $"{path}.uploads.{upload.Key}", takes, document.Error))],
            Link = LinkOf(rule.Output),
            Content = rule.Output.Content is { } content ? AddressOf(content, "output.content") : null,
            Seed = rule.Output.Seed is { } seed ? TakeOf(seed, "output.seed") : null,
            Output = Output(),
            Settle = rule.Settle is { } settle ? SettleOf(settle) : null,
            AnswerBytes = WordsBytes + (rule.Output.Body ? rule.Output.MaxBytes : rule.Output.Base64 is null ? 0 : rule.Output.MaxBytes / 3 * 4),
            Errors = new ErrorMap([.. rule.Errors.Select(ErrorOf)], takes.Pointers(rule.Detail, $"{path}.detail")),
            Meter = rule.Usage is { } usage ? new UsageCompiler(document, takes, $"{path}.usage").Compile(usage) : null,
        };
    }

    private TextTemplate Path()
    {
        if (!rule.Path.StartsWith('/')) throw Fault("path", "a path that starts with /");
        var template = BodyTemplate.Parse(rule.Path, $"{path}.path", document.Error);
        return template.Names.All(name => name.StartsWith("wire.", StringComparison.Ordinal)) ? template : throw Fault("path", "no placeholder but {wire.*}");
    }

    private OutputRule Output()
    {
        var output = rule.Output;
        if (new object?[] { output.Base64, output.Url, output.Link, output.Content, output.Body ? output : null }.Count(way => way is not null) != 1)
            throw Fault("output", "exactly one of base64, url, link, body and content");
        if (output.Content is not null && rule.Job is null) throw Fault("output.content", "a job beside it, which it is the output of");
        if (output.Authorized && (output.Url ?? (object?)output.Link) is null) throw Fault("output.authorized", "url or link beside it");
        if (output.Redirects is < 0 or > 3) throw Fault("output.redirects", "0 to 3");
        if (output.MaxBytes is < 1 or > 4L << 30) throw Fault("output.maxBytes", "1 byte to 4 GiB");
        return output.Timeout > TimeSpan.Zero ? output : throw Fault("output.timeout", "more than nothing");
    }

    private OutputLink? LinkOf(OutputRule output)
    {
        if (output.Url is { } url) return new OutputLink(new Take(takes.Pointers(url, $"{path}.output.url"), null));
        if (output.Link is not { } link) return null;
        if (!link.Path.StartsWith('/')) throw Fault("output.link.path", "a path that starts with /");
        return new OutputLink(link.Path, [.. link.Query.Select(it => (it.Key, new Take(takes.Pointers(it.Value, $"{path}.output.link.query.{it.Key}"), null)))]);
    }

    private Job JobOf(JobRule job)
    {
        if (!job.States.Values.Contains(JobState.Done)) throw Fault("job.states", "a state that means done");
        if (job.Poll.Min < TimeSpan.Zero || job.Poll.Min > job.Poll.Max) throw Fault("job.poll.min", "0s to max");
        if (job.Poll.First < TimeSpan.Zero || job.Poll.Interval <= TimeSpan.Zero || job.Poll.Max < job.Poll.Interval || job.Poll.Timeout <= TimeSpan.Zero)
            throw Fault("job.poll", "first at least 0s, interval and timeout more than 0s, max at least interval");
        return new Job(
            TakeOf(job.Id, "job.id"),
            AddressOf(job.Status, "job.status"),
            TakeOf(job.State, "job.state"),
            job.States,
            job.Result is { } result ? AddressOf(result, "job.result") : null,
            job.Cancel is { } cancel ? AddressOf(cancel, "job.cancel") : null,
            job.Poll);
    }

    private Address AddressOf(AddressRule address, string at)
    {
        if (address.Path is null == address.Url is null) throw Fault(at, "exactly one of path and url");
        return new Address(Method(address.Method, $"{at}.method"), address.Path is { } built ? AddressPath(built, $"{at}.path") : null, address.Url is { } url ? TakeOf(url, $"{at}.url") : null);
    }

    private Settle SettleOf(SettleRule settle)
    {
        if (settle.Ask is null && !settle.Repeats) throw Fault("settle", "ask, repeats: true, or both");
        if (settle.Ask is not null && rule.Job is null) throw Fault("settle.ask", "a job beside it, which it finds");
        if (settle.Ask is { Path: null }) throw Fault("settle.ask", "a path with {attempt} in it");
        if (settle.For < TimeSpan.Zero || settle.Interval <= TimeSpan.Zero) throw Fault("settle", "for at least 0s, interval more than 0s");
        var ask = settle.Ask is { } asked ? new Address(Method(asked.Method, "settle.ask.method"), AddressPath(asked.Path!, "settle.ask.path", byAttempt: true), null) : null;
        return new Settle(ask, settle.Absent, settle.For, settle.Interval, settle.Repeats);
    }

    private TextTemplate AddressPath(string text, string at, bool byAttempt = false)
    {
        var template = text.StartsWith('/') ? BodyTemplate.Parse(text, $"{path}.{at}", document.Error) : throw Fault(at, "a path that starts with /");
        return template.Names.All(name => (byAttempt ? name == "attempt" : TemplateValues.IsJob(name)) || name.StartsWith("wire.", StringComparison.Ordinal))
            ? template
            : throw Fault(at, $"no placeholder but {(byAttempt ? "{attempt}" : "{job}, {job.path}")} and {{wire.*}}");
    }

    private ErrorMap.Entry ErrorOf(ErrorRule error, int index)
    {
        var at = $"errors[{index}]";
        if (error.Status.Count == 0 && error.State.Count == 0 && error.At is null && error.Matches is null) throw Fault(at, "a condition: status, state, at or matches");
        if (error.Is.Count > 0 && error.At is null) throw Fault($"{at}.is", "at beside it, to say where");
        return new ErrorMap.Entry(
            error,
            error.At is { } pointer ? takes.Pointer(pointer, $"{path}.{at}.at") : null,
            error.Matches is { } pattern ? takes.Pattern(pattern, $"{path}.{at}.matches", RegexOptions.IgnoreCase) : null);
    }

    private Take TakeOf(TakeRule take, string at) => takes.Take(take, $"{path}.{at}");

    private HttpMethod Method(string method, string at) =>
        method is "GET" or "POST" or "PUT" or "DELETE" or "PATCH" ? HttpMethod.Parse(method) : throw Fault(at, "GET, POST, PUT, PATCH or DELETE");

    private CatalogException Fault(string field, string expected) => document.Error($"{path}.{field}", expected);
}
