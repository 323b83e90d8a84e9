using Atelier.Contracts;
using Atelier.Platform.Hosting;
using Atelier.Platform.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Atelier.Generator.Submissions;

/// <summary><c>/v1/submissions</c>: an operator sees which submissions are unknown, and says what became of one.</summary>
internal static class SubmissionEndpoints
{
    private const int LongestJob = 200;

    public static void MapSubmissions(this IEndpointRouteBuilder app)
    {
        var submissions = app.MapGroup("/v1/submissions").AddEndpointFilter(OperatorsOnly);
        submissions.MapGet("", async (SubmissionDesk desk, CancellationToken ct) => Results.Ok(new SubmissionPage { Unknown = await desk.List(ct) }))
            .WithSummary("Submissions of which nobody knows whether the vendor took them").Produces<SubmissionPage>();
        submissions.MapPost("/{attempt:guid}/settle", Settle).WithSummary("Say whether the vendor had taken it").Produces<SettledView>()
            .ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict).ProducesProblem(StatusCodes.Status422UnprocessableEntity);
    }

    private static async Task<IResult> Settle(Guid attempt, SettleWish wish, HttpContext context, SubmissionDesk desk, CancellationToken ct)
    {
        if (wish.Taken is not { } taken) return Invalid("taken", "nothing", "true where the vendor had taken it, false where it had not");
        if (wish.Job is { } named && (!taken || named.Length is 0 or > LongestJob)) return Invalid("job", named, $"the vendor's own id of the job, {LongestJob} characters at most, beside taken: true");
        return await desk.Settle(attempt, taken, wish.Job, context.CallerName(), ct) switch
        {
            Settled.Done done => Results.Ok(new SettledView { Attempt = attempt, Taken = taken, CostUsd = done.Cost.Micros / 1_000_000m, Unpriced = done.Cost.Unpriced }),
            Settled.Already already => Problem.Of(StatusCodes.Status409Conflict, "already-settled", "It is decided", $"It was decided by {already.By}; what is decided stands."),
            Settled.UnderWay => Problem.Of(StatusCodes.Status409Conflict, "still-under-way", "The job is under way", "The vendor is still at it: ask again when it has ended, since what it charges depends on that."),
            Settled.NoSuchJob => Invalid("job", wish.Job ?? "", "the id of a job that the vendor knows; it told nothing of this one"),
            _ => Problem.Of(StatusCodes.Status404NotFound, "not-found", "Not found", "No unknown submission has this id: GET /v1/submissions lists them."),
        };
    }

    private static async ValueTask<object?> OperatorsOnly(EndpointFilterInvocationContext context, EndpointFilterDelegate next) => context.HttpContext.HasRole(Roles.Operator)
        ? await next(context)
        : Problem.Of(StatusCodes.Status403Forbidden, "not-an-operator", "Not allowed", "This is decided by operators. Use a key whose hash stands under Gateway:Roles:operator.");

    private static IResult Invalid(string field, string found, string remedy) =>
        Problem.Of(StatusCodes.Status422UnprocessableEntity, "invalid-request", "The request cannot be taken as it stands", "One thing is wrong with it; nothing was changed.",
            [new RequestProblem { Field = field, Found = found, Remedy = remedy }]);
}

/// <summary>What an operator found out.</summary>
internal sealed record SettleWish
{
    public bool? Taken { get; init; }

    /// <summary>The vendor's own id of the job; null: nobody knows it.</summary>
    public string? Job { get; init; }
}

internal sealed record SubmissionPage
{
    public required IReadOnlyList<UnknownSubmission> Unknown { get; init; }
}

internal sealed record SettledView
{
    public required Guid Attempt { get; init; }

    public required bool Taken { get; init; }

    /// <summary>What it cost; null: that is still not known, and <see cref="Unpriced"/> says why.</summary>
    public required decimal? CostUsd { get; init; }

    public required string? Unpriced { get; init; }
}
