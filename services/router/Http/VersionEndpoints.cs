using System.Globalization;
using Atelier.Platform.Hosting;
using Atelier.Router.Store;
using Atelier.Router.Tables;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Atelier.Router.Http;

/// <summary><c>/v1/routing/versions</c>: published routing tables, each with its text and its documentation.</summary>
internal static class VersionEndpoints
{
    private const int LargestPage = 100;
    private const int LongestNote = 2_000;
    private const int LongestAuthor = 100;

    public static void MapVersions(this IEndpointRouteBuilder routing)
    {
        routing.MapPost("/versions", Publish).AddEndpointFilter<OperatorsOnly>().WithSummary("Publish a routing table (its YAML as the body): validated, or a draft with its findings")
            .Accepts<string>("application/yaml", "text/yaml", "text/plain", "*/*").Produces<VersionView>(StatusCodes.Status201Created).Produces<VersionView>()
            .ProducesProblem(StatusCodes.Status403Forbidden).ProducesProblem(StatusCodes.Status413PayloadTooLarge);
        routing.MapGet("/versions", List).WithSummary("The newest versions").Produces<VersionPage>();
        routing.MapGet("/versions/{version}", Get).WithSummary("A version, by its number or hash").Produces<VersionView>().ProducesProblem(StatusCodes.Status404NotFound);
        routing.MapGet("/versions/{version}/document", Document).WithSummary("Its text as it was published").Produces<string>(contentType: "application/yaml");
        routing.MapGet("/versions/{version}/documentation", Documentation).WithSummary("The table as documentation").Produces<string>(contentType: "text/markdown");
    }

    public static async Task<(RoutingVersionRow? Row, IResult? Refusal)> Find(string version, VersionReader reader, CancellationToken ct) =>
        await reader.Find(version, ct) is { } row ? (row, null) : (null, HttpProblems.NotFound($"No version of the routing table is \"{Shown(version)}\": give a number, or a hash or its first eight digits. GET /v1/routing/versions lists them."));

    public static string Shown(string text) => text.Length > 70 ? text[..67] + "…" : text;

    private static async Task<IResult> Publish(HttpContext context, string? author, string? note, RoutingTables tables, VersionReader reader, TimeProvider time, CancellationToken ct)
    {
        foreach (var (field, text, longest) in new[] { ("author", author, LongestAuthor), ("note", note, LongestNote) })
        {
            if (text is not null && (text.Length > longest || !Body.IsText(text)))
                return HttpProblems.Invalid(field, Shown(text), $"use at most {longest:N0} characters of plain text");
        }
        var (document, refusal) = await Body.Text(context.Request, ct);
        if (refusal is not null)
            return refusal;
        if (string.IsNullOrWhiteSpace(document) || !Body.IsText(document))
            return HttpProblems.Invalid("$", "no text, or some that is not valid", "send the table's YAML as the body");
        var (row, isNew) = await tables.Publish(document, Who(context, author), note, CancellationToken.None);
        var view = VersionView.Of(row, await reader.Schedule(ct), time.GetUtcNow());
        return isNew ? Results.Created(view.Links.Self, view) : Results.Ok(view);
    }

    private static async Task<IResult> List(string? before, VersionReader reader, TimeProvider time, CancellationToken ct)
    {
        int? below = null;
        if (before is not null)
        {
            if (!int.TryParse(before, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
                return HttpProblems.Invalid("before", Shown(before), "give the number of a version");
            below = number;
        }
        var (rows, schedule, now) = (await reader.Newest(below, LargestPage + 1, ct), await reader.Schedule(ct), time.GetUtcNow());
        return Results.Ok(new VersionPage([.. rows.Take(LargestPage).Select(row => VersionView.Of(row, schedule, now))], rows.Count > LargestPage ? rows[LargestPage - 1].Number : null));
    }

    private static async Task<IResult> Get(string version, VersionReader reader, TimeProvider time, CancellationToken ct)
    {
        var (row, refusal) = await Find(version, reader, ct);
        return refusal ?? Results.Ok(VersionView.Of(row!, await reader.Schedule(ct), time.GetUtcNow()));
    }

    private static async Task<IResult> Document(string version, VersionReader reader, CancellationToken ct)
    {
        var (row, refusal) = await Find(version, reader, ct);
        return refusal ?? Results.Text(row!.Document, "application/yaml; charset=utf-8");
    }

    private static async Task<IResult> Documentation(string version, VersionReader reader, CancellationToken ct)
    {
        var (row, refusal) = await Find(version, reader, ct);
        return refusal ?? (row!.Documentation is { } text
            ? Results.Text(text, "text/markdown; charset=utf-8")
            : HttpProblems.NotFound($"Version {row.Number} is a draft: a table with findings has no documentation."));
    }

    /// <summary>The tenant is what the key vouches for; the name is what its holder says.</summary>
    internal static string Who(HttpContext context, string? name) => string.IsNullOrWhiteSpace(name) ? context.TenantId() : $"{name.Trim()} ({context.TenantId()})";
}

/// <summary>A page of versions, the newest first.</summary>
/// <param name="Items">The versions.</param>
/// <param name="Next">Ask again with <c>before</c> this for the next page; missing on the last.</param>
internal sealed record VersionPage(IReadOnlyList<VersionView> Items, int? Next);
