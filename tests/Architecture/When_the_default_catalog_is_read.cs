using System.Globalization;
using Atelier.Contracts;
using Atelier.Contracts.Catalog;

namespace Atelier.Architecture.Tests;

public sealed class When_the_default_catalog_is_read
{
    private static readonly Lazy<DefaultCatalog> Read = new(() => new DefaultCatalog());

    private static DefaultCatalog Catalog => Read.Value;

    [Fact]
    public void every_category_leads_to_a_tier() => Repository.NoneOf(
        Catalog.Routing.Categories.Where(category => !Catalog.Routing.Tiers.ContainsKey(category.Value.Tier)).Select(category => $"{category.Key} -> {category.Value.Tier}"),
        "Categories whose tier is not in routing.yaml:");

    [Fact]
    public void the_categories_of_the_design_are_there() =>
        Assert.Superset(new HashSet<string> { "cinematic", "speed", "budget", "character" }, Catalog.Routing.Categories.Keys.Concat(Catalog.Routing.Tiers.Keys).ToHashSet());

    [Fact]
    public void every_candidate_is_a_model_of_a_vendor() => Repository.NoneOf(
        Catalog.Candidates.Where(it => !Catalog.Models.ContainsKey(it.Model)).Select(it => $"tier {it.Tier}: {it.Model}"),
        "Candidates that no document in vendors/ describes:");

    [Fact]
    public void every_model_has_a_price_or_is_said_to_have_none() => Repository.NoneOf(
        Catalog.Models.Keys.Where(model => !Catalog.Prices.Models.ContainsKey(model)),
        "Models that prices.yaml neither prices nor calls unpriced, with the reason:");

    [Fact]
    public void every_candidate_has_a_price() => Repository.NoneOf(
        Catalog.Candidates.Where(it => Catalog.Prices.Models.GetValueOrDefault(it.Model)?.Any(price => price.Unpriced is not null) is not false).Select(it => $"tier {it.Tier}: {it.Model}"),
        "Candidates of the shipped routing table without a price: what they cost would be shown as unpriced.");

    [Fact]
    public void every_price_is_of_a_model_and_in_a_unit_that_it_has() => Repository.NoneOf(
        from prices in Catalog.Prices.Models
        let model = Catalog.Models.GetValueOrDefault(prices.Key)
        from charge in prices.Value.SelectMany(price => price.AllCharges()).DefaultIfEmpty()
        where model is null || (charge?.Per is PriceUnit.Second or PriceUnit.OutputVideoToken && model.Medium is not Medium.Video) || (charge?.Per is PriceUnit.Image or PriceUnit.Megapixel or PriceUnit.OutputImageToken && model.Medium is not Medium.Image)
        select $"{prices.Key}: per {charge?.Per}{(model is null ? ", of no model" : "")}",
        "Prices of unknown models, per second of a still, or per picture of a clip:");

    [Fact]
    public void every_tier_has_what_it_needs() => Repository.NoneOf(
        from tier in Catalog.Routing.Tiers
        where tier.Value.Candidates.Count == 0 || tier.Value.Cap.Draft < 1 || tier.Value.Cap.Delivery < 1 || tier.Value.Switch.AfterRejections < 1 || tier.Value.Deadline <= TimeSpan.Zero
            || tier.Value.Candidates.Select(candidate => candidate.Model).Distinct().Count() < tier.Value.Candidates.Count
        select tier.Key,
        "Tiers without candidates, with one twice, or with a cap, switch or deadline that lets nothing through:");

    [Fact]
    public void every_fallback_leads_to_another_tier() => Repository.NoneOf(
        from tier in Catalog.Routing.Tiers
        let fallback = tier.Value.Fallback
        where fallback is not null && (!Catalog.Routing.Tiers.ContainsKey(fallback.Tier) || fallback.Tier == tier.Key || fallback.Attempts < 1)
        select $"{tier.Key} -> {fallback.Tier}, {fallback.Attempts} attempts",
        "Fallbacks to nowhere, to themselves or without attempts:");

    [Fact]
    public void every_tier_refines_what_its_candidates_make_in_both_grades() => Repository.NoneOf(
        from it in Catalog.Candidates
        where Catalog.Models.ContainsKey(it.Model)
        let medium = Catalog.Models[it.Model].Medium
        from grade in Enum.GetValues<Grade>()
        let name = Catalog.Routing.Tiers[it.Tier].Recipes.GetValueOrDefault(medium)?.GetValueOrDefault(grade)
        where name is null || Catalog.Recipes.Recipes.GetValueOrDefault(name)?.Medium != medium
        select $"tier {it.Tier}, {medium} {grade}: {name ?? "none"}",
        "Refinement is never optional: each medium and grade of a tier needs a recipe of that medium:");

    [Fact]
    public void every_recipe_writes_what_it_refines() => Repository.NoneOf(
        from recipe in Catalog.Recipes.Recipes
        where recipe.Value.Scale < 1 || (recipe.Value.Encode.Format == FileFormat.Mp4) != (recipe.Value.Medium == Medium.Video)
        select recipe.Key,
        "Recipes that shrink, or write a clip as a picture or a picture as a clip:");

    [Fact]
    public void every_format_has_a_size_of_its_shape_for_each_medium_and_grade() => Repository.NoneOf(
        from format in Catalog.Formats.Formats
        from medium in new[] { ("image", format.Value.Image), ("video", format.Value.Video) }
        from grade in Enum.GetValues<Grade>()
        let size = medium.Item2.GetValueOrDefault(grade)
        where !HasShape(size, format.Value.AspectRatio, even: medium.Item1 == "video")
        select $"{format.Key} ({format.Value.AspectRatio}), {medium.Item1} {grade}: {size ?? "none"}",
        "Sizes that are missing, more than 1 % off their aspect ratio, or odd for video:");

    [Fact]
    public void three_formats_cover_wide_tall_and_square() =>
        Assert.Superset(new HashSet<string> { "16:9", "9:16", "1:1" }, Catalog.Formats.Formats.Values.Select(format => format.AspectRatio).ToHashSet());

    [Fact]
    public void there_is_no_document_that_nobody_reads() => Repository.NoneOf(
        Repository.Files.Where(file => file.StartsWith("catalog/", StringComparison.Ordinal))
            .Where(file => file is not ("catalog/routing.yaml" or "catalog/formats.yaml" or "catalog/prices.yaml" or "catalog/price-sources.yaml" or "catalog/priors.yaml" or "catalog/tenants.yaml" or "catalog/recipes.yaml" or "catalog/quality.yaml")
                && !file.StartsWith("catalog/schema/", StringComparison.Ordinal) // for editors
                && !file.StartsWith("catalog/vendors/", StringComparison.Ordinal) && !file.StartsWith("catalog/templates/", StringComparison.Ordinal)),
        "Files of catalog/ that no service reads:");

    private static bool HasShape(string? size, string ratio, bool even)
    {
        if (Pair(size, 'x') is not (> 0 and var width, > 0 and var height) || Pair(ratio, ':') is not (> 0 and var across, > 0 and var down))
            return false;
        return Math.Abs((double)width * down / ((double)height * across) - 1) <= 0.01 && (!even || (width % 2 == 0 && height % 2 == 0));
    }

    private static (int, int)? Pair(string? text, char separator) =>
        text?.Split(separator) is [var first, var second] && int.TryParse(first, CultureInfo.InvariantCulture, out var a) && int.TryParse(second, CultureInfo.InvariantCulture, out var b) ? (a, b) : null;
}
