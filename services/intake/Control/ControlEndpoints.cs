using Atelier.Intake.Acceptance;
using Atelier.Intake.Store;
using Atelier.Platform.Hosting;

namespace Atelier.Intake.Control;

/// <summary><c>POST /v1/deliverables/{id}/hold | release | cancel</c>: asked twice is asked once; what becomes of it shows in the status.</summary>
internal static class ControlEndpoints
{
    public static void MapControl(this IEndpointRouteBuilder app)
    {
        Map(app, "hold", Wish.Hold, "Spend nothing further on a deliverable until it is released");
        Map(app, "release", Wish.GoOn, "Go on with a held deliverable where it stopped");
        Map(app, "cancel", Wish.Cancel, "End a deliverable: nothing further is spent, what was billed is kept");
    }

    private static void Map(IEndpointRouteBuilder app, string verb, Wish wish, string summary) => app
        .MapPost($"/deliverables/{{id:guid}}/{verb}", async (Guid id, HttpContext context, DeliverableControl control) => Answer(id, await control.Apply(context.TenantId(), id, wish)))
        .WithSummary(summary).Produces<WishView>(StatusCodes.Status202Accepted)
        .ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict);

    private static IResult Answer(Guid id, WishFate fate) => fate switch
    {
        WishFate.Taken => Results.Accepted($"/v1/deliverables/{id}", new WishView(id, $"/v1/deliverables/{id}")),
        WishFate.Unknown => HttpProblems.NotFound("deliverable"),
        WishFate.Ended => HttpProblems.Over(id, "has ended", "Its files and costs stay as they are."),
        _ => HttpProblems.Over(id, "is being cancelled", "There is no way back: ask for it again under another key."),
    };
}

/// <summary>Where to look for what becomes of a wish.</summary>
internal sealed record WishView(Guid Id, string Status);
