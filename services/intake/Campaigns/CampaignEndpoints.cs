using System.Text.Json;
using Atelier.Contracts;
using Atelier.Intake.Acceptance;
using Atelier.Intake.Requests;
using Atelier.Intake.Routing;
using Atelier.Intake.Store;
using Atelier.Platform.Hosting;
using Atelier.Platform.Stores;
using Microsoft.EntityFrameworkCore;

namespace Atelier.Intake.Campaigns;

/// <summary><c>PUT</c> and <c>GET /v1/campaigns/{name}</c>: what a campaign settles for requests that are accepted from then on.</summary>
internal static class CampaignEndpoints
{
    public static void MapCampaigns(this IEndpointRouteBuilder app)
    {
        app.MapPut("/campaigns/{name}", Put).WithSummary("Set up a campaign, or change it for requests to come").Accepts<CampaignRequest>("application/json", "*/*")
            .Produces<CampaignView>().Produces<CampaignView>(StatusCodes.Status201Created).ProducesProblem(StatusCodes.Status422UnprocessableEntity);
        app.MapGet("/campaigns/{name}", Get).WithSummary("A campaign's terms").Produces<CampaignView>().ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static async Task<IResult> Put(string name, HttpContext context, GroupCommit<IntakeDb> writes, ActiveRouting routing, CancellationToken ct)
    {
        var (request, problems, answer) = await RequestBody.Parse<CampaignRequest>(context.Request, ct);
        if (request is null)
            return answer!;
        var terms = CampaignRules.Read(name, request, routing.Now(), problems);
        if (problems.Any)
            return HttpProblems.Invalid(problems.All);
        var tenantId = context.TenantId();
        var isNew = await writes.Commit([RowKey.Of<CampaignRow>(CampaignRow.IdOf(tenantId, name))], scope => Write(scope, tenantId, terms), CancellationToken.None);
        return isNew ? Results.Created($"/v1/campaigns/{name}", View(terms)) : Results.Ok(View(terms));
    }

    private static async Task<IResult> Get(string name, HttpContext context, IDbContextFactory<IntakeDb> reads, CancellationToken ct)
    {
        var id = CampaignRow.IdOf(context.TenantId(), name);
        await using var db = await reads.CreateDbContextAsync(ct);
        return await db.Campaigns.AsNoTracking().SingleOrDefaultAsync(row => row.Id == id, ct) is { } campaign
            ? Results.Ok(View(campaign.ToTerms()))
            : HttpProblems.NotFound("campaign");
    }

    /// <summary>The budget's account is the router's, so it is told of every change there; the terms carry the budget along with every deliverable all the same, which may be there first.</summary>
    private static bool Write(CommitScope scope, string tenantId, CampaignTerms terms)
    {
        var id = CampaignRow.IdOf(tenantId, terms.CampaignId);
        var campaign = scope.Find<CampaignRow>(id);
        var before = campaign?.ToTerms();
        terms = terms with { Revision = (before?.Revision ?? 0) + 1 };
        var json = JsonSerializer.Serialize(terms, AtelierJson.Options);
        if (campaign is null)
            scope.Add(new CampaignRow { Id = id, TenantId = tenantId, Name = terms.CampaignId, Terms = json });
        else
            campaign.Terms = json;
        if (terms.Budget != before?.Budget)
        {
            scope.Send(Queues.Router, DeterministicId.OfMessage(nameof(SetBudget), id, $"{terms.Revision}"),
                new SetBudget { TenantId = tenantId, DeliverableId = Guid.Empty, CampaignId = terms.CampaignId, Revision = terms.Revision, Budget = terms.Budget });
        }
        return campaign is null;
    }

    private static CampaignView View(CampaignTerms terms) => new(terms.CampaignId, terms.SeedLock, terms.Palette, terms.ValueOfHourMicros / 1_000_000m, terms.ReviewHourMicros / 1_000_000m)
    {
        Budget = terms.Budget is { } budget ? new BudgetView(budget.LimitMicros / 1_000_000m, budget.AtLimit, budget.DowngradeTo) : null, WorthUsd = terms.WorthMicros / 1_000_000m,
    };
}

/// <summary>A campaign as its tenant sees it.</summary>
internal sealed record CampaignView(string Id, long? SeedLock, IReadOnlyList<string> Palette, decimal ValueOfHourUsd, decimal? ReviewHourUsd)
{
    /// <summary>What it may spend; what is spent, GET /v1/budgets tells.</summary>
    public BudgetView? Budget { get; init; }

    public decimal? WorthUsd { get; init; }
}

internal sealed record BudgetView(decimal LimitUsd, BudgetRule AtLimit, string? DowngradeTo);
