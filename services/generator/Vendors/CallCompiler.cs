using System.Text.RegularExpressions;
using Atelier.Generator.Wire;
using Atelier.Platform.Catalog;

namespace Atelier.Generator.Vendors;

/// <summary>One way of calling a vendor, from document to compiled form.</summary>
internal sealed class CallCompiler(CatalogDocument<VendorDocument> document, string path, CallRule rule)
{
    public Call Compile()
    {
        if (rule.Timeout <= TimeSpan.Zero) throw Fault("timeout", "more than nothing");
        var body = BodyTemplate.Compile(rule.Body, $"{path}.body", document.Error);
        return new Call
        {
            Method = Method(rule.Method, "method"),
            Path = Path(),
            Timeout = rule.Timeout,
            Body = body,
            NeedsPictures = body.Names.Any(name => name.StartsWith("firstFrame.", StringComparison.Ordinal) || name.StartsWith("references.", StringComparison.Ordinal)),
            Job = rule.Job is { } job ? JobOf(job) : null,
            Base64 = rule.Output.Base64 is { } base64 ? Pointers(base64, "output.base64") : null,
            Link = rule.Output.Url is { } url ? new Take(Pointers(url, "output.url"), null) : null,
            Seed = rule.Output.Seed is { } seed ? TakeOf(seed, "output.seed") : null,
            Output = Output(),
            Errors = new ErrorMap([.. rule.Errors.Select(ErrorOf)], Pointers(rule.Detail, "detail")),
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
        if (output.Base64 is null == output.Url is null) throw Fault("output", "exactly one of base64 and url");
        if (output.MaxBytes is < 1 or > 4L << 30) throw Fault("output.maxBytes", "1 byte to 4 GiB");
        return output.Timeout > TimeSpan.Zero ? output : throw Fault("output.timeout", "more than nothing");
    }

    private Job JobOf(JobRule job)
    {
        if (!job.States.Values.Contains(JobState.Done)) throw Fault("job.states", "a state that means done");
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
        if (address.Path is { } built && (!built.StartsWith('/') || built.Replace("{job}", "").AsSpan().ContainsAny('{', '}')))
            throw Fault($"{at}.path", "a path that starts with / and has no placeholder but {job}");
        return new Address(Method(address.Method, $"{at}.method"), address.Path, address.Url is { } url ? TakeOf(url, $"{at}.url") : null);
    }

    private ErrorMap.Entry ErrorOf(ErrorRule error, int index)
    {
        var at = $"errors[{index}]";
        if (error.Status.Count == 0 && error.State.Count == 0 && error.At is null && error.Matches is null) throw Fault(at, "a condition: status, state, at or matches");
        if (error.Is.Count > 0 && error.At is null) throw Fault($"{at}.is", "at beside it, to say where");
        return new ErrorMap.Entry(
            error,
            error.At is { } pointer ? PointerOf(pointer, $"{at}.at") : null,
            error.Matches is { } pattern ? Pattern(pattern, $"{at}.matches", RegexOptions.IgnoreCase) : null);
    }

    private Take TakeOf(TakeRule take, string at) =>
        new(Pointers(take.At, $"{at}.at"), take.Pattern is { } pattern ? Pattern(pattern, $"{at}.pattern", RegexOptions.None) : null);

    private Pointer[] Pointers(IReadOnlyList<string> pointers, string at) => [.. pointers.Select((pointer, i) => PointerOf(pointer, $"{at}[{i}]"))];

    private Pointer PointerOf(string pointer, string at)
    {
        try
        {
            return Pointer.Parse(pointer);
        }
        catch (FormatException e)
        {
            throw Fault(at, e.Message);
        }
    }

    private Regex Pattern(string pattern, string at, RegexOptions options)
    {
        try
        {
            return new Regex(pattern, options | RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);
        }
        catch (Exception e) when (e is ArgumentException or NotSupportedException)
        {
            throw Fault(at, "a regular expression without look-around or back-references");
        }
    }

    private HttpMethod Method(string method, string at) =>
        method is "GET" or "POST" or "PUT" or "DELETE" or "PATCH" ? HttpMethod.Parse(method) : throw Fault(at, "GET, POST, PUT, PATCH or DELETE");

    private CatalogException Fault(string field, string expected) => document.Error($"{path}.{field}", expected);
}
