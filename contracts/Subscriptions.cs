namespace Atelier.Contracts;

/// <summary>Who hears which event. Queues are declared and bound by this table, the README's message table is drawn from it, and a test holds it against the consumers.</summary>
public static class Subscriptions
{
    /// <summary>The queues that hear an event, by its type.</summary>
    public static IReadOnlyDictionary<Type, IReadOnlyList<string>> ByEvent { get; } = new Dictionary<Type, IReadOnlyList<string>>
    {
        [typeof(DeliverableRequested)] = [Queues.Router, Queues.Ledger],
        [typeof(RequestRejected)] = [Queues.Ledger],
        [typeof(GenerationCompleted)] = [Queues.Router, Queues.Ledger],
        [typeof(GenerationFailed)] = [Queues.Router, Queues.Ledger],
        [typeof(SubmissionSettled)] = [Queues.Router, Queues.Ledger],
        [typeof(AttemptInspected)] = [Queues.Router, Queues.Ledger],
        [typeof(AssetRefined)] = [Queues.Router, Queues.Ledger],
        [typeof(RefinementFailed)] = [Queues.Router, Queues.Ledger],
        [typeof(RegenerationRequested)] = [Queues.Router, Queues.Ledger],
        [typeof(ReviewRequested)] = [Queues.Ledger],
        [typeof(ReviewDecided)] = [Queues.Router, Queues.Ledger],
        [typeof(ReviewAbandoned)] = [Queues.Router, Queues.Ledger],
        [typeof(DeliverableDelivered)] = [Queues.Ledger],
        [typeof(DeliverableFailed)] = [Queues.Ledger],
        [typeof(DeliverableCancelled)] = [Queues.Ledger],
        [typeof(RegenerationFailed)] = [Queues.Ledger],
        [typeof(OutputsCompared)] = [Queues.Router, Queues.Ledger],
        [typeof(OutputReproduced)] = [Queues.Ledger],
        [typeof(BudgetAlmostExhausted)] = [Queues.Ledger],
        [typeof(BudgetExhausted)] = [Queues.Ledger],
        [typeof(BudgetDecided)] = [Queues.Ledger],
        [typeof(ChargeSettled)] = [Queues.Ledger],
        [typeof(CandidateSwitched)] = [Queues.Ledger],
        [typeof(ModelHealthChanged)] = [Queues.Ledger],
        [typeof(DeliverableProgressed)] = [Queues.Intake],
        [typeof(RoutingActivated)] = [Queues.Intake, Queues.Ledger],
    };

    /// <summary>The events that a queue hears.</summary>
    public static IReadOnlyList<Type> HeardBy(string queue) => [.. ByEvent.Where(subscription => subscription.Value.Contains(queue)).Select(subscription => subscription.Key)];
}
