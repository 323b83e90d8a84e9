namespace Atelier.Contracts;

/// <summary>Make the file to deliver out of an accepted output.</summary>
public sealed record RefineAsset : ICommand
{
    /// <inheritdoc/>
    public required string TenantId { get; init; }

    /// <inheritdoc/>
    public required Guid DeliverableId { get; init; }

    /// <summary>The attempt.</summary>
    public required Guid AttemptId { get; init; }

    /// <summary>The stage, from 0.</summary>
    public required int Stage { get; init; }

    /// <summary>The accepted output.</summary>
    public required AssetRef Source { get; init; }

    /// <summary>A recipe of the catalog.</summary>
    public required string Recipe { get; init; }

    /// <summary>What the refined file must be.</summary>
    public required Expectation Target { get; init; }
}
