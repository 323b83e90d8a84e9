namespace Atelier.Contracts;

/// <summary>What every message carries: whose it is and which deliverable it is about.</summary>
public interface IMessage
{
    /// <summary>The tenant that asked; never empty but in a <see cref="RequestRejected"/> whose sender could not be told, and in a <see cref="RoutingActivated"/> or a <see cref="ModelHealthChanged"/>, which are about every tenant.</summary>
    string TenantId { get; }

    /// <summary>
    /// The deliverable; <see cref="Guid.Empty"/> only in a <see cref="RequestRejected"/> without a usable key, and in a <see cref="RoutingActivated"/>,
    /// a <see cref="ModelHealthChanged"/>, a <see cref="SetBudget"/> or a <see cref="BudgetDecided"/>, which are about many.
    /// </summary>
    Guid DeliverableId { get; }
}

/// <summary>Asks one consumer to do something: VerbNoun, filed under the service that obeys.</summary>
public interface ICommand : IMessage;

/// <summary>Says that something happened: NounPastVerb, filed under the service that publishes.</summary>
public interface IEvent : IMessage
{
    /// <summary>When it happened at the publisher, UTC.</summary>
    DateTimeOffset OccurredAt { get; }
}
