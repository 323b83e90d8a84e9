using System.Globalization;
using Atelier.Cli.Campaigns;
using Atelier.Contracts;
using Spectre.Console;

namespace Atelier.Cli.Show;

/// <summary>What happened on the way, explained: one example of each kind, found in what the line tells of the deliverables.</summary>
internal static class Tour
{
    public static void Write(IAnsiConsole console, IReadOnlyList<Ordered> orders)
    {
        var lines = Lines(orders).ToList();
        if (lines.Count == 0)
            return;
        console.WriteLine("What happened on the way:");
        foreach (var (what, says) in lines)
            Write(console, what, says);
    }

    public static void Write(IAnsiConsole console, string what, string says) => console.WriteLine($"  {what,-10} {says}");

    public static IEnumerable<(string What, string Says)> Lines(IReadOnlyList<Ordered> orders)
    {
        foreach (var (what, find) in Kinds)
        {
            if (orders.Select(find).FirstOrDefault(says => says is not null) is { } found)
                yield return (what, found);
        }
    }

    private static readonly (string What, Func<Ordered, string?> Find)[] Kinds =
    [
        ("switch", order => Pairs(order).Where(pair => Criterion(pair.After).StartsWith("switch:", StringComparison.Ordinal))
            .Select(pair => $"{order.Wanted.Key}: {pair.Before.Decision.Model} {Outcome(pair.Before)}, so the table's rule {Criterion(pair.After)} sent the next attempt to {pair.After.Decision.Model}.").FirstOrDefault()),
        ("fallback", order => Pairs(order).Where(pair => Criterion(pair.After).StartsWith("fallback:", StringComparison.Ordinal))
            .Select(pair => $"{order.Wanted.Key}: the tier {pair.Before.Decision.Tier} was at its end ({Criterion(pair.After)[9..]}), so its last resort had a try: {pair.After.Decision.Model} of {pair.After.Decision.Tier}, {Outcome(pair.After)}.").FirstOrDefault()),
        ("cap", order => order.View?.Status is { Failure.Kind: DeliverableFailureKind.CapReached } status
            ? $"{order.Wanted.Key}: nothing acceptable within the cap (attempts: {order.View.Attempts}); it failed, and the {Money.Of(status.CostMicros, status.UnpricedCosts)} they cost stay counted."
            : null),
        ("chain", order => order.View is { Phase: DeliverablePhase.Delivered, Status: { } status } && order.Wanted.Motions.Count > 1
            ? $"{order.Wanted.Key}: one accepted still was paid once and began {order.Wanted.Motions.Count} clips ({string.Join(", ", order.Wanted.Motions.Keys)}); {order.View.Attempts} attempts in all."
            : null),
        ("budget", order => Attempts(order).Where(attempt => Criterion(attempt) == "downgrade:budget")
            .Select(attempt => $"{order.Wanted.Key}: what {order.Campaign} may spend had no room for the first choice, so {attempt.Decision.Model} of {attempt.Decision.Tier} was asked instead of {attempt.Decision.InsteadOf?.Model}: {Outcome(attempt)}.").FirstOrDefault()),
        ("controls", order => Attempts(order).Where(attempt => attempt is { Mapped.Count: > 0, Dropped.Count: > 0 })
            .Select(attempt => $"{order.Wanted.Key}: for {attempt.Decision.Model} {string.Join("; ", attempt.Mapped)}{(attempt.Dropped.Count == 0 ? "" : $"; dropped, and recorded: {string.Join("; ", attempt.Dropped)}")}.").FirstOrDefault()),
        ("review", order => order.View?.Status?.Stages.SelectMany(stage => stage.Reviews ?? []).SelectMany(review => review.Rulings).FirstOrDefault() is { } ruling
            ? string.Create(CultureInfo.InvariantCulture, $"{order.Wanted.Key}: a person was asked before it was refined; {ruling.Reviewer} {ruling.Decision.ToString().ToLowerInvariant()} it after {ruling.Spent.TotalSeconds:0.#} s, which is part of its cost.")
            : null),
    ];

    private static IEnumerable<AttemptStatus> Attempts(Ordered order) => order.View?.Status?.Stages.SelectMany(stage => stage.Attempts) ?? [];

    private static IEnumerable<(AttemptStatus Before, AttemptStatus After)> Pairs(Ordered order) =>
        order.View?.Status?.Stages.SelectMany(stage => stage.Attempts.Zip(stage.Attempts.Skip(1))) ?? [];

    private static string Criterion(AttemptStatus attempt) => attempt.Decision.Criterion;

    private static string Outcome(AttemptStatus attempt) => attempt.Outcome switch
    {
        AttemptOutcome.Rejected => $"was rejected by the gate ({string.Join(", ", attempt.Verdict?.Reasons.Select(reason => AtelierJson.NameOf(reason.Defect)).Distinct() ?? [])})",
        AttemptOutcome.Failed => $"gave nothing ({AtelierJson.NameOf(attempt.Failure!)})",
        _ => attempt.Outcome.ToString().ToLowerInvariant(),
    };
}
