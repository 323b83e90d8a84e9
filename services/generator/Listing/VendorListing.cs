using System.Globalization;
using Atelier.Contracts;
using Atelier.Contracts.Catalog;
using Atelier.Generator.Checking;
using Atelier.Generator.Pricing;
using Atelier.Generator.Vendors;
using Atelier.Platform.Catalog;
using Microsoft.Extensions.Configuration;

namespace Atelier.Generator.Listing;

/// <summary>Lists what the catalog's vendor documents define.</summary>
public static class VendorListing
{
    /// <summary>Every vendor by name, with its models in their document's order.</summary>
    /// <param name="catalog">The catalog.</param>
    /// <param name="configuration">Where secrets are looked for; none is read out.</param>
    /// <param name="now">As of when prices hold.</param>
    /// <exception cref="CatalogException">A document is not right.</exception>
    public static IReadOnlyList<VendorView> Of(CatalogFolder catalog, IConfiguration configuration, DateTimeOffset now)
    {
        var book = Prices.Load(catalog).Timeline.At(now);
        var routes = CatalogLoader.Load<Routes>(catalog.File("routing.yaml"), ignoreUnknown: true).Value;
        return [.. catalog.Files("vendors").Select(file => View(CatalogLoader.Load<VendorDocument>(file), configuration, book, routes)).OrderBy(vendor => vendor.Vendor, StringComparer.Ordinal)];
    }

    private static VendorView View(CatalogDocument<VendorDocument> document, IConfiguration configuration, PriceBook book, Routes routes)
    {
        var (vendor, compiled) = (document.Value, new VendorCompiler(document, configuration, TimeProvider.System).Compile());
        return new VendorView
        {
            Vendor = vendor.Vendor,
            About = vendor.About,
            Address = compiled.Count > 0 ? compiled[0].Vendor.BaseUrl : vendor.BaseUrl,
            Missing = compiled.Count > 0 ? compiled[0].Vendor.Credential?.Missing : null,
            MaxConcurrent = vendor.Limits.MaxConcurrent,
            Models = [.. compiled.Select(model => View(model, vendor.Models[model.Id[(vendor.Vendor.Length + 1)..]], book, routes))],
        };
    }

    private static VendorModelView View(VendorModel model, ModelRule rule, PriceBook book, Routes routes)
    {
        var asked = SampleParameters.Usual(model.Card);
        var cost = Charge.Worst(book, model.Id, Asked.For(asked, model.Card));
        return new VendorModelView
        {
            Model = model.Id,
            About = model.Card.About,
            Tiers = [.. routes.Tiers.Where(tier => tier.Value.Candidates.Any(candidate => candidate.Model == model.Id)).Select(tier => tier.Key)],
            Suggested = rule.Tiers,
            Takes = [.. Takes(model.Card)],
            CostMicros = cost.Micros,
            CostOf = cost.Unpriced is { } why ? why.StartsWith(Unpriced(model), StringComparison.Ordinal) ? why[Unpriced(model).Length..] : why : $"{asked.Width}x{asked.Height}{(asked.Duration is { } time ? FormattableString.Invariant($", {time.TotalSeconds:0.#} s") : "")}",
        };
    }

    /// <summary>How the price book begins where a document says that it knows no price: the listing says so already.</summary>
    private static string Unpriced(VendorModel model) => $"{model.Id} is unpriced: ";

    private static IEnumerable<string> Takes(ModelCard card)
    {
        yield return AtelierJson.NameOf(card.Medium);
        if (card.FirstFrame != InputRule.Unsupported) yield return card.FirstFrame == InputRule.Required ? "from a picture" : "with or without a picture";
        if (card.Seed != SeedSupport.Absent) yield return $"seed {AtelierJson.NameOf(card.Seed)}";
        if (card.Guidance is { } guidance) yield return string.Create(CultureInfo.InvariantCulture, $"guidance {guidance.Min:0.##}-{guidance.Max:0.##}");
        if (card.NegativePrompt) yield return "negative prompt";
        if (card.Motion) yield return "motion";
        if (card.References > 0) yield return $"{card.References} {(card.References == 1 ? "reference" : "references")}";
        yield return card.Sizes.Only is { } only ? only.Count > 3 ? $"{only.Count} sizes" : string.Join(' ', only) : $"{card.Sizes.MinEdge}-{card.Sizes.MaxEdge} px by {card.Sizes.MultipleOf}";
        if (card.Durations is { } durations) yield return durations.Only is { } seconds ? $"{string.Join(", ", seconds.Select(one => one.ToString("0.##", CultureInfo.InvariantCulture)))} s" : string.Create(CultureInfo.InvariantCulture, $"{durations.Min:0.##}-{durations.Max:0.##} s");
    }

    private sealed record Routes
    {
        public required IReadOnlyDictionary<string, Tier> Tiers { get; init; }
    }

    private sealed record Tier
    {
        public IReadOnlyList<Candidate> Candidates { get; init; } = [];
    }

    private sealed record Candidate
    {
        public required string Model { get; init; }
    }
}
