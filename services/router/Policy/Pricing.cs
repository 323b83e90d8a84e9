using Atelier.Contracts;
using Atelier.Contracts.Catalog;
using Atelier.Platform.Catalog;

namespace Atelier.Router.Policy;

/// <summary>What attempts cost and how often they are accepted, as far as documents know.</summary>
internal sealed record Pricing
{
    /// <summary>Nothing is known: every model is unpriced, every try accepted.</summary>
    public static readonly Pricing Unknown = new()
    {
        Prices = new PriceBook { Models = new Dictionary<string, ModelPrice>(), OwnWork = new OwnWork { InspectionUsdPerSecond = 0, RefinementUsdPerSecond = 0 } },
        Priors = new AcceptancePriors { Source = "nothing", Default = 1 },
    };

    public required PriceBook Prices { get; init; }

    public required AcceptancePriors Priors { get; init; }

    /// <summary>The most that an attempt can be charged: some failures are free, none costs more.</summary>
    public Cost Worst(string model, Asked asked) => Charge.Worst(Prices, model, asked);

    /// <summary>With the prices of now.</summary>
    public static Pricing Load(CatalogFolder catalog, TimeProvider? time = null)
    {
        var priors = CatalogLoader.Load<AcceptancePriors>(catalog.File("priors.yaml"));
        if (priors.Value.Misfit() is { } field)
            throw priors.Error(field, "a share above 0 and at most 1, as 0.8");
        return new Pricing { Prices = PolicyLoader.LoadPrices(catalog).At((time ?? TimeProvider.System).GetUtcNow()), Priors = priors.Value };
    }
}
