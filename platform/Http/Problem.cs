using Atelier.Contracts;
using Microsoft.AspNetCore.Http;

namespace Atelier.Platform.Http;

/// <summary>Every refusal of Atelier over HTTP: a problem as RFC 9457, of a kind with a name of its own.</summary>
public static class Problem
{
    /// <summary>Makes one.</summary>
    /// <param name="status">The HTTP status.</param>
    /// <param name="type">The kind, as <c>not-found</c>; in the answer <c>urn:atelier:problem:not-found</c>.</param>
    /// <param name="title">The kind in words.</param>
    /// <param name="detail">What it is this time, and what to do.</param>
    /// <param name="errors">Everything wrong with the request, field by field; null: no field is to blame.</param>
    /// <param name="count">How many things are wrong, where <paramref name="errors"/> holds only the first of them.</param>
    public static IResult Of(int status, string type, string title, string detail, IReadOnlyList<RequestProblem>? errors = null, int? count = null)
    {
        var more = new Dictionary<string, object?>();
        if (count is not null) more["count"] = count;
        if (errors is not null) more["errors"] = errors;
        return Results.Problem(statusCode: status, type: $"urn:atelier:problem:{type}", title: title, detail: detail, extensions: more);
    }
}
