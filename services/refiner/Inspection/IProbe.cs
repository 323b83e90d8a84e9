using Atelier.Contracts;

namespace Atelier.Refiner.Inspection;

/// <summary>
/// Looks for one defect. Each probe is one file: its limits (a part of the quality policy), how it measures, how it judges. Both
/// halves are pure; measuring knows no limit, judging sees no pixel.
/// </summary>
internal interface IProbe
{
    /// <summary>Writes what it can measure into <paramref name="values"/>, under names of its own.</summary>
    void Measure(Specimen specimen, Expectation expected, IDictionary<string, double> values);

    /// <summary>What is wrong, in words with the value and the limit; null when nothing is, or when there is nothing to go by.</summary>
    VerdictReason? Judge(Findings findings, Expectation expected, MediumPolicy policy);
}
