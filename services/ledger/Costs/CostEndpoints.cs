using Atelier.Contracts;
using Atelier.Ledger.Http;
using Atelier.Platform.Hosting;

namespace Atelier.Ledger.Costs;

internal static class CostEndpoints
{
    public static void MapCosts(this IEndpointRouteBuilder app) =>
        app.MapGet("/v1/ledger/costs", async (HttpContext http, CostReports reports, CancellationToken ct) =>
        {
            var query = new QueryFilters(http.Request.Query, "campaign", "from", "to", "grade");
            var filter = new CostFilter(http.TenantId(), query.Text("campaign"), query.Moment("from"), query.Moment("to"), query.Choice<Grade>("grade"));
            if (filter.From >= filter.To)
                query.Refuse("to", $"{filter.To:O}", $"Give a moment after from ({filter.From:O}).");
            return query.Refusal() ?? Results.Ok(await reports.Read(filter, ct));
        });
}
