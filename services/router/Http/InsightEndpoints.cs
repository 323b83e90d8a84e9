using Atelier.Contracts;
using Atelier.Contracts.Catalog;
using Atelier.Router.Explain;
using Atelier.Router.Health;
using Atelier.Router.Policy;
using Atelier.Router.Store;
using Atelier.Router.Tables;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Atelier.Router.Http;

/// <summary>What a table would do: how it differs from another, and what would become of a request.</summary>
internal static class InsightEndpoints
{
    public static void MapInsight(this IEndpointRouteBuilder routing)
    {
        routing.MapGet("/diff", Diff).WithSummary("What differs between two versions, as JSON or (Accept: text/plain) as lines").Produces<DiffView>().ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status422UnprocessableEntity);
        routing.MapPost("/explain", Explain).WithSummary("What would become of a deliverable request: candidates, obstacles, what happens on each failure").Accepts<ExplainRequest>("application/json", "*/*")
            .Produces<Explanation>().ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status422UnprocessableEntity);
    }

    private static async Task<IResult> Diff(HttpContext context, string? from, string? to, VersionReader reader, Policies policies, TimeProvider time, CancellationToken ct)
    {
        from ??= RoutingActivation.Current(await reader.Schedule(ct), time.GetUtcNow())?.Hash;
        if (from is null || to is null)
            return HttpProblems.Invalid(from is null ? "from" : "to", "nothing", "give from (by default the version that holds) and to, each a number or a hash");
        var (before, refusal) = await VersionEndpoints.Find(from, reader, ct);
        var (after, otherRefusal) = refusal is null ? await VersionEndpoints.Find(to, reader, ct) : (null, refusal);
        if (otherRefusal is not null)
            return otherRefusal;
        foreach (var row in new[] { before!, after! }.Where(row => row.State is VersionState.Draft))
            return HttpProblems.Invalid(row == before ? "from" : "to", $"version {row.Number}, a draft", "compare validated versions: what a draft means is not known");
        var changes = TableDiff.Of((await policies.Load(before!.Hash, ct)).Table, (await policies.Load(after!.Hash, ct)).Table);
        return context.Request.Headers.Accept.ToString().StartsWith("text/plain", StringComparison.Ordinal)
            ? Results.Text(string.Concat(TableDiff.Lines(changes).Select(line => line + "\n")))
            : Results.Ok(new DiffView(before.Number, after.Number, [.. TableDiff.Lines(changes)], changes));
    }

    private static async Task<IResult> Explain(HttpContext context, string? version, VersionReader reader, Policies policies, FormatBook formats, HealthReader health, TimeProvider time, CancellationToken ct)
    {
        var (body, refusal) = await Body.Json(context.Request, ct);
        if (refusal is not null)
            return refusal;
        if (version is not null)
        {
            var (row, unknown) = await VersionEndpoints.Find(version, reader, ct);
            if (unknown is not null)
                return unknown;
            if (row!.State is VersionState.Draft)
                return HttpProblems.Invalid("version", $"version {row.Number}, a draft", "explain with a validated version");
            version = row.Hash;
        }
        var policy = await policies.Load(version ?? RoutingActivation.Current(await reader.Schedule(ct), time.GetUtcNow())!.Hash, ct);
        var problems = new List<RequestProblem>();
        var spec = ExplainRequest.Read(body, problems) is { } request ? new SpecReader(policy.Table, formats).Read(request, problems) : null;
        return spec is null ? HttpProblems.Invalid(problems) : Results.Ok(Explainer.Of(spec, policy, await health.View(ct)));
    }
}

/// <summary>How one version differs from another.</summary>
/// <param name="From">The number of the one.</param>
/// <param name="To">The number of the other.</param>
/// <param name="Lines">In words, a line a subject; none when both do the same.</param>
/// <param name="Changes">Each by itself.</param>
internal sealed record DiffView(int From, int To, IReadOnlyList<string> Lines, IReadOnlyList<TableChange> Changes);
