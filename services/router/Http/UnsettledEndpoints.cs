using Atelier.Contracts;
using Atelier.Platform.Hosting;
using Atelier.Router.Budgets;
using Atelier.Router.Saga;
using Atelier.Router.Store;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Atelier.Router.Http;

/// <summary><c>/v1/budgets/unsettled</c>: charges that no vendor has told and that budgets set something aside for, and an operator's word on them.</summary>
internal static class UnsettledEndpoints
{
    private const int LargestPage = 100;

    public static void MapUnsettled(this IEndpointRouteBuilder app)
    {
        var unsettled = app.MapGroup("/v1/budgets/unsettled");
        unsettled.MapGet("", List).WithSummary("Charges that nobody knows, the oldest first").Produces<UnsettledPage>().ProducesProblem(StatusCodes.Status422UnprocessableEntity);
        unsettled.MapPost("/{attempt:guid}", Settle).AddEndpointFilter<OperatorsOnly>().WithSummary("Settle one at an amount, or write it off").Accepts<SettleWish>("application/json", "*/*")
            .Produces<SettledView>().ProducesProblem(StatusCodes.Status403Forbidden).ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict)
            .ProducesProblem(StatusCodes.Status422UnprocessableEntity);
    }

    private static async Task<IResult> List(string? campaign, string? after, HttpContext context, IDbContextFactory<RouterDb> reads, CancellationToken ct)
    {
        var tenant = context.TenantId();
        await using var db = await reads.CreateDbContextAsync(ct);
        var rows = db.Unsettled.AsNoTracking().Where(charge => charge.TenantId == tenant);
        if (campaign is not null)
            rows = rows.Where(charge => charge.CampaignId == campaign);
        if (after is not null)
        {
            if (UnsettledPage.Place(after) is not var (since, id))
                return HttpProblems.Invalid("after", VersionEndpoints.Shown(after), "give what the page before says under next");
            rows = rows.Where(charge => charge.Since > since || (charge.Since == since && charge.Id.CompareTo(id) > 0));
        }
        var page = await rows.OrderBy(charge => charge.Since).ThenBy(charge => charge.Id).Take(LargestPage + 1).ToListAsync(ct);
        return Results.Ok(UnsettledPage.Of(page, LargestPage));
    }

    /// <summary>The same word again changes nothing and is answered as before.</summary>
    private static async Task<IResult> Settle(Guid attempt, HttpContext context, SagaRunner saga, IDbContextFactory<RouterDb> reads, CancellationToken ct)
    {
        var (body, refusal) = await Body.Json(context.Request, ct);
        if (refusal is not null)
            return refusal;
        var problems = new List<RequestProblem>();
        var wish = SettleWish.Read(body!, problems);
        if (problems.Count > 0)
            return HttpProblems.Invalid(problems);
        var tenant = wish.Tenant ?? context.TenantId();
        if ((await State(reads, tenant, wish.Deliverable, ct))?.Knows(attempt) is not true)
            return HttpProblems.NotFound("No attempt of this deliverable has this id. GET /v1/budgets/unsettled lists charges that nobody knows.");
        await saga.Handle(new SettleCharge { TenantId = tenant, DeliverableId = wish.Deliverable, AttemptId = attempt, Micros = wish.Micros, By = context.CallerName(), Note = wish.Note! }, CancellationToken.None);
        var state = (await State(reads, tenant, wish.Deliverable, ct))!;
        return (state.SettlementOf(attempt), state.ChargeOf(attempt)) switch
        {
            ({ } stands, _) when stands.Micros == wish.Micros => Results.Ok(SettledView.Of(attempt, wish.Deliverable, stands)),
            ({ } stands, _) => HttpProblems.Conflict("settled", "It is settled otherwise", $"{stands.By} has {(stands.Micros is { } micros ? $"settled it at {Money.Usd(micros)}" : "written it off")} at {stands.At:u}: {stands.Note}"),
            (null, { Micros: { } charged }) => HttpProblems.Conflict("charge-known", "Its charge is known", $"The vendor has charged {Money.Usd(charged)} for it: there is nothing to settle."),
            _ => HttpProblems.Conflict("not-over", "It is not over", "What it is charged may still be told. Ask again once it has ended."),
        };
    }

    private static async Task<DeliverableState?> State(IDbContextFactory<RouterDb> reads, string tenant, Guid deliverable, CancellationToken ct)
    {
        await using var db = await reads.CreateDbContextAsync(ct);
        return (await db.Deliverables.AsNoTracking().SingleOrDefaultAsync(row => row.Id == deliverable && row.TenantId == tenant, ct))?.Read();
    }
}
