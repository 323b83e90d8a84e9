using Atelier.Contracts;
using Atelier.Platform.Hosting;
using Atelier.Platform.Stores;
using Atelier.Router.Budgets;
using Atelier.Router.Store;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Atelier.Router.Http;

/// <summary><c>/v1/budgets</c>: how a tenant's budgets stand, and an operator's word on what a tenant may spend. A campaign's budget is set with the campaign.</summary>
internal static class BudgetEndpoints
{
    private const int LargestPage = 100;

    public static void MapBudgets(this IEndpointRouteBuilder app)
    {
        var budgets = app.MapGroup("/v1/budgets");
        budgets.MapGet("", Get).WithSummary("How the budgets of the tenant and its campaigns stand").Produces<BudgetPage>();
        budgets.MapPut("/tenant", PutTenant).AddEndpointFilter<OperatorsOnly>().WithSummary("Set, raise, lower or lift what a tenant may spend").Accepts<BudgetWish>("application/json", "*/*")
            .Produces<BudgetView>().ProducesProblem(StatusCodes.Status403Forbidden).ProducesProblem(StatusCodes.Status422UnprocessableEntity);
        budgets.MapPost("/decide", Decide).AddEndpointFilter<OperatorsOnly>().WithSummary("Decide about a budget that asks at its limit: raise, downgrade or fail").Accepts<DecideWish>("application/json", "*/*")
            .Produces<BudgetView>().ProducesProblem(StatusCodes.Status403Forbidden).ProducesProblem(StatusCodes.Status409Conflict).ProducesProblem(StatusCodes.Status422UnprocessableEntity);
    }

    private static async Task<IResult> Get(string? campaign, string? after, HttpContext context, IDbContextFactory<RouterDb> reads, CancellationToken ct)
    {
        var tenant = context.TenantId();
        await using var db = await reads.CreateDbContextAsync(ct);
        var own = Account.IdOf(tenant, null);
        var rows = db.Budgets.AsNoTracking().Where(budget => budget.TenantId == tenant && budget.Id != own);
        if (campaign is not null)
            rows = rows.Where(budget => budget.CampaignId == campaign);
        if (after is not null)
            rows = rows.Where(budget => string.Compare(budget.CampaignId, after) > 0);
        var campaigns = await rows.OrderBy(budget => budget.CampaignId).Take(LargestPage + 1).ToListAsync(ct);
        var ofTenant = await db.Budgets.AsNoTracking().SingleOrDefaultAsync(budget => budget.Id == own, ct);
        return Results.Ok(new BudgetPage
        {
            Tenant = ofTenant is null ? null : BudgetView.Of(ofTenant.Read()),
            Campaigns = [.. campaigns.Take(LargestPage).Select(row => BudgetView.Of(row.Read()))],
            Next = campaigns.Count > LargestPage ? campaigns[LargestPage - 1].CampaignId : null,
        });
    }

    /// <summary>The same again changes nothing and is answered as before.</summary>
    private static async Task<IResult> Decide(HttpContext context, BudgetSetting budgets, TimeProvider time, CancellationToken ct)
    {
        var (body, refusal) = await Body.Json(context.Request, ct);
        if (refusal is not null)
            return refusal;
        var problems = new List<RequestProblem>();
        var wish = DecideWish.Read(body!, problems);
        if (problems.Count > 0)
            return HttpProblems.Invalid(problems);
        var decision = new BudgetDecision { Choice = wish.Choice, LimitMicros = wish.LimitMicros, DowngradeTo = wish.DowngradeTo, By = context.CallerName(), Note = wish.Note!, At = time.GetUtcNow().Kept() };
        return await budgets.Decide(wish.Tenant ?? context.TenantId(), wish.Campaign, decision, CancellationToken.None) is { } account
            ? Results.Ok(BudgetView.Of(account))
            : HttpProblems.Conflict("does-not-ask", "Nobody is asked about it", "There is no such budget, or it does not ask at its limit (atLimit: ask). What it does is set with the budget itself.");
    }

    /// <summary>Answers when every attempt that is begun from then on is paid from it, in every process.</summary>
    private static async Task<IResult> PutTenant(HttpContext context, BudgetSetting budgets, CancellationToken ct)
    {
        var (body, refusal) = await Body.Json(context.Request, ct);
        if (refusal is not null)
            return refusal;
        var problems = new List<RequestProblem>();
        var wish = BudgetWish.Read(body!, problems);
        if (problems.Count > 0)
            return HttpProblems.Invalid(problems);
        var account = await budgets.Tenant(wish.Tenant ?? context.TenantId(), wish.Terms, CancellationToken.None);
        return Results.Ok(BudgetView.Of(account));
    }
}
