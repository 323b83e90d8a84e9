using System.Globalization;
using Atelier.Contracts;
using Atelier.Platform.Http;

namespace Atelier.Ledger.Http;

/// <summary>Reads a query string strictly: a filter that is misspelt or unreadable is an answer of 400, not a report about something else.</summary>
internal sealed class QueryFilters
{
    private readonly IQueryCollection query;
    private readonly List<RequestProblem> problems = [];

    public QueryFilters(IQueryCollection query, params ReadOnlySpan<string> known)
    {
        this.query = query;
        var names = string.Join(", ", known!);
        foreach (var (name, values) in query)
        {
            if (!known.Contains(name))
                Refuse(name, values.ToString(), $"There is no such filter. The filters are: {names}.");
            else if (values.Count > 1)
                Refuse(name, values.ToString(), "Give it once.");
        }
    }

    /// <summary>A text, or null when it is not given.</summary>
    public string? Text(string name)
    {
        if (query[name] is not [{ } value])
            return null;
        if (value.Length is > 0 and <= 200)
            return value;
        Refuse(name, value, "Give 1 to 200 characters, or leave the filter out.");
        return null;
    }

    /// <summary>A date (its first instant, UTC) or a moment (UTC unless it says otherwise), or null when it is not given.</summary>
    public DateTimeOffset? Moment(string name)
    {
        if (query[name] is not [{ } value])
            return null;
        if (DateTimeOffset.TryParseExact(value, Forms, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var moment))
            return moment;
        Refuse(name, value, "Give a date as 2026-11-01 or a moment as 2026-11-01T09:30:00Z.");
        return null;
    }

    /// <summary>One of an enumeration's names, or null when it is not given.</summary>
    public T? Choice<T>(string name) where T : struct, Enum
    {
        if (query[name] is not [{ } value])
            return null;
        foreach (var known in Enum.GetValues<T>())
        {
            if (AtelierJson.NameOf(known) == value)
                return known;
        }
        Refuse(name, value, $"Give one of {string.Join(", ", AtelierJson.NamesOf(typeof(T)))}.");
        return null;
    }

    /// <summary>An id, or null when it is not given.</summary>
    public Guid? Id(string name)
    {
        if (query[name] is not [{ } value])
            return null;
        if (Guid.TryParse(value, out var id))
            return id;
        Refuse(name, value, "Give a deliverable's id as it was answered when it was requested.");
        return null;
    }

    /// <summary>Adds something wrong that only the caller can see.</summary>
    public void Refuse(string field, string found, string remedy) =>
        problems.Add(new RequestProblem { Field = field, Found = found.Length > 80 ? found[..80] + "…" : found, Remedy = remedy });

    /// <summary>Everything that was found wrong as one problem, or null.</summary>
    public IResult? Refusal() => problems.Count == 0 ? null : Problem.Of(StatusCodes.Status400BadRequest, "invalid-filter", "The filter cannot be used",
        string.Join(" ", problems.Select(problem => $"{problem.Field}: found \"{problem.Found}\". {problem.Remedy}")), problems);

    private static readonly string[] Forms = ["yyyy-MM-dd", "yyyy-MM-dd'T'HH:mmK", "yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK"];
}
