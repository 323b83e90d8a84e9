using Atelier.Contracts;

namespace Atelier.Refiner.Refinement;

/// <summary>Makes the file to deliver out of an accepted output.</summary>
internal interface IRefinery
{
    /// <summary>Whether refining again costs less than asking whether it was refined before.</summary>
    bool IsQuick => false;

    /// <summary>Media that cannot be refined is an outcome; an exception is worth another try.</summary>
    Task<RefinementOutcome> Refine(AssetRef source, string recipe, Expectation target, CancellationToken ct);
}

/// <summary>What became of it.</summary>
internal abstract record RefinementOutcome(Cost Cost)
{
    /// <summary>The files are in the asset store, and were verified after writing.</summary>
    public sealed record Refined(AssetRef File, AssetRef Preview, string RecipeHash, Cost Cost) : RefinementOutcome(Cost);

    /// <summary>It cannot be done with this source, recipe and target; trying again changes nothing.</summary>
    public sealed record Failed(string Detail, Cost Cost) : RefinementOutcome(Cost);
}
