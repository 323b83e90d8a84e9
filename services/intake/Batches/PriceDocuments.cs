using Atelier.Contracts.Catalog;
using Atelier.Platform.Catalog;

namespace Atelier.Intake.Batches;

/// <summary>What a batch is priced by beside prices, read once at the start: a bad one stops it.</summary>
internal sealed record PriceDocuments
{
    public required AcceptancePriors Priors { get; init; }

    /// <summary>Content hash of the priors.</summary>
    public required string PriorsHash { get; init; }

    public static PriceDocuments Load(CatalogFolder folder)
    {
        var priors = CatalogLoader.Load<AcceptancePriors>(folder.File("priors.yaml"));
        if (priors.Value.Misfit() is { } field)
            throw priors.Error(field, "a share above 0 and at most 1, as 0.8");
        return new PriceDocuments
        {
            Priors = priors.Value,
            PriorsHash = priors.Hash,
        };
    }
}
