using Atelier.Intake.Acceptance;
using Atelier.Intake.Requests;
using Atelier.Intake.Validation;
using Atelier.Platform.Hosting;

namespace Atelier.Intake.Templates;

/// <summary><c>/v1/templates</c>: what there is, what a template makes of variables, and new versions.</summary>
internal static class TemplateEndpoints
{
    public static void MapTemplates(this IEndpointRouteBuilder app)
    {
        app.MapGet("/templates", List).WithSummary("Every version of every template and partial").Produces<IReadOnlyList<TemplateView>>();
        app.MapGet("/templates/{name}", Get).WithSummary("A template or partial: its newest version, or name@version").Produces<TemplateView>().ProducesProblem(StatusCodes.Status404NotFound);
        app.MapPost("/templates", Publish).WithSummary("Publish a version of a template (with prompt) or a partial (with text): YAML, never changed afterwards")
            .Accepts<string>("application/yaml", "*/*").Produces<TemplateView>(StatusCodes.Status201Created).Produces<TemplateView>()
            .ProducesProblem(StatusCodes.Status409Conflict).ProducesProblem(StatusCodes.Status422UnprocessableEntity);
        app.MapPost("/templates/{name}/preview", Preview).WithSummary("What a template makes of variables; nothing is asked for").Accepts<PreviewRequest>("application/json", "*/*")
            .Produces<PreviewView>().ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status422UnprocessableEntity);
    }

    private static async Task<IResult> List(HttpContext context, TemplateReader reader, CancellationToken ct) => Results.Ok(await reader.List(context.TenantId(), ct));

    private static async Task<IResult> Get(string name, HttpContext context, TemplateReader reader, CancellationToken ct) =>
        await reader.Find(context.TenantId(), name, ct) is { } view ? Results.Ok(view) : HttpProblems.NotFound("template");

    private static async Task<IResult> Publish(HttpContext context, TemplatePublishing publishing, CancellationToken ct)
    {
        if (await RequestBody.Read(context.Request, ct) is not { } body)
            return HttpProblems.TooLarge(RequestBody.MaxBytes);
        return await publishing.Publish(context.TenantId(), body, ct) switch
        {
            PublishResult.Published { IsNew: true } it => Results.Created($"/v1/templates/{it.Row.Name}@{it.Row.Number}", TemplateView.Of(it.Row, withSource: false)),
            PublishResult.Published it => Results.Ok(TemplateView.Of(it.Row, withSource: false)),
            PublishResult.VersionTaken taken => HttpProblems.VersionTaken(taken.Id, taken.Next),
            PublishResult.Refused refused => HttpProblems.Invalid(refused.Problems.All),
            var other => throw new InvalidOperationException($"{other} is no answer"),
        };
    }

    private static async Task<IResult> Preview(string name, HttpContext context, TemplateLibrary library, CancellationToken ct)
    {
        var (request, problems, answer) = await RequestBody.Parse<PreviewRequest>(context.Request, ct);
        if (request is null)
            return answer!;
        if ((await library.For(context.TenantId(), [name], ct)).Find(name) is not { } template)
            return HttpProblems.NotFound("template");
        var (prompt, negative) = PromptConcern.Expand(template, request.Variables ?? new Dictionary<string, string>(), negative: null, "variables", "$", problems);
        return problems.Any ? HttpProblems.Invalid(problems.All) : Results.Ok(new PreviewView(template.Id, template.Hash, prompt!.Text, negative, prompt.Variables!));
    }
}

/// <summary>The variables to try a template with.</summary>
internal sealed record PreviewRequest
{
    public IReadOnlyDictionary<string, string>? Variables { get; init; }
}

/// <summary>What a deliverable that asked for the template would be given.</summary>
internal sealed record PreviewView(string Template, string Hash, string Prompt, string? NegativePrompt, IReadOnlyDictionary<string, string> Variables);
