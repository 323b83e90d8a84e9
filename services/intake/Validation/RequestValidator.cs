using System.Text.RegularExpressions;
using Atelier.Contracts;
using Atelier.Contracts.Catalog;
using Atelier.Intake.Catalog;
using Atelier.Intake.Requests;
using Atelier.Intake.Routing;
using Atelier.Intake.Templates;

namespace Atelier.Intake.Validation;

/// <summary>Checks a request against the catalog. Pure: every concern notes what it finds, and only a request without a problem comes out.</summary>
internal sealed partial class RequestValidator(IntakeCatalog catalog, ActiveRouting routing)
{
    /// <param name="request">What was read of the request.</param>
    /// <param name="problems">What is found wrong is added to these.</param>
    /// <param name="templates">The templates that it may name; by default the catalog's.</param>
    public ValidRequest? Validate(DeliverableRequest request, Problems problems, TemplateShelf? templates = null)
    {
        if (!IsKey(request.Key))
            problems.Add("key", Problems.Show(request.Key), "give the request your own key of 1 to 200 visible characters, here or in the header Idempotency-Key: asking twice with one key asks once");
        if (string.IsNullOrWhiteSpace(request.Campaign))
            problems.Add("campaign", Problems.Show(request.Campaign), "name a campaign that was set up with PUT /v1/campaigns/{name}");
        if (request.Grade is null)
            problems.Add("grade", "nothing", "say draft or delivery");
        var worth = WorthConcern.Read(request.WorthUsd, "worthUsd", problems);
        StagesConcern.Check(request.Stages, problems);
        var table = routing.Now();

        var stages = new List<StageSpec?>();
        var references = new List<WantedReference>();
        for (var i = 0; i < Math.Min(request.Stages?.Count ?? 0, StagesConcern.Most); i++)
        {
            if (request.Stages![i] is { } stage)
                stages.Add(Stage(stage, i, request, table, templates ?? catalog.Templates, references, problems));
        }
        if (problems.Any)
            return null;
        var valid = new ValidRequest
        {
            Key = request.Key!,
            Campaign = request.Campaign!,
            Grade = request.Grade!.Value,
            Priority = request.Priority,
            Stages = stages!,
            References = references,
            Review = request.Review,
            WorthMicros = worth,
        };
        EligibilityConcern.Check(valid, table, routing.Capabilities(), problems);
        return problems.Any ? null : valid;
    }

    /// <summary>Whether it can be a client's key: 1 to 200 visible ASCII or other printable characters.</summary>
    public static bool IsKey(string? key) => key is not null && Keys().IsMatch(key);

    private StageSpec? Stage(StageRequest stage, int index, DeliverableRequest request, RoutingTable table, TemplateShelf templates, List<WantedReference> references, Problems problems)
    {
        var path = $"stages[{index}]";
        CategoryConcern.Check(stage, request.Grade, path, table, problems);
        var (prompt, negative) = PromptConcern.Expand(stage, path, templates, problems);
        var seed = SeedConcern.Read(stage.Seed, $"{path}.seed", problems);
        var format = FormatConcern.Resolve(stage, request.Grade, path, catalog.Formats, problems);
        GuidanceConcern.Check(stage, path, problems);
        var motion = MotionConcern.Read(stage, path, problems);
        var duration = DurationConcern.Read(stage, path, problems);
        RequireConcern.Check(stage, negative, path, problems);
        references.AddRange(ReferencesConcern.Read(stage, index, path, problems));
        return problems.Any ? null : new StageSpec
        {
            Name = StagesConcern.NameOf(stage),
            Medium = stage.Medium!.Value,
            From = StagesConcern.SourceOf(request.Stages!, index),
            Category = stage.Category!,
            Prompt = prompt!,
            NegativePrompt = negative,
            Seed = seed,
            Format = format!,
            Guidance = stage.Guidance,
            GuidanceStrength = stage.GuidanceStrength,
            Motion = motion,
            Duration = duration,
            Require = stage.Require ?? [],
        };
    }

    [GeneratedRegex(@"^[^\s\p{C}]([^\p{C}]{0,198}[^\s\p{C}])?\z")]
    private static partial Regex Keys();
}
