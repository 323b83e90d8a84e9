using Atelier.Contracts;
using Atelier.Contracts.Catalog;
using Atelier.Intake.Requests;

namespace Atelier.Intake.Validation;

/// <summary>Some model of the category's tier, or of its last resort, can make the stage: better said now than after the request was taken.</summary>
internal static class EligibilityConcern
{
    private static readonly AssetRef NotFetchedYet = new() { Sha256 = "", MediaType = "", Bytes = 0 };

    public static void Check(ValidRequest request, RoutingTable routing, Capabilities catalog, Problems problems)
    {
        for (var i = 0; i < request.Stages.Count; i++)
        {
            var stage = request.Stages[i];
            if (request.References.Any(reference => reference.Stage == i))
                stage = stage with { References = [.. request.References.Where(reference => reference.Stage == i).Select(reference => new Reference { Asset = NotFetchedYet, Role = reference.Role })] };
            if (IsPossible(stage.Category))
                continue;
            var tiers = TiersOf(stage.Category).Select(tier => $"tier {tier}: {string.Join(", ", Candidates(tier).Select(candidate => $"{candidate.Model} {candidate.Obstacle}"))}");
            var others = routing.Categories.Keys.Where(IsPossible).ToList();
            problems.Add($"stages[{i}]", $"no model that could make the stage \"{stage.Name}\" ({string.Join("; ", tiers)})",
                others.Count == 0 ? "change what stands in their way: no category has a model for it" : $"change what stands in their way, or use a category that has a model for it: {string.Join(", ", others)}");

            bool IsPossible(string category) => TiersOf(category).Any(tier =>
                Enumerable.Range(0, routing.Tiers[tier].Candidates.Count).Any(candidate => Eligibility.Obstacle(routing, tier, candidate, catalog, request.Grade, stage, afterStill: stage.From is not null) is null));

            IReadOnlyList<CandidateFit> Candidates(string tier) => Eligibility.Candidates(routing, tier, catalog, request.Grade, stage, afterStill: stage.From is not null);
        }

        IEnumerable<string> TiersOf(string category)
        {
            var home = routing.Categories[category].Of(request.Grade);
            return routing.Tiers[home].Fallback is { } fallback ? [home, fallback.Tier] : [home];
        }
    }
}
