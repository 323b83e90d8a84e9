using Atelier.Contracts;

namespace Atelier.Refiner.Refinement;

/// <summary>Delivers every output as it came: for measuring the line without its media work, never for real outputs.</summary>
internal sealed class PassThroughRefinery : IRefinery
{
    public bool IsQuick => true;

    public Task<RefinementOutcome> Refine(AssetRef source, string recipe, Expectation target, CancellationToken ct) =>
        Task.FromResult<RefinementOutcome>(new RefinementOutcome.Refined(source, source, "none", Cost.Nothing));
}
