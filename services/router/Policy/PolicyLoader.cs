using Atelier.Contracts;
using Atelier.Contracts.Catalog;
using Atelier.Platform.Catalog;

namespace Atelier.Router.Policy;

/// <summary>Loads the routing policy; what does not fit together is an error at its line.</summary>
internal static class PolicyLoader
{
    public static RoutingPolicy Load(CatalogFolder catalog)
    {
        var table = CatalogLoader.Load<RoutingTable>(catalog.File("routing.yaml"));
        var models = catalog.Files("vendors")
            .Select(file => CatalogLoader.Load<VendorModels>(file, ignoreUnknown: true).Value)
            .SelectMany(vendor => vendor.Models.Select(model => (Name: $"{vendor.Vendor}/{model.Key}", Card: model.Value)))
            .ToDictionary(model => model.Name, model => model.Card);
        var policy = new RoutingPolicy
        {
            Table = table.Value,
            TableHash = table.Hash,
            Models = models,
            Recipes = CatalogLoader.Load<RecipeBook>(catalog.File("recipes.yaml")).Value.Recipes,
        };
        foreach (var (name, category) in policy.Table.Categories)
            Require(table, $"categories.{name}.tier", policy.Table.Tiers.ContainsKey(category.Tier), $"one of the tiers {Names(policy.Table.Tiers.Keys)}");
        foreach (var (name, tier) in policy.Table.Tiers)
            Check(table, policy, name, tier);
        return policy;
    }

    private static void Check(CatalogDocument<RoutingTable> table, RoutingPolicy policy, string name, Tier tier)
    {
        var at = $"tiers.{name}";
        Require(table, $"{at}.candidates", tier.Candidates.Count > 0, "at least one candidate");
        for (var i = 0; i < tier.Candidates.Count; i++)
            Require(table, $"{at}.candidates[{i}].model", policy.Models.ContainsKey(tier.Candidates[i].Model), $"a model of vendors/, one of {Names(policy.Models.Keys)}");
        Require(table, $"{at}.cap.draft", tier.Cap.Draft >= 1, "a whole number of at least 1");
        Require(table, $"{at}.cap.delivery", tier.Cap.Delivery >= 1, "a whole number of at least 1");
        Require(table, $"{at}.switch.afterRejections", tier.Switch.AfterRejections >= 1, "a whole number of at least 1");
        Require(table, $"{at}.deadline", tier.Deadline > TimeSpan.Zero, "a duration above zero, as 90s");
        Require(table, $"{at}.onFailure.refused", tier.OnFailure.GetValueOrDefault(FailureKind.Refused) is FailureRule.Next, "next: a refusal is never asked again of the same model");
        if (tier.Fallback is { } fallback)
        {
            Require(table, $"{at}.fallback.tier", fallback.Tier != name && policy.Table.Tiers.ContainsKey(fallback.Tier), "another tier of this table");
            Require(table, $"{at}.fallback.attempts", fallback.Attempts >= 1, "a whole number of at least 1");
        }
        foreach (var medium in Enum.GetValues<Medium>())
        {
            foreach (var grade in Enum.GetValues<Grade>())
            {
                var recipe = tier.Recipes.GetValueOrDefault(medium)?.GetValueOrDefault(grade);
                var field = $"{at}.recipes.{medium.ToString().ToLowerInvariant()}.{grade.ToString().ToLowerInvariant()}";
                Require(table, field, recipe is not null && policy.Recipes.TryGetValue(recipe, out var found) && found.Medium == medium,
                    $"a recipe of recipes.yaml for {medium.ToString().ToLowerInvariant()}, one of {Names(policy.Recipes.Where(pair => pair.Value.Medium == medium).Select(pair => pair.Key))}");
            }
        }
    }

    private static void Require(CatalogDocument<RoutingTable> table, string field, bool holds, string expected)
    {
        if (!holds)
            throw table.Error(field, expected);
    }

    private static string Names(IEnumerable<string> names) => string.Join(", ", names.Order());
}
