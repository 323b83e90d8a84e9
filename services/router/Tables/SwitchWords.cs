using System.Globalization;
using Atelier.Contracts.Catalog;
using Atelier.Router.Health;

namespace Atelier.Router.Tables;

/// <summary>The rules by which candidates are passed over, in words.</summary>
internal static class SwitchWords
{
    public static IEnumerable<(string When, string Then)> PassedOver(SwitchRule rule)
    {
        if (rule.Acceptance is { } acceptance)
            yield return ("passed over for acceptance", Text($"fewer than {acceptance.Floor:0.##} of the last {acceptance.Window} accepted, of at least {acceptance.Minimum}; {Back(acceptance)} are at least {Gauge.Recovery(acceptance):0.##} accepted"));
        if (rule.Latency is { } latency)
            yield return ("passed over for latency", Text($"95 of 100 of the last {latency.Window} take longer than {latency.P95.TotalSeconds:0.###} s, of at least {latency.Minimum}; {Back(latency)} take at most {Gauge.Recovery(latency):0.###} s"));
        if (rule.MaxPrice is { } price)
            yield return ("passed over for price", Text($"an attempt costs more than ${price:0.####}, or nobody knows what it costs"));
    }

    private static string Back(CircuitRule rule) => Text($"probed after {rule.Cooldown.TotalSeconds:0.###} s by {rule.ProbeShare:0.##} of the attempts, and back when of {rule.Probes} probes");

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
