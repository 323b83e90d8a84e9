using Atelier.Generator.Attempts;
using Atelier.Contracts;
using Atelier.Platform.Catalog;
using Atelier.Platform.Hosting;
using Atelier.Platform.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;

namespace Atelier.Generator.Listing;

/// <summary><c>/v1/vendors</c>: the vendors as this line has them, for operators.</summary>
internal static class VendorEndpoints
{
    public static void MapVendors(this IEndpointRouteBuilder app) =>
        app.MapGet("/v1/vendors", Get).WithSummary("Every vendor and model, whether it can be called, and what is under way there").Produces<VendorPage>().ProducesProblem(StatusCodes.Status403Forbidden);

    private static async Task<IResult> Get(HttpContext http, CatalogFolder catalog, IConfiguration configuration, IDbContextFactory<GeneratorDb> stores, TimeProvider time, CancellationToken ct)
    {
        if (!http.HasRole(Roles.Operator))
            return Problem.Of(StatusCodes.Status403Forbidden, "not-an-operator", "Not allowed", "This is shown to operators, since it holds for every tenant. Use a key whose hash stands under Gateway:Roles:operator.");

        await using var db = await stores.CreateDbContextAsync(ct);
        var underWay = (await db.Attempts.Where(row => row.EndedAt == null).GroupBy(row => new { row.Model, row.State }).Select(group => new { group.Key.Model, group.Key.State, Count = group.Count() }).ToListAsync(ct))
            .ToLookup(group => group.Model);
        return Results.Ok(new VendorPage([.. VendorListing.Of(catalog, configuration, time.GetUtcNow()).Select(vendor => vendor with
        {
            Models = [.. vendor.Models.Select(model => model with { UnderWay = underWay[model.Model].ToDictionary(group => AtelierJson.NameOf(group.State), group => group.Count) })],
        })]));
    }
}
