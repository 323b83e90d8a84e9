using Atelier.Intake.Acceptance;
using Atelier.Intake.Requests;
using Atelier.Intake.Validation;
using Atelier.Platform.Hosting;

namespace Atelier.Intake.Delivered;

/// <summary><c>POST /v1/deliverables/{id}/regenerate | reproduce | promote</c>: what can be asked of a deliverable that is delivered.</summary>
internal static class DeliveredEndpoints
{
    public static void MapDelivered(this IEndpointRouteBuilder app)
    {
        Map<RegenerateRequest>(app, "regenerate", "Make a delivered stage better, within the tier's cap for that; until something better is accepted, what was delivered stands",
            (context, id, key, request, problems) => context.RequestServices.GetRequiredService<AskAgain>().Regenerate(context.TenantId(), id, key, request, problems));
        Map<ReproduceRequest>(app, "reproduce", "Run a stage's accepted attempt again with the same model, seed and controls, and tell whether the same comes out",
            (context, id, key, request, problems) => context.RequestServices.GetRequiredService<AskAgain>().Reproduce(context.TenantId(), id, key, request, problems));
        app.MapPost("/deliverables/{id:guid}/promote", Promote).WithSummary("Make the delivery of an accepted draft, with its seeds and controls")
            .Accepts<PromoteRequest>("application/json", "*/*").Produces<AcceptedView>(StatusCodes.Status202Accepted)
            .ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict).ProducesProblem(StatusCodes.Status422UnprocessableEntity);
    }

    private static void Map<T>(IEndpointRouteBuilder app, string verb, string summary, Func<HttpContext, Guid, string?, T, Problems, Task<DeliveredAnswer>> ask) where T : class, new() => app
        .MapPost($"/deliverables/{{id:guid}}/{verb}", async (Guid id, HttpContext context, CancellationToken ct) =>
        {
            var (request, problems, answer) = await RequestBody.ParseOptional<T>(context.Request, ct);
            return request is null ? answer! : Answer(id, await ask(context, id, Key(context.Request, problems), request, problems));
        })
        .WithSummary(summary).Accepts<T>("application/json", "*/*").Produces<DeliveredView>(StatusCodes.Status202Accepted)
        .ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict).ProducesProblem(StatusCodes.Status422UnprocessableEntity);

    private static async Task<IResult> Promote(Guid id, HttpContext context, Promotion promotion, CancellationToken ct)
    {
        var (request, problems, answer) = await RequestBody.ParseOptional<PromoteRequest>(context.Request, ct);
        if (request is null)
            return answer!;
        var (result, otherwise) = await promotion.Promote(context.TenantId(), id, request, problems, CancellationToken.None);
        return result is null ? Answer(id, otherwise!) : AcceptEndpoint.Answer(context, result);
    }

    private static string? Key(HttpRequest request, Problems problems)
    {
        if (!request.Headers.TryGetValue("Idempotency-Key", out var header))
            return null;
        if (!RequestValidator.IsKey(header))
            problems.Add("Idempotency-Key", Problems.Show(header), "give 1 to 200 visible characters, or leave it out");
        return header.ToString();
    }

    private static IResult Answer(Guid id, DeliveredAnswer answer) => answer switch
    {
        DeliveredAnswer.Taken taken => Results.Accepted(taken.View.Status, taken.View),
        DeliveredAnswer.Unknown => HttpProblems.NotFound("deliverable"),
        DeliveredAnswer.NotDelivered => HttpProblems.NotDelivered(id),
        DeliveredAnswer.Refused refused => HttpProblems.Invalid(refused.Problems),
        _ => throw new InvalidOperationException($"{answer} is no answer"),
    };
}
