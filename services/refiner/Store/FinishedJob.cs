using Atelier.Platform.Stores;

namespace Atelier.Refiner.Store;

/// <summary>A job that was done: its event left in the same transaction, and never leaves again with other content.</summary>
internal sealed class FinishedJob : IKeyed
{
    /// <summary>Follows from the command: see <see cref="JobId"/>.</summary>
    public required Guid Id { get; init; }

    public required Guid DeliverableId { get; init; }

    public required Guid AttemptId { get; init; }

    /// <summary>The event's type name.</summary>
    public required string Kind { get; init; }

    /// <summary>The event as JSON.</summary>
    public required string Body { get; init; }

    public required DateTimeOffset FinishedAt { get; init; }
}
