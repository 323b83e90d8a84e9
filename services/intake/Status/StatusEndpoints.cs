using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using Atelier.Contracts;
using Atelier.Intake.Acceptance;
using Atelier.Intake.Requests;
using Atelier.Intake.Store;
using Atelier.Platform.Hosting;

namespace Atelier.Intake.Status;

/// <summary>What became of requests: one, a page of them, or one as it goes on.</summary>
internal static class StatusEndpoints
{
    private const int LargestPage = 500;
    private const int LooksInSilence = 30; // then it is said again: proxies cut lines on which nothing moves
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(500);

    public static void MapStatus(this IEndpointRouteBuilder app)
    {
        app.MapGet("/deliverables", List).WithSummary("A page of deliverables in the order of acceptance").Produces<DeliverablePage>().ProducesProblem(StatusCodes.Status422UnprocessableEntity);
        app.MapGet("/deliverables/{id:guid}", Get).WithSummary("One deliverable: stages, attempts, verdicts, costs, files").Produces<DeliverableView>().ProducesProblem(StatusCodes.Status404NotFound);
        app.MapGet("/deliverables/{id:guid}/events", Follow).WithSummary("The same as server-sent events, each time it changes").Produces<DeliverableView>(contentType: "text/event-stream").ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static async Task<IResult> Get(Guid id, HttpContext context, DeliverableReader reader, CancellationToken ct) =>
        await reader.Find(context.TenantId(), id, ct) is { } view ? Results.Ok(view) : HttpProblems.NotFound("deliverable");

    private static async Task<IResult> List(HttpContext context, DeliverableReader reader, string? campaign, string? phase, string? after, string? limit, CancellationToken ct)
    {
        var problems = new Problems();
        DeliverablePhase? wanted = null;
        var size = 100;
        var names = AtelierJson.NamesOf(typeof(DeliverablePhase)).ToList();
        if (phase is not null && names.IndexOf(phase) is var at && at < 0)
            problems.Add("phase", Problems.Show(phase), $"use one of {string.Join(", ", names)}");
        else if (phase is not null)
            wanted = Enum.GetValues<DeliverablePhase>()[names.IndexOf(phase)];
        if (limit is not null && (!int.TryParse(limit, out size) || size is < 1 or > LargestPage))
            problems.Add("limit", Problems.Show(limit), $"use 1 to {LargestPage}");
        if (problems.Any)
            return HttpProblems.Invalid(problems.All);
        var (page, next) = await reader.List(context.TenantId(), campaign, wanted, after, size, ct);
        return Results.Ok(new DeliverablePage(page, next));
    }

    /// <summary>Server-sent events: the deliverable now, then each time it has changed, until it has ended.</summary>
    private static async Task<IResult> Follow(Guid id, HttpContext context, DeliverableReader reader, TimeProvider clock, CancellationToken ct) =>
        await reader.Find(context.TenantId(), id, ct) is { } first
            ? TypedResults.ServerSentEvents(Changes(first, context.TenantId(), reader, clock, ct))
            : HttpProblems.NotFound("deliverable");

    private static async IAsyncEnumerable<SseItem<DeliverableView>> Changes(
        DeliverableView view, string tenantId, DeliverableReader reader, TimeProvider clock, [EnumeratorCancellation] CancellationToken ct)
    {
        yield return Item(view);
        for (var silence = 1; !SnapshotRow.Ends(view.Phase); silence++)
        {
            await Task.Delay(Look, clock, ct);
            if (await reader.Find(tenantId, view.Id, ct) is not { } now || (now.Version <= view.Version && silence < LooksInSilence))
                continue;
            silence = 0;
            yield return Item(view = now);
        }
    }

    private static SseItem<DeliverableView> Item(DeliverableView view) => new(view, "progress") { EventId = $"{view.Version}" };
}

/// <summary>A page, and the value of <c>after</c> for the next one; missing on the last.</summary>
internal sealed record DeliverablePage(IReadOnlyList<DeliverableView> Items, string? Next);
