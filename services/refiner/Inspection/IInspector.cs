using Atelier.Contracts;

namespace Atelier.Refiner.Inspection;

/// <summary>Judges an output.</summary>
internal interface IInspector
{
    /// <summary>Whether judging again costs less than asking whether it was judged before.</summary>
    bool IsQuick => false;

    /// <summary>The verdict and what it cost to come to it. Bad media is a verdict; an exception is worth another try.</summary>
    Task<(Verdict Verdict, Cost Cost)> Inspect(AssetRef output, Expectation expected, CancellationToken ct);
}
