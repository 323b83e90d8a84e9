using System.Globalization;

namespace Atelier.Contracts.Catalog;

/// <summary>
/// Whether a model can take a stage. Pure, and the one place that says so: intake asks before it takes a request, the router before every
/// attempt. An obstacle is in words that follow the model's name, as <c>takes no seed</c>.
/// </summary>
public static class Eligibility
{
    /// <summary>The role of a reference that a clip begins with; it counts as no reference otherwise.</summary>
    public const string FirstFrame = "firstFrame";

    /// <summary>Every candidate of a tier in order, with what keeps it from taking a stage.</summary>
    /// <param name="table">The routing table.</param>
    /// <param name="tier">One of its tiers.</param>
    /// <param name="catalog">What models and recipes there are.</param>
    /// <param name="grade">The deliverable's grade.</param>
    /// <param name="stage">The stage.</param>
    /// <param name="afterStill">Whether an accepted still comes before it, which it starts from.</param>
    public static IReadOnlyList<CandidateFit> Candidates(RoutingTable table, string tier, Capabilities catalog, Grade grade, StageSpec stage, bool afterStill) =>
        [.. table.Tiers[tier].Candidates.Select((candidate, i) => new CandidateFit(candidate.Model, Obstacle(table, tier, i, catalog, grade, stage, afterStill)))];

    /// <summary>Why a candidate of a tier cannot take a stage; null when it can.</summary>
    public static string? Obstacle(RoutingTable table, string tier, int candidate, Capabilities catalog, Grade grade, StageSpec stage, bool afterStill) =>
        !catalog.Models.TryGetValue(table.Tiers[tier].Candidates[candidate].Model, out var card) ? "is not in the catalog"
        : card.Medium != stage.Medium ? OtherMedium(card)
        : Scale(table, tier, catalog, grade, stage.Medium) is not { } scale ? $"stands in the tier {tier}, whose recipe for it is not in the catalog"
        : Obstacle(card, stage, afterStill, scale) ?? PriceObstacle(table, tier, candidate, catalog, grade, stage, afterStill);

    /// <summary>Why a candidate that could take a stage is too dear for its tier; null when it is not, or when the tier takes any price.</summary>
    public static string? PriceObstacle(RoutingTable table, string tier, int candidate, Capabilities catalog, Grade grade, StageSpec stage, bool afterStill)
    {
        if (table.Tiers[tier].Switch.MaxPrice is not { } most)
            return null;
        var limit = string.Create(CultureInfo.InvariantCulture, $"the tier {tier} takes at most ${most:0.####}");
        return Price(table, tier, candidate, catalog, grade, stage, afterStill).Micros is not { } micros ? $"is unpriced, and {limit}"
            : micros > most * 1_000_000m ? string.Create(CultureInfo.InvariantCulture, $"costs ${micros / 1_000_000m:0.####} here, and {limit}")
            : null;
    }

    /// <summary>The most that an attempt of a candidate at a stage is charged; unpriced where that cannot be said.</summary>
    public static Cost Price(RoutingTable table, string tier, int candidate, Capabilities catalog, Grade grade, StageSpec stage, bool afterStill)
    {
        var model = table.Tiers[tier].Candidates[candidate].Model;
        return catalog.Prices is not { } prices ? Cost.Unknown("there is no price book")
            : !catalog.Models.TryGetValue(model, out var card) || Scale(table, tier, catalog, grade, stage.Medium) is not { } scale
                || SizePlan.For(card.Sizes, stage.Format.Width, stage.Format.Height, scale) is not var (width, height) ? Cost.Unknown($"{model} cannot take the stage")
            : Charge.Worst(prices, model, Asked.For(stage, card, width, height, afterStill));
    }

    /// <summary>Why a model cannot take a stage, everything at once; null when it can.</summary>
    /// <param name="card">What the model can do.</param>
    /// <param name="stage">The stage.</param>
    /// <param name="afterStill">Whether an accepted still comes before it.</param>
    /// <param name="scale">How many times the recipe enlarges.</param>
    public static string? Obstacle(ModelCard card, StageSpec stage, bool afterStill, double scale)
    {
        if (card.Medium != stage.Medium)
            return OtherMedium(card);
        List<string>? found = null;
        var fromPicture = afterStill || stage.References.Any(reference => reference.Role == FirstFrame);
        if (fromPicture && card.FirstFrame is InputRule.Unsupported)
            Add("does not start from a picture");
        if (!fromPicture && card.FirstFrame is InputRule.Required)
            Add("needs a picture to start from");
        if (stage.Seed.Mode is not SeedMode.Random && card.Seed is SeedSupport.Absent)
            Add("takes no seed");
        if (SizePlan.For(card.Sizes, stage.Format.Width, stage.Format.Height, scale) is null)
            Add($"makes no {stage.Format.AspectRatio} large enough");
        if (stage.Duration is { } duration && DurationObstacle(card.Durations, duration.TotalSeconds) is { } wrongDuration)
            Add(wrongDuration);
        if (stage.References.Count > 0 && ReferenceObstacle(card, stage.References) is { } wrongReferences)
            Add(wrongReferences);
        foreach (var control in stage.Require)
        {
            if (ControlFit.Lack(card, stage, control) is { } lack)
                Add(lack);
        }
        return found is null ? null : string.Join(" and ", found);

        void Add(string obstacle) => (found ??= []).Add(obstacle);
    }

    /// <summary>How many times a tier's recipe enlarges what its models make; null when the catalog has no such recipe.</summary>
    public static double? Scale(RoutingTable table, string tier, Capabilities catalog, Grade grade, Medium medium) =>
        table.Tiers[tier].Recipes.GetValueOrDefault(medium)?.GetValueOrDefault(grade) is { } name && catalog.Recipes.TryGetValue(name, out var recipe) ? recipe.Scale : null;

    private static string OtherMedium(ModelCard card) => card.Medium is Medium.Image ? "makes images" : "makes clips";

    private static string? DurationObstacle(DurationRule? rule, double seconds)
    {
        var asked = seconds.ToString("0.##", CultureInfo.InvariantCulture);
        return rule switch
        {
            null => $"makes no clip of {asked} s",
            { Only: { } only } => only.Contains(seconds) ? null : $"makes clips of {string.Join(", ", only.Select(one => one.ToString("0.##", CultureInfo.InvariantCulture)))} s, not {asked} s",
            _ when seconds < rule.Min || seconds > rule.Max => string.Create(CultureInfo.InvariantCulture, $"makes clips of {rule.Min:0.##} to {rule.Max:0.##} s, not {asked} s"),
            _ => double.IsInteger(seconds) ? null : $"makes clips of whole seconds, not {asked} s",
        };
    }

    private static string? ReferenceObstacle(ModelCard card, IReadOnlyList<Reference> references)
    {
        var given = references.Where(reference => reference.Role != FirstFrame).ToList();
        if (given.Count > card.References)
            return card.References == 0 ? $"takes no references, {given.Count} {(given.Count == 1 ? "is" : "are")} given" : $"takes {card.References} references, {given.Count} are given";
        var other = card.ReferenceRoles is { } roles ? given.Select(reference => reference.Role).Where(role => !roles.Contains(role)).Distinct().ToList() : [];
        return other.Count == 0 ? null : $"takes references for {string.Join(", ", card.ReferenceRoles!)}, not for {string.Join(", ", other)}";
    }
}

/// <summary>A candidate and what keeps it from taking a stage.</summary>
/// <param name="Model">As <c>vendor/model</c>.</param>
/// <param name="Obstacle">In words that follow the model's name; null: it can.</param>
public sealed record CandidateFit(string Model, string? Obstacle);
