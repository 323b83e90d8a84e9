using Atelier.Platform.Stores;
using System.Globalization;
using System.Text.Json.Nodes;
using Atelier.Contracts;
using Atelier.Contracts.Catalog;
using Atelier.Router.Policy;
using Atelier.Router.Store;
using Atelier.Router.Tables;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Atelier.Router.Http;

/// <summary><c>/v1/routing/active</c>: which version holds, and letting another take over. Rolling back is activating an older one.</summary>
internal static class ActiveEndpoints
{
    private static readonly TimeSpan Farthest = TimeSpan.FromDays(366);

    public static void MapActive(this IEndpointRouteBuilder routing)
    {
        routing.MapGet("/active", Get).WithSummary("The version that holds, those to come, those that held").Produces<ActiveView>();
        routing.MapPost("/active", Post).AddEndpointFilter<OperatorsOnly>().WithSummary("Activate a version, now or at a time to come").Accepts<ActivationRequest>("application/json", "*/*")
            .Produces<ActiveView>().ProducesProblem(StatusCodes.Status403Forbidden).ProducesProblem(StatusCodes.Status422UnprocessableEntity);
        routing.MapPost("/active/withdraw", Withdraw).AddEndpointFilter<OperatorsOnly>().WithSummary("Call off what a version is to take over at a time to come").Accepts<ActivationRequest>("application/json", "*/*")
            .Produces<ActiveView>().ProducesProblem(StatusCodes.Status403Forbidden).ProducesProblem(StatusCodes.Status422UnprocessableEntity);
    }

    /// <summary>What is called off already is answered as before.</summary>
    private static async Task<IResult> Withdraw(HttpContext context, RoutingTables tables, VersionReader reader, TimeProvider time, CancellationToken ct)
    {
        var (body, refusal) = await Body.Json(context.Request, ct);
        if (refusal is not null)
            return refusal;
        var problems = new List<RequestProblem>();
        var request = ActivationRequest.Read(body!, problems);
        var row = request.Version is { } version ? await reader.Find(version, ct) : null;
        var (schedule, now) = (await reader.Schedule(ct), time.GetUtcNow());
        if (request.Version is not null && !schedule.Any(one => one.Hash == row?.Hash && !one.HasCome(now)))
            problems.Add(new RequestProblem { Field = "version", Found = VersionEndpoints.Shown(request.Version), Remedy = "name a version that is to take over: GET /v1/routing/active lists those under scheduled; one that holds is left by activating another" });
        else if (request.At is { } at && !schedule.Any(one => one.Hash == row?.Hash && one.EffectiveAt == at.Kept()))
            problems.Add(new RequestProblem { Field = "at", Found = $"{at:O}", Remedy = "give the time at which it is to take over, or leave it out" });
        if (problems.Count > 0)
            return HttpProblems.Invalid(problems);
        var decided = await tables.Withdraw(row!.Hash, request.At, VersionEndpoints.Who(context, request.By), request.Note, CancellationToken.None);
        return Results.Ok(ActiveView.Of(decided, time.GetUtcNow()));
    }

    private static async Task<IResult> Get(VersionReader reader, TimeProvider time, CancellationToken ct) => Results.Ok(ActiveView.Of(await reader.Schedule(ct), time.GetUtcNow()));

    private static async Task<IResult> Post(HttpContext context, RoutingTables tables, VersionReader reader, Capabilities catalog, TimeProvider time, CancellationToken ct)
    {
        var (body, refusal) = await Body.Json(context.Request, ct);
        if (refusal is not null)
            return refusal;
        var problems = new List<RequestProblem>();
        var request = ActivationRequest.Read(body!, problems);
        var row = request.Version is { } version ? await reader.Find(version, ct) : null;
        var now = time.GetUtcNow();
        if (request.Version is not null && row is null)
            Add("version", VersionEndpoints.Shown(request.Version), "give the number or hash of a published version: GET /v1/routing/versions lists them");
        else if (row?.State is VersionState.Draft)
            Add("version", $"version {row.Number}, a draft", $"publish it again without what is wrong: {Words(row.ReadFindings())}");
        if (request.At <= now || request.At > now + Farthest)
            Add("at", $"{request.At:O}", $"give a time to come, within {Farthest.TotalDays:0} days, or leave it out for now");
        if (problems.Count > 0)
            return HttpProblems.Invalid(problems);
        var schedule = await tables.Activate(row!.Hash, request.At, VersionEndpoints.Who(context, request.By), request.Note, CancellationToken.None);
        return Results.Ok(ActiveView.Of(schedule, time.GetUtcNow()) with { Warnings = [.. RoutingLint.Read(row.Document, "routing table", catalog).Findings.Select(Finding.Of)] });

        void Add(string field, string found, string remedy) => problems.Add(new RequestProblem { Field = field, Found = found, Remedy = remedy });
    }

    private static string Words(IReadOnlyList<Finding> findings) =>
        string.Join("; ", findings.Select(finding => $"line {finding.Line}, column {finding.Column}: {finding.Field}: found {finding.Found}, expected {finding.Expected}"));
}

/// <summary>The body of an activation.</summary>
internal sealed record ActivationRequest
{
    private const int LongestText = 2_000;

    /// <summary>A number, or a hash.</summary>
    public string? Version { get; init; }

    /// <summary>When, with its offset; left out for now.</summary>
    public DateTimeOffset? At { get; init; }

    /// <summary>Why.</summary>
    public string? Note { get; init; }

    /// <summary>Whoever uses the key.</summary>
    public string? By { get; init; }

    public static ActivationRequest Read(JsonObject body, List<RequestProblem> problems)
    {
        foreach (var (unknown, _) in body.Where(field => field.Key is not ("version" or "at" or "note" or "by")))
            problems.Add(new RequestProblem { Field = VersionEndpoints.Shown(unknown), Found = "an unknown member", Remedy = "leave it out: there are version, at, note and by" });
        var version = body["version"] is JsonValue number && number.TryGetValue<int>(out var whole) ? whole.ToString(CultureInfo.InvariantCulture) : Text("version");
        if (version is null && !problems.Any(problem => problem.Field == "version"))
            Add("version", "nothing", "give the number or hash of a published version");
        DateTimeOffset? at = null;
        if (Text("at") is { } text)
        {
            if (DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time))
                at = time;
            else
                Add("at", VersionEndpoints.Shown(text), "give a time such as 2027-03-01T08:00:00Z, or leave it out for now");
        }
        return new ActivationRequest { Version = version, At = at, Note = Text("note"), By = Text("by") };

        void Add(string field, string found, string remedy) => problems.Add(new RequestProblem { Field = field, Found = found, Remedy = remedy });

        string? Text(string field)
        {
            if (body[field] is not { } node)
                return null;
            if (node is JsonValue value && value.TryGetValue<string>(out var found) && found.Length <= LongestText && Body.IsText(found))
                return found;
            Add(field, VersionEndpoints.Shown(node.ToJsonString()), $"send text of at most {LongestText:N0} characters");
            return null;
        }
    }
}
