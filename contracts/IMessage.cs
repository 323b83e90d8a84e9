namespace Atelier.Contracts;

/// <summary>What every message carries: whose it is and which deliverable it is about.</summary>
public interface IMessage
{
    /// <summary>The tenant that asked; never empty but in a <see cref="RequestRejected"/> whose sender could not be told, and in a <see cref="RoutingActivated"/>, which is about every tenant.</summary>
    string TenantId { get; }

    /// <summary>The deliverable; <see cref="Guid.Empty"/> only in a <see cref="RequestRejected"/> without a usable key, in a <see cref="RoutingActivated"/>, which is about all that are to come, and in a <see cref="SetBudget"/>, which is about all of a campaign.</summary>
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
