using Atelier.Contracts;
using Microsoft.AspNetCore.Http;

namespace Atelier.Router.Http;

/// <summary>Problems as RFC 9457, each kind with a name of its own as its type.</summary>
internal static class HttpProblems
{
    public static IResult Forbidden() => Of(StatusCodes.Status403Forbidden, "not-an-operator", "Not allowed",
        "This is decided by operators, since it holds for others than you. Use a key whose hash stands under Gateway:Roles:operator.");

    public static IResult NotAReviewer() => Of(StatusCodes.Status403Forbidden, "not-a-reviewer", "Not allowed",
        "Reviews are decided by reviewers. Use a key whose hash stands under Gateway:Roles:reviewer.");

    public static IResult Conflict(string type, string title, string detail) => Of(StatusCodes.Status409Conflict, type, title, detail);

    public static IResult NotFound(string detail) => Of(StatusCodes.Status404NotFound, "not-found", "Not found", detail);

    public static IResult TooLarge(int most) => Of(StatusCodes.Status413PayloadTooLarge, "too-large", "The body is too large", $"At most {most:N0} bytes are taken here.");

    public static IResult Malformed(string found) => Of(StatusCodes.Status400BadRequest, "malformed", "The body cannot be read", found,
        [new RequestProblem { Field = "$", Found = found, Remedy = "send one JSON object in UTF-8" }]);

    public static IResult Invalid(IReadOnlyList<RequestProblem> problems) => Of(StatusCodes.Status422UnprocessableEntity, "invalid-request", "The request cannot be taken as it stands",
        problems.Count == 1 ? "One thing is wrong with it; nothing was changed." : $"{problems.Count} things are wrong with it; nothing was changed.", problems);

    public static IResult Invalid(string field, string found, string remedy) => Invalid([new RequestProblem { Field = field, Found = found, Remedy = remedy }]);

    private static IResult Of(int status, string type, string title, string detail, IReadOnlyList<RequestProblem>? errors = null) => Results.Problem(
        statusCode: status, type: $"urn:atelier:problem:{type}", title: title, detail: detail,
        extensions: errors is null ? null : new Dictionary<string, object?> { ["errors"] = errors });
}
