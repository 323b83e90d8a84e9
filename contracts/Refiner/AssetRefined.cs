namespace Atelier.Contracts;

/// <summary>A refined file is there, verified after writing.</summary>
public sealed record AssetRefined : IEvent
{
    /// <inheritdoc/>
    public required string TenantId { get; init; }

    /// <inheritdoc/>
    public required Guid DeliverableId { get; init; }

    /// <inheritdoc/>
    public required DateTimeOffset OccurredAt { get; init; }

    /// <summary>The attempt.</summary>
    public required Guid AttemptId { get; init; }

    /// <summary>The stage, from 0.</summary>
    public required int Stage { get; init; }

    /// <summary>The refined file.</summary>
    public required AssetRef Refined { get; init; }

    /// <summary>A small picture of it.</summary>
    public required AssetRef Preview { get; init; }

    /// <summary>The recipe.</summary>
    public required string Recipe { get; init; }

    /// <summary>Content hash of the recipes document.</summary>
    public required string RecipeHash { get; init; }

    /// <summary>What refining cost.</summary>
    public required Cost Cost { get; init; }
}
