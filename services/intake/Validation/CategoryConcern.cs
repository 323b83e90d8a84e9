using Atelier.Contracts;
using Atelier.Contracts.Catalog;
using Atelier.Intake.Requests;

namespace Atelier.Intake.Validation;

/// <summary>The category is in the routing table, and its tier makes what is asked for.</summary>
internal static class CategoryConcern
{
    public static void Check(StageRequest stage, Grade? grade, string path, RoutingTable routing, Problems problems)
    {
        var field = $"{path}.category";
        if (stage.Category is not { } category)
            problems.Add(field, "nothing", $"name one of {string.Join(", ", routing.Categories.Keys)}");
        else if (!routing.Categories.TryGetValue(category, out var route))
            problems.Add(field, Problems.Show(category), Choice.Of(category, routing.Categories.Keys));
        else if (stage.Medium is { } medium && grade is { } g && !Makes(routing, route.Of(g), medium, g))
            problems.Add(field, Problems.Show(category), $"choose a category for {(medium == Medium.Image ? "images" : "videos")}: the tier {route.Of(g)} makes none");
    }

    private static bool Makes(RoutingTable routing, string tier, Medium medium, Grade grade) =>
        routing.Tiers.TryGetValue(tier, out var found) && found.Recipes.TryGetValue(medium, out var byGrade) && byGrade.ContainsKey(grade);
}
