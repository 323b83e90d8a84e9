using Atelier.Contracts;
using Atelier.Platform.Http;
using Microsoft.AspNetCore.Http;

namespace Atelier.Router.Http;

/// <summary>Problems as RFC 9457, each kind with a name of its own as its type.</summary>
internal static class HttpProblems
{
    public static IResult Forbidden() => Problem.Of(StatusCodes.Status403Forbidden, "not-an-operator", "Not allowed",
        "This is decided by operators, since it holds for others than you. Use a key whose hash stands under Gateway:Roles:operator.");

    public static IResult NotAReviewer() => Problem.Of(StatusCodes.Status403Forbidden, "not-a-reviewer", "Not allowed",
        "Reviews are decided by reviewers. Use a key whose hash stands under Gateway:Roles:reviewer.");

    public static IResult Conflict(string type, string title, string detail) => Problem.Of(StatusCodes.Status409Conflict, type, title, detail);

    public static IResult NotFound(string detail) => Problem.Of(StatusCodes.Status404NotFound, "not-found", "Not found", detail);

    public static IResult TooLarge(int most) => Problem.Of(StatusCodes.Status413PayloadTooLarge, "too-large", "The body is too large", $"At most {most:N0} bytes are taken here.");

    public static IResult Malformed(string found) => Problem.Of(StatusCodes.Status400BadRequest, "malformed", "The body cannot be read", found,
        [new RequestProblem { Field = "$", Found = found, Remedy = "send one JSON object in UTF-8" }]);

    public static IResult Invalid(IReadOnlyList<RequestProblem> problems) => Problem.Of(StatusCodes.Status422UnprocessableEntity, "invalid-request", "The request cannot be taken as it stands",
        problems.Count == 1 ? "One thing is wrong with it; nothing was changed." : $"{problems.Count} things are wrong with it; nothing was changed.", problems);

    public static IResult Invalid(string field, string found, string remedy) => Invalid([new RequestProblem { Field = field, Found = found, Remedy = remedy }]);
}
