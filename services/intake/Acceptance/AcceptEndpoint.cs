using Atelier.Intake.Requests;
using Atelier.Platform.Hosting;

namespace Atelier.Intake.Acceptance;

/// <summary><c>POST /v1/deliverables</c>: takes a request in, once a key.</summary>
internal static class AcceptEndpoint
{
    public static void MapAcceptance(this IEndpointRouteBuilder app) => app.MapPost("/deliverables", Post)
        .WithSummary("Ask for a deliverable, once a key")
        .Accepts<DeliverableRequest>("application/json", "*/*") // the handler refuses other types, with a remedy
        .Produces<AcceptedView>(StatusCodes.Status202Accepted)
        .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status409Conflict)
        .ProducesProblem(StatusCodes.Status413PayloadTooLarge).ProducesProblem(StatusCodes.Status422UnprocessableEntity)
        .ProducesProblem(StatusCodes.Status507InsufficientStorage);

    private static async Task<IResult> Post(HttpContext context, RequestAcceptance acceptance, CancellationToken ct)
    {
        var (request, problems, answer) = await RequestBody.Parse<DeliverableRequest>(context.Request, ct);
        if (request is null)
            return answer!;
        // Once it is being kept, a client that hangs up changes nothing.
        return Answer(context, await acceptance.Accept(context.TenantId(), WithHeaderKey(request, context.Request, problems), problems, CancellationToken.None));
    }

    /// <summary>What became of a request, over HTTP.</summary>
    public static IResult Answer(HttpContext context, AcceptResult result) => result switch
    {
        AcceptResult.Accepted accepted => Accepted(context, accepted),
        AcceptResult.KeyTaken taken => HttpProblems.KeyTaken(taken.Id, taken.Key),
        AcceptResult.Refused refused => HttpProblems.Invalid(refused.Problems),
        _ => throw new InvalidOperationException($"{result} is no answer"),
    };

    private static DeliverableRequest WithHeaderKey(DeliverableRequest request, HttpRequest http, Problems problems)
    {
        if (!http.Headers.TryGetValue("Idempotency-Key", out var header))
            return request;
        var key = header.ToString();
        if (request.Key is not null && request.Key != key)
            problems.Add("key", $"{Problems.Show(request.Key)} beside the header Idempotency-Key {Problems.Show(key)}", "give the key once, or the same twice");
        return request with { Key = request.Key ?? key };
    }

    /// <summary>Asking again gets the same body; whether it was new is told by a header alone.</summary>
    private static IResult Accepted(HttpContext context, AcceptResult.Accepted accepted)
    {
        var address = $"/v1/deliverables/{accepted.Id}";
        if (!accepted.IsNew)
            context.Response.Headers["Idempotency-Replayed"] = "true";
        return Results.Accepted(address, new AcceptedView(accepted.Id, accepted.Key, new AcceptedLinks(address, $"{address}/events")));
    }
}

/// <summary>Where to look for what becomes of an accepted request.</summary>
internal sealed record AcceptedView(Guid Id, string Key, AcceptedLinks Links);

internal sealed record AcceptedLinks(string Status, string Events);
