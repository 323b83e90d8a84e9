using Atelier.Contracts;
using Atelier.Intake.Requests;
using Atelier.Platform.Http;

namespace Atelier.Intake.Acceptance;

/// <summary>Problems as RFC 9457, each kind with a name of its own as its type.</summary>
internal static class HttpProblems
{
    public static IResult NotJson(string? found) => Problem.Of(
        StatusCodes.Status415UnsupportedMediaType, "not-json", "The body is not declared as JSON", $"Send it with content-type: application/json; found {(string.IsNullOrEmpty(found) ? "none" : found)}.");

    public static IResult NotABatch(string? found) => Problem.Of(
        StatusCodes.Status415UnsupportedMediaType, "not-a-batch", "The body is not declared as a batch",
        $"Send it with content-type: application/json, application/yaml, or multipart/form-data with the parts batch and rows; found {(string.IsNullOrEmpty(found) ? "none" : found)}.");

    public static IResult TooLarge(long bytes) => Problem.Of(
        StatusCodes.Status413PayloadTooLarge, "too-large", "The body is too large", $"At most {bytes:N0} bytes are taken here.");

    public static IResult Malformed(IReadOnlyList<RequestProblem> problems) => Problem.Of(
        StatusCodes.Status400BadRequest, "malformed", "The body cannot be read", problems[0].Found, problems);

    public static IResult Invalid(IReadOnlyList<RequestProblem> problems) => Problem.Of(
        StatusCodes.Status422UnprocessableEntity, "invalid-request", "The request cannot be taken as it stands",
        problems.Count == 1 ? "One thing is wrong with it; nothing of it was kept." : $"{problems.Count} things are wrong with it; nothing of it was kept.", problems);

    public static IResult InvalidBatch(Problems problems) => Problem.Of(
        StatusCodes.Status422UnprocessableEntity, "invalid-batch", "The batch cannot be taken as it stands",
        $"{(problems.Count == 1 ? "One thing is" : $"{problems.Count:N0} things are")} wrong with it; no row of it was kept.{(problems.Count > problems.All.Count ? $" These are the first {problems.All.Count}." : "")}",
        problems.All, problems.Count);

    public static IResult BatchKeyTaken(Guid id, string key) => Problem.Of(
        StatusCodes.Status409Conflict, "key-taken", "The key stands for another batch",
        $"The key \"{key}\" was used before with other content, for /v1/batches/{id}. Ask with a new key, or send the same content again.");

    public static IResult BatchOver(Guid id, string state) => Problem.Of(StatusCodes.Status409Conflict, "over", "It is over", $"The batch {state}: /v1/batches/{id} tells how.");

    public static IResult KeyTaken(Guid id, string key) => Problem.Of(
        StatusCodes.Status409Conflict, "key-taken", "The key stands for another request",
        $"The key \"{key}\" was used before with other content, for /v1/deliverables/{id}. Ask with a new key, or send the same content again.");

    public static IResult NotFound(string what) => Problem.Of(StatusCodes.Status404NotFound, "not-found", "Not found", $"There is no such {what}.");

    public static IResult VersionTaken(string id, int next) => Problem.Of(
        StatusCodes.Status409Conflict, "version-taken", "The version stands for another text", $"{id} is there already and never changes. Publish yours as version {next}.");

    public static IResult Over(Guid id, string state, string remedy) => Problem.Of(
        StatusCodes.Status409Conflict, "over", "It is over", $"The deliverable {state}: /v1/deliverables/{id} tells how. {remedy}");

    public static IResult NotDelivered(Guid id) => Problem.Of(
        StatusCodes.Status409Conflict, "not-delivered", "It is not delivered", $"Only what is delivered can be asked for again, and not while it is being made again: /v1/deliverables/{id} tells how it stands.");

    public static IResult Full(string detail) => Problem.Of(
        StatusCodes.Status507InsufficientStorage, "storage-full", "There is no room to keep it", $"Nothing of the request was kept; ask again later. {detail}");
}
