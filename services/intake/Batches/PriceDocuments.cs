using Atelier.Contracts.Catalog;
using Atelier.Platform.Catalog;

namespace Atelier.Intake.Batches;

/// <summary>catalog/priors.yaml: how often a try is accepted, as far as is known before anything is tried.</summary>
internal sealed record AcceptancePriors
{
    /// <summary>Where the figures come from, in words.</summary>
    public required string Source { get; init; }

    /// <summary>For a model that is not named: above 0, at most 1.</summary>
    public required double Default { get; init; }

    /// <summary>By <c>vendor/model</c>.</summary>
    public IReadOnlyDictionary<string, double> Models { get; init; } = new Dictionary<string, double>();

    public double Of(string model) => Models.GetValueOrDefault(model, Default);
}

/// <summary>The documents that a batch is priced by, read once at the start: a bad one stops it.</summary>
internal sealed record PriceDocuments
{
    public required PriceBook Prices { get; init; }

    public required AcceptancePriors Priors { get; init; }

    /// <summary>Content hash of the priors.</summary>
    public required string PriorsHash { get; init; }

    public static PriceDocuments Load(CatalogFolder folder)
    {
        var priors = CatalogLoader.Load<AcceptancePriors>(folder.File("priors.yaml"));
        foreach (var (field, chance) in priors.Value.Models.Select(model => ($"models.{model.Key}", model.Value)).Prepend(("default", priors.Value.Default)))
        {
            if (chance is not (> 0 and <= 1))
                throw priors.Error(field, "a share above 0 and at most 1, as 0.8");
        }
        return new PriceDocuments
        {
            Prices = CatalogLoader.Load<PriceBook>(folder.File("prices.yaml")).Value, // the generator validates it wholly
            Priors = priors.Value,
            PriorsHash = priors.Hash,
        };
    }
}
