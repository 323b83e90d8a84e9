using Atelier.Contracts;
using Atelier.Contracts.Catalog;
using Atelier.Router.Health;
using Atelier.Router.Policy;
using Atelier.Router.Saga;
using Atelier.Router.Tables;
using static Atelier.Contracts.AtelierJson;

namespace Atelier.Router.Explain;

/// <summary>Says what would become of a request, by the same eligibility and the same routing that run.</summary>
internal static class Explainer
{
    /// <summary>Nothing routes on without an end; a table that did would stop here.</summary>
    private const int MostSteps = 100;

    public static Explanation Of(DeliverableSpec spec, RoutingPolicy policy, HealthView health) => new()
    {
        Hash = policy.TableHash,
        Number = policy.TableNumber,
        Stages = [.. spec.Stages.Select((_, i) => Stage(spec, i, policy, health))],
    };

    private static StageExplanation Stage(DeliverableSpec spec, int index, RoutingPolicy policy, HealthView health)
    {
        var stage = spec.Stages[index];
        var home = policy.Table.Categories[stage.Category].Of(spec.Grade);
        var tier = policy.Table.Tiers[home];
        List<TierExplanation> tiers = [Tier(spec, index, policy, health, home, tier.Cap.Of(spec.Grade), after: null)];
        if (tier.Fallback is { } fallback)
            tiers.Add(Tier(spec, index, policy, health, fallback.Tier, fallback.Attempts, after: []));
        foreach (var own in tier.Fallbacks.GroupBy(one => one.Value))
            tiers.Add(Tier(spec, index, policy, health, own.Key.Tier, own.Key.Attempts, after: [.. own.Select(one => NameOf(one.Key))]));
        var rejected = tiers.SelectMany(at => at.Candidates).Any(candidate => candidate.Obstacle is null) ? null : "no model can make it: the request is not taken";
        return new StageExplanation
        {
            Name = stage.Name, Category = stage.Category, Tiers = tiers, Rejected = rejected, Review = Review(spec, index, policy),
            Courses = rejected is not null ? [] :
            [
                Run(spec, index, policy, health, "rejected", null),
                .. tiers.SelectMany(at => policy.Table.Tiers[at.Tier].Switch.OnReasons.Keys).Distinct().Select(defect => Run(spec, index, policy, health, NameOf(defect), null, defect)),
                .. Enum.GetValues<FailureKind>().Where(kind => kind is not FailureKind.Cancelled).Select(kind => Run(spec, index, policy, health, NameOf(kind), kind)),
            ],
        };
    }

    private static TierExplanation Tier(DeliverableSpec spec, int index, RoutingPolicy policy, HealthView health, string name, int attempts, IReadOnlyList<string>? after)
    {
        var stage = spec.Stages[index];
        return new TierExplanation
        {
            Tier = name, Attempts = attempts, After = after,
            Candidates = [.. Eligibility.Candidates(policy.Table, name, policy.Catalog, spec.Grade, stage, afterStill: spec.SourceOf(index) is not null).Select(fit => Candidate(fit, stage, policy, name, spec.Grade) with { PassedOver = health.Words(stage.Category, fit.Model, policy.Table.Tiers[name].Switch) })],
        };
    }

    private static CandidateExplanation Candidate(CandidateFit fit, StageSpec stage, RoutingPolicy policy, string tier, Grade grade)
    {
        if (fit.Obstacle is not null)
            return new CandidateExplanation { Model = fit.Model, Obstacle = fit.Obstacle };
        var card = policy.Catalog.Models[fit.Model];
        var scale = Eligibility.Scale(policy.Table, tier, policy.Catalog, grade, stage.Medium)!.Value;
        var (width, height) = SizePlan.For(card.Sizes, stage.Format.Width, stage.Format.Height, scale)!.Value;
        var fitted = ControlFit.Of(card, stage);
        return new CandidateExplanation { Model = fit.Model, Size = $"{width}x{height}", Dropped = fitted.Dropped, Mapped = fitted.Mapped };
    }

    /// <summary>Lets every attempt end the same way until routing gives up. A null kind is a rejection, for the defect where one is given.</summary>
    private static Course Run(DeliverableSpec spec, int index, RoutingPolicy policy, HealthView health, string when, FailureKind? kind, Defect defect = Defect.Other)
    {
        var state = new DeliverableState
        {
            Id = Guid.Empty, TenantId = "", Spec = spec, RequestedAt = default, Phase = DeliverablePhase.Generating, Stage = index,
            Stages = [.. Enumerable.Repeat(new StageState(), index + 1)],
        };
        var steps = new List<CourseStep>();
        var situation = Situation.Clear with { Health = health.WithoutProbes() };
        var route = Routing.Next(state, policy, situation);
        for (; route.Decision is { } decision && steps.Count < MostSteps; route = Routing.Next(state, policy, situation))
        {
            steps.Add(new CourseStep(decision.Tier, decision.Model, decision.Criterion));
            state = state.WithStage(state.Current with { Attempts = state.Current.Attempts.Add(Ended(decision, kind, defect, steps.Count, state.StageSpec.Prompt.Text)) });
        }
        return new Course { When = when, Steps = steps, End = End(route.Failure, kind, state, policy) };
    }

    private static string End(DeliverableFailure? failure, FailureKind? kind, DeliverableState state, RoutingPolicy policy) =>
        failure is not { } end ? "goesOn" : kind is null && ReviewNeeds.For(state, policy, ReviewCause.Cap) is not null ? "review" : NameOf(end.Kind);

    /// <summary>By the table's rule and the request's own wish; which ones a share means is told of none before it is there.</summary>
    private static string? Review(DeliverableSpec spec, int index, RoutingPolicy policy)
    {
        var rule = policy.Table.Categories[spec.Stages[index].Category].Review;
        rule = rule?.Grades.Contains(spec.Grade) is true ? rule with { Grades = [spec.Grade] } : null;
        if (spec.Review is { } wish)
            rule = (rule ?? new ReviewRule { When = [ReviewCause.Accepted], Grades = [spec.Grade] }) with { Share = 1, When = [ReviewCause.Accepted, .. rule?.When ?? []], FourEyes = rule?.FourEyes is true || wish is ReviewWish.FourEyes };
        return rule is null ? null : ReviewWords.Of(rule);
    }

    private static AttemptState Ended(RouteDecision decision, FailureKind? kind, Defect defect, int ordinal, string prompt) => new()
    {
        Id = Guid.Empty, Ordinal = ordinal, Decision = decision, Deadline = default, Failure = kind,
        Outcome = kind is null ? AttemptOutcome.Rejected : AttemptOutcome.Failed,
        Verdict = kind is null ? new Verdict { Accepted = false, Judge = "", PolicyHash = "", Reasons = [new VerdictReason { Defect = defect, Detail = "" }] } : null,
        Parameters = new EffectiveParameters { Medium = Medium.Image, Prompt = prompt, Width = 1, Height = 1 },
    };
}
