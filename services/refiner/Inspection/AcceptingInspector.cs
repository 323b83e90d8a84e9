using Atelier.Contracts;

namespace Atelier.Refiner.Inspection;

/// <summary>Looks at nothing and accepts everything: for measuring the line without its media work, never for real outputs.</summary>
internal sealed class AcceptingInspector : IInspector
{
    private static readonly Verdict Accepted = new() { Accepted = true, Judge = "none", PolicyHash = "none" };

    public bool IsQuick => true;

    public Task<(Verdict Verdict, Cost Cost)> Inspect(AssetRef output, Expectation expected, CancellationToken ct) => Task.FromResult((Accepted, Cost.Nothing));
}
