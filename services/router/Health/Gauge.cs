using System.Globalization;
using Atelier.Contracts.Catalog;

namespace Atelier.Router.Health;

/// <summary>What a rule measures and how it judges. Samples are 1 or 0 for accepted or not, or seconds; shares are 0 to 1.</summary>
internal static class Gauge
{
    public const string Acceptance = "acceptance";
    public const string Latency = "latency";

    /// <summary>The share accepted, or the 95th percentile by nearest rank; null without samples.</summary>
    public static double? Measure(CircuitRule rule, IReadOnlyList<double> samples) =>
        samples.Count == 0 ? null : rule is LatencyRule ? samples.Order().ElementAt((int)Math.Ceiling(0.95 * samples.Count) - 1) : samples.Average();

    /// <summary>Where it opens.</summary>
    public static double Limit(CircuitRule rule) => rule switch
    {
        AcceptanceRule acceptance => acceptance.Floor,
        LatencyRule latency => latency.P95.TotalSeconds,
        _ => throw new InvalidOperationException($"{rule.GetType().Name} measures nothing"),
    };

    /// <summary>Where it closes again: better than where it opens.</summary>
    public static double Recovery(CircuitRule rule) => rule switch
    {
        AcceptanceRule acceptance => acceptance.Recover ?? (acceptance.Floor + 1) / 2,
        LatencyRule latency => (latency.Recover ?? latency.P95 * 0.8).TotalSeconds,
        _ => throw new InvalidOperationException($"{rule.GetType().Name} measures nothing"),
    };

    public static bool IsTooBad(CircuitRule rule, double measured) => rule is LatencyRule ? measured > Limit(rule) : measured < Limit(rule);

    public static bool IsGoodAgain(CircuitRule rule, double measured) => rule is LatencyRule ? measured <= Recovery(rule) : measured >= Recovery(rule);

    /// <summary>The sample that helps most.</summary>
    public static double Best(CircuitRule rule) => rule is LatencyRule ? 0 : 1;

    /// <summary>What a change rested on.</summary>
    public static string Words(CircuitRule rule, CircuitChange ground) => rule is LatencyRule
        ? string.Create(CultureInfo.InvariantCulture, $"95 of 100 come within {ground.Measured:0.#} s of {ground.Sample} attempts, {ground.Limit:0.#} s are asked for")
        : string.Create(CultureInfo.InvariantCulture, $"{ground.Measured:0.00} of {ground.Sample} attempts are accepted, {ground.Limit:0.00} is asked for");
}
