using Atelier.Contracts.Catalog;
using Atelier.Platform.Hosting;
using Atelier.Router.Dispatch;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Atelier.Router.Http;

/// <summary><c>/v1/routing/waiting</c>: how long the lines are. Other tenants are named to operators only.</summary>
internal static class WaitingEndpoint
{
    public static void MapWaiting(this IEndpointRouteBuilder routing) =>
        routing.MapGet("/waiting", Get).WithSummary("Attempts under way and waiting in the tiers that are limited").Produces<WaitingView>();

    private static async Task<IResult> Get(HttpContext context, DispatchStore store, SlotLimits limits, TenantBook weights, CancellationToken ct)
    {
        var (most, seats, lines) = (await limits.Now(ct), await store.Seats(ct), await store.Lines(ct));
        return Results.Ok(WaitingView.Of(most, [.. seats.Select(seat => seat.Seat)], lines, weights, context.TenantId(), context.HasRole(Roles.Operator)));
    }
}
