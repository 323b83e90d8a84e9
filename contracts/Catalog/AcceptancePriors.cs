namespace Atelier.Contracts.Catalog;

/// <summary>catalog/priors.yaml: how often a try is accepted, as far as is known before anything is tried.</summary>
public sealed record AcceptancePriors
{
    /// <summary>Where the figures come from, in words.</summary>
    public required string Source { get; init; }

    /// <summary>For a model that is not named: above 0, at most 1.</summary>
    public required double Default { get; init; }

    /// <summary>By <c>vendor/model</c>, each above 0, at most 1.</summary>
    public IReadOnlyDictionary<string, double> Models { get; init; } = new Dictionary<string, double>();

    /// <summary>The share of a model's tries that is accepted.</summary>
    public double Of(string model) => Models.GetValueOrDefault(model, Default);

    /// <summary>The first figure that is no such share, by its path in the document; null when all are.</summary>
    public string? Misfit() => Default is not (> 0 and <= 1) ? "default"
        : Models.Where(model => model.Value is not (> 0 and <= 1)).Select(model => $"models.{model.Key}").FirstOrDefault();
}
