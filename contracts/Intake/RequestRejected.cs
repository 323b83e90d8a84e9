namespace Atelier.Contracts;

/// <summary>A request that came over the queue cannot be taken; nothing of it was kept.</summary>
public sealed record RequestRejected : IEvent
{
    /// <inheritdoc/>
    public required string TenantId { get; init; }

    /// <inheritdoc/>
    public required Guid DeliverableId { get; init; }

    /// <inheritdoc/>
    public required DateTimeOffset OccurredAt { get; init; }

    /// <summary>The client's key, where it could be read.</summary>
    public string? Key { get; init; }

    /// <summary>Everything that was found wrong.</summary>
    public required IReadOnlyList<RequestProblem> Problems { get; init; }
}

/// <summary>One thing wrong with a request.</summary>
public sealed record RequestProblem
{
    /// <summary>JSON path of the field, as <c>stages[0].format</c>; <c>$</c> for the whole body.</summary>
    public required string Field { get; init; }

    /// <summary>What was found there.</summary>
    public required string Found { get; init; }

    /// <summary>What to do about it.</summary>
    public required string Remedy { get; init; }
}
