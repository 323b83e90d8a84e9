using System.Globalization;
using System.Text.Json.Nodes;
using Atelier.Contracts;
using Atelier.Platform.Hosting;
using Atelier.Router.Http;
using Atelier.Router.Store;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Atelier.Router.Reviews;

/// <summary><c>/v1/reviews</c>: the queue of what persons are asked, and their decisions.</summary>
internal static class ReviewEndpoints
{
    private const int LargestPage = 50;
    private const int MostSkipped = 10_000;

    public static void MapReviews(this IEndpointRouteBuilder app)
    {
        var reviews = app.MapGroup("/v1/reviews").AddEndpointFilter<ReviewersOnly>().ProducesProblem(StatusCodes.Status403Forbidden);
        reviews.MapGet("", List).WithSummary("What is open, by priority and age").Produces<ReviewPage>();
        reviews.MapGet("/{id:guid}", Get).WithSummary("One review, open or not").Produces<ReviewView>().ProducesProblem(StatusCodes.Status404NotFound);
        reviews.MapPost("/lease", Lease).WithSummary("Take the next one, or a named one, for a time").Accepts<LeaseRequest>("application/json", "*/*")
            .Produces<LeasedReview>().Produces(StatusCodes.Status204NoContent).ProducesProblem(StatusCodes.Status409Conflict);
        reviews.MapPost("/{id:guid}/renew", Renew).WithSummary("Keep it for longer").Produces<LeasedReview>().ProducesProblem(StatusCodes.Status409Conflict);
        reviews.MapPost("/{id:guid}/put-back", PutBack).WithSummary("Let others take it at once").Produces<ReviewView>().ProducesProblem(StatusCodes.Status409Conflict);
        Decision("accept", ReviewDecision.Accepted, "Accept an output");
        Decision("reject", ReviewDecision.Rejected, "Reject it, with reasons");
        Decision("accept-with-edits", ReviewDecision.Edited, "Have another attempt made with edited controls");

        void Decision(string verb, ReviewDecision decision, string summary) => reviews
            .MapPost($"/{{id:guid}}/{verb}", (Guid id, HttpContext context, ReviewDesk desk, ReviewReader reader, TimeProvider time, CancellationToken ct) => Decide(id, decision, context, desk, reader, time, ct))
            .WithSummary(summary).Accepts<DecisionRequest>("application/json", "*/*").Produces<ReviewView>().ProducesProblem(StatusCodes.Status409Conflict).ProducesProblem(StatusCodes.Status422UnprocessableEntity);
    }

    private static async Task<IResult> List(HttpContext context, string? skip, ReviewReader reader, TimeProvider time, CancellationToken ct)
    {
        var skipped = 0;
        if (skip is not null && !(int.TryParse(skip, NumberStyles.None, CultureInfo.InvariantCulture, out skipped) && skipped <= MostSkipped))
            return HttpProblems.Invalid("skip", VersionEndpoints.Shown(skip), $"give the next of the page before: a whole number of 0 to {MostSkipped}");
        var found = await reader.Open(context.TenantId(), skipped, LargestPage + 1, ct);
        var now = time.GetUtcNow();
        return Results.Ok(new ReviewPage([.. found.Take(LargestPage).Select(it => ReviewView.Of(it.Row, it.Deliverable, now))], found.Count > LargestPage ? skipped + LargestPage : null));
    }

    private static Task<IResult> Get(Guid id, HttpContext context, ReviewReader reader, TimeProvider time, CancellationToken ct) => Show(id, context, reader, time, ct);

    private static async Task<IResult> Lease(HttpContext context, ReviewDesk desk, ReviewReader reader, TimeProvider time, CancellationToken ct)
    {
        var (body, refusal) = context.Request.ContentLength == 0 ? (new JsonObject(), null) : await Body.Json(context.Request, ct);
        if (refusal is not null)
            return refusal;
        var problems = new List<RequestProblem>();
        var request = LeaseRequest.Read(body!, problems, renew: false);
        if (problems.Count > 0)
            return HttpProblems.Invalid(problems);
        var (tenant, reviewer) = (context.TenantId(), context.CallerName());
        if (request.Id is not { } id)
            return await desk.TakeNext(tenant, reviewer, request.For, ct) is { } next ? await Leased(next, context, reader, time, ct) : Results.NoContent();
        var (row, no) = await desk.Take(tenant, id, reviewer, request.For);
        return no?.Answer() ?? await Leased(row!, context, reader, time, ct);
    }

    private static async Task<IResult> Renew(Guid id, HttpContext context, ReviewDesk desk, ReviewReader reader, TimeProvider time, CancellationToken ct)
    {
        var (request, refusal) = await OfLease(context, ct);
        if (request is null)
            return refusal!;
        var (row, no) = await desk.Renew(context.TenantId(), id, context.CallerName(), request.Lease!.Value, request.For);
        return no?.Answer() ?? await Leased(row!, context, reader, time, ct);
    }

    private static async Task<IResult> PutBack(Guid id, HttpContext context, ReviewDesk desk, ReviewReader reader, TimeProvider time, CancellationToken ct)
    {
        var (request, refusal) = await OfLease(context, ct);
        if (request is null)
            return refusal!;
        var (_, no) = await desk.PutBack(context.TenantId(), id, context.CallerName(), request.Lease!.Value);
        return no?.Answer() ?? await Show(id, context, reader, time, ct);
    }

    private static async Task<IResult> Decide(Guid id, ReviewDecision decision, HttpContext context, ReviewDesk desk, ReviewReader reader, TimeProvider time, CancellationToken ct)
    {
        var (body, refusal) = await Body.Json(context.Request, ct);
        if (refusal is not null)
            return refusal;
        var problems = new List<RequestProblem>();
        var request = DecisionRequest.Read(decision, body!, problems);
        if (problems.Count > 0)
            return HttpProblems.Invalid(problems);
        var (_, no) = await desk.Decide(context.TenantId(), id, context.CallerName(), request, ct);
        return no?.Answer() ?? await Show(id, context, reader, time, ct);
    }

    private static async Task<(LeaseRequest? Request, IResult? Refusal)> OfLease(HttpContext context, CancellationToken ct)
    {
        var (body, refusal) = await Body.Json(context.Request, ct);
        if (refusal is not null)
            return (null, refusal);
        var problems = new List<RequestProblem>();
        var request = LeaseRequest.Read(body!, problems, renew: true);
        return problems.Count > 0 ? (null, HttpProblems.Invalid(problems)) : (request, null);
    }

    private static async Task<IResult> Leased(ReviewRow row, HttpContext context, ReviewReader reader, TimeProvider time, CancellationToken ct) =>
        await reader.Find(context.TenantId(), row.Id, ct) is { } found
            ? Results.Ok(new LeasedReview(row.Lease!.Value, row.LeasedUntil!.Value, ReviewView.Of(found.Row, found.Deliverable, time.GetUtcNow())))
            : new ReviewRefusal.Unknown().Answer();

    private static async Task<IResult> Show(Guid id, HttpContext context, ReviewReader reader, TimeProvider time, CancellationToken ct) =>
        await reader.Find(context.TenantId(), id, ct) is { } found ? Results.Ok(ReviewView.Of(found.Row, found.Deliverable, time.GetUtcNow())) : new ReviewRefusal.Unknown().Answer();
}
