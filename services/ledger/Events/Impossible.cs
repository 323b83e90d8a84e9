using Atelier.Contracts;

namespace Atelier.Ledger.Events;

/// <summary>What no fact can say, whoever says it: such a message must not reach a sum.</summary>
internal static class Impossible
{
    /// <summary>A billion US dollars: beyond any charge or any hour's worth, and a year of hours at it still fits a sum.</summary>
    private const long AbsurdMicros = 1_000_000_000_000_000;

    private const string AbsurdCharge = "A charge less than nothing or more than a billion dollars.";

    private static readonly TimeSpan LongestReview = TimeSpan.FromDays(31);

    /// <summary>Why it cannot be, or null when it can.</summary>
    public static string? Because(IEvent fact) => fact switch
    {
        DeliverableRequested { Spec.Campaign.ValueOfHourMicros: < 0 or > AbsurdMicros } => "An hour of waiting worth less than nothing or more than a billion dollars.",
        GenerationCompleted it => Charge(it.Cost),
        GenerationFailed it => Charge(it.Cost),
        SubmissionSettled it => Charge(it.Cost),
        AttemptInspected it => Charge(it.Cost),
        AssetRefined it => Charge(it.Cost),
        RefinementFailed it => Charge(it.Cost),
        ReviewDecided { Ruling: var it } => it.Spent < TimeSpan.Zero || it.Spent > LongestReview ? "A review that took less than no time, or more than a month." : Charge(it.Cost),
        ReviewAbandoned { Lost: var it } => it.Spent < TimeSpan.Zero || it.Spent > LongestReview ? "A lease that took less than no time, or more than a month." : Charge(it.Cost),
        ChargeSettled { Settlement.Micros: < 0 or > AbsurdMicros } => AbsurdCharge,
        DeliverableDelivered { Attempts: < 1 } => "Delivered without an attempt.",
        DeliverableFailed { Attempts: < 0 } or DeliverableCancelled { Attempts: < 0 } => "Fewer attempts than none.",
        _ => null,
    };

    private static string? Charge(Cost cost) => cost.Micros is < 0 or > AbsurdMicros ? AbsurdCharge : null;
}
