using Atelier.Contracts;
using Atelier.Contracts.Catalog;
using Atelier.Platform.Catalog;

namespace Atelier.Router.Policy;

/// <summary>Everything wrong with a tier's switch rules, among it what could never take effect.</summary>
internal static class SwitchLint
{
    private const int LargestWindow = 1_000;
    private static readonly TimeSpan LongestCooldown = TimeSpan.FromDays(7);

    public static IEnumerable<CatalogException> Of(CatalogDocument<RoutingTable> table, Capabilities catalog, string at, Tier tier)
    {
        var rule = tier.Switch;
        if (rule.AfterRejections < 1)
            yield return table.Error($"{at}.afterRejections", "a whole number of at least 1");
        foreach (var (defect, times) in rule.OnReasons.Where(reason => reason.Value < 1 || reason.Value > rule.AfterRejections))
            yield return table.Error($"{at}.onReasons.{AtelierJson.NameOf(defect)}", $"a whole number from 1 to {rule.AfterRejections}: after so many rejections of any kind it switches anyway");
        if (rule.Acceptance is { } acceptance)
        {
            if (acceptance.Floor is not (> 0 and < 1))
                yield return table.Error($"{at}.acceptance.floor", "a share above 0 and below 1, as 0.5");
            else if (acceptance.Recover is { } recover && (recover <= acceptance.Floor || recover > 1))
                yield return table.Error($"{at}.acceptance.recover", $"a share above the floor of {acceptance.Floor} and at most 1: a model that is as bad as when it went must not come back");
            foreach (var finding in Circuit(table, $"{at}.acceptance", acceptance))
                yield return finding;
        }
        if (rule.Latency is { } latency)
        {
            if (latency.P95 <= TimeSpan.Zero || latency.P95 >= tier.Deadline)
                yield return table.Error($"{at}.latency.p95", "a duration above zero and below the tier's deadline: nothing takes longer than that");
            else if (latency.Recover is { } recover && (recover <= TimeSpan.Zero || recover > latency.P95))
                yield return table.Error($"{at}.latency.recover", "a duration above zero, and no longer than p95");
            foreach (var finding in Circuit(table, $"{at}.latency", latency))
                yield return finding;
        }
        if (rule.MaxPrice <= 0)
            yield return table.Error($"{at}.maxPrice", "US dollars an attempt, above 0");
        else if (rule.MaxPrice is not null && tier.Candidates.All(candidate => catalog.Prices is not { } prices || prices.Lack(candidate.Model) is not null))
            yield return table.Error($"{at}.maxPrice", "a candidate with a price in prices.yaml: one without is passed over, and here that would be all of them");
    }

    private static IEnumerable<CatalogException> Circuit(CatalogDocument<RoutingTable> table, string at, CircuitRule rule)
    {
        if (rule.Minimum < 1)
            yield return table.Error($"{at}.minimum", "a whole number of at least 1");
        if (rule.Window < rule.Minimum || rule.Window > LargestWindow)
            yield return table.Error($"{at}.window", $"a whole number from minimum ({rule.Minimum}) to {LargestWindow}");
        if (rule.Cooldown < TimeSpan.Zero || rule.Cooldown > LongestCooldown)
            yield return table.Error($"{at}.cooldown", "a duration of at most 7d");
        if (rule.ProbeShare is not (> 0 and <= 1))
            yield return table.Error($"{at}.probeShare", "a share above 0 and at most 1, as 0.1: without probes no model comes back");
        if (rule.Probes < 1 || rule.Probes > rule.Window)
            yield return table.Error($"{at}.probes", $"a whole number from 1 to window ({rule.Window})");
    }
}
