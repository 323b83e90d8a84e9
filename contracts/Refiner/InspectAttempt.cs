namespace Atelier.Contracts;

/// <summary>Judge an output by what is in its pixels.</summary>
public sealed record InspectAttempt : ICommand
{
    /// <inheritdoc/>
    public required string TenantId { get; init; }

    /// <inheritdoc/>
    public required Guid DeliverableId { get; init; }

    /// <summary>The attempt.</summary>
    public required Guid AttemptId { get; init; }

    /// <summary>The stage, from 0.</summary>
    public required int Stage { get; init; }

    /// <summary>The output.</summary>
    public required AssetRef Output { get; init; }

    /// <summary>What the output should be.</summary>
    public required Expectation Expected { get; init; }
}
