using Atelier.Intake.Acceptance;
using Atelier.Intake.Control;
using Atelier.Intake.Store;
using Atelier.Platform.Hosting;
using Microsoft.AspNetCore.Http.Features;

namespace Atelier.Intake.Batches;

/// <summary><c>/v1/batches</c>: many deliverables at once, and how they go. A batch is named by its id or by its key.</summary>
internal static class BatchEndpoints
{
    public static void MapBatches(this IEndpointRouteBuilder app)
    {
        _ = app.ServiceProvider.GetRequiredService<BatchPricing>(); // a bad document stops the start, not the first dry run
        app.MapPost("/batches", Post).WithSummary("Ask for up to 10,000 deliverables, all or none; with ?dryRun=true only check and price them")
            .Accepts<BatchRequest>("application/json", "application/yaml", "multipart/form-data", "*/*")
            .Produces<BatchTaken>(StatusCodes.Status202Accepted).Produces<BatchPrice>().ProducesProblem(StatusCodes.Status409Conflict)
            .ProducesProblem(StatusCodes.Status413PayloadTooLarge).ProducesProblem(StatusCodes.Status422UnprocessableEntity);
        app.MapGet("/batches", List).WithSummary("The newest batches").Produces<IReadOnlyList<BatchView>>();
        app.MapGet("/batches/{name}", Get).WithSummary("How a batch goes: deliverables by phase, cost so far").Produces<BatchView>().ProducesProblem(StatusCodes.Status404NotFound);
        app.MapGet("/batches/{name}/report", Report).WithSummary("A row for each deliverable of a batch; ?format=csv for CSV").Produces<IReadOnlyList<BatchReportRow>>().ProducesProblem(StatusCodes.Status404NotFound);
        MapWish(app, "pause", Wish.Hold, "Spend nothing further on a batch until it is resumed");
        MapWish(app, "resume", Wish.GoOn, "Go on with a paused batch");
        MapWish(app, "cancel", Wish.Cancel, "End a batch: nothing further is spent, what was billed is kept");
    }

    private static async Task<IResult> Post(HttpContext context, BatchAcceptance acceptance, BatchPricing pricing, bool? dryRun, CancellationToken ct)
    {
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
            limit.MaxRequestBodySize = BatchBody.MaxBytes + 1;
        var (batch, rows, problems, answer) = await BatchBody.Read(context.Request, ct);
        if (batch is null)
            return answer!;
        // Once it is being kept, a client that hangs up changes nothing.
        switch (await acceptance.Accept(context.TenantId(), batch, rows, problems, dryRun ?? false, CancellationToken.None))
        {
            case BatchResult.Accepted accepted:
                if (!accepted.IsNew)
                    context.Response.Headers["Idempotency-Replayed"] = "true";
                var address = $"/v1/batches/{accepted.Id}";
                return Results.Accepted(address, new BatchTaken(accepted.Id, accepted.Key, accepted.Size, new BatchLinks(address, $"{address}/report")));
            case BatchResult.Checked it:
                return Results.Ok(pricing.Of(it.Key, it.Specs));
            case BatchResult.KeyTaken taken:
                return HttpProblems.BatchKeyTaken(taken.Id, taken.Key);
            case BatchResult.Refused refused:
                return HttpProblems.InvalidBatch(refused.Problems);
            case var other:
                throw new InvalidOperationException($"{other} is no answer");
        }
    }

    private static async Task<IResult> List(HttpContext context, BatchReader reader, CancellationToken ct) => Results.Ok(await reader.Newest(context.TenantId(), ct));

    private static async Task<IResult> Get(string name, HttpContext context, BatchReader reader, CancellationToken ct) =>
        await reader.Find(context.TenantId(), name, ct) is { } view ? Results.Ok(view) : HttpProblems.NotFound("batch");

    private static async Task<IResult> Report(string name, HttpContext context, BatchReports reports, string? format, CancellationToken ct)
    {
        var (tenant, id) = (context.TenantId(), BatchRow.Named(context.TenantId(), name));
        if (!await reports.Has(tenant, id, ct))
            return HttpProblems.NotFound("batch");
        return format == "csv"
            ? Results.Stream(body => reports.WriteCsv(id, body, ct), "text/csv; charset=utf-8", $"batch-{id:N}.csv")
            : Results.Ok(reports.Rows(id, ct)); // streamed: a page in memory at a time
    }

    private static void MapWish(IEndpointRouteBuilder app, string verb, Wish wish, string summary) => app
        .MapPost($"/batches/{{name}}/{verb}", async (string name, HttpContext context, BatchWishes wishes, BatchFeeder feeder) =>
        {
            var id = BatchRow.Named(context.TenantId(), name);
            var fate = await wishes.Apply(context.TenantId(), id, wish);
            feeder.Wake();
            return fate switch
            {
                WishFate.Taken => Results.Accepted($"/v1/batches/{id}", new WishView(id, $"/v1/batches/{id}")),
                WishFate.Unknown => HttpProblems.NotFound("batch"),
                WishFate.Ended => HttpProblems.BatchOver(id, "has ended"),
                _ => HttpProblems.BatchOver(id, "was cancelled"),
            };
        })
        .WithSummary(summary).Produces<WishView>(StatusCodes.Status202Accepted).ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict);
}

/// <summary>Where to look for what becomes of a batch.</summary>
internal sealed record BatchTaken(Guid Id, string Key, int Deliverables, BatchLinks Links);

internal sealed record BatchLinks(string Status, string Report);
