using System.Text.Json;
using Atelier.Contracts;
using Atelier.Intake.Acceptance;
using Atelier.Intake.Requests;
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

    private static async Task<IResult> Put(string name, HttpContext context, GroupCommit<IntakeDb> writes, CancellationToken ct)
    {
        var (request, problems, answer) = await RequestBody.Parse<CampaignRequest>(context.Request, ct);
        if (request is null)
            return answer!;
        var terms = CampaignRules.Read(name, request, problems);
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

    private static bool Write(CommitScope scope, string tenantId, CampaignTerms terms)
    {
        var json = JsonSerializer.Serialize(terms, AtelierJson.Options);
        var id = CampaignRow.IdOf(tenantId, terms.CampaignId);
        if (scope.Find<CampaignRow>(id) is { } campaign)
        {
            campaign.Terms = json;
            return false;
        }
        scope.Add(new CampaignRow { Id = id, TenantId = tenantId, Name = terms.CampaignId, Terms = json });
        return true;
    }

    private static CampaignView View(CampaignTerms terms) => new(terms.CampaignId, terms.SeedLock, terms.Palette, terms.ValueOfHourMicros / 1_000_000m, terms.ReviewHourMicros / 1_000_000m);
}

/// <summary>A campaign as its tenant sees it.</summary>
internal sealed record CampaignView(string Id, long? SeedLock, IReadOnlyList<string> Palette, decimal ValueOfHourUsd, decimal? ReviewHourUsd);
