namespace Atelier.Contracts;

/// <summary>A refined file of a stage, with a small preview.</summary>
public sealed record DeliveredFile
{
    /// <summary>The stage it came from.</summary>
    public required string Stage { get; init; }

    /// <summary>The refined file.</summary>
    public required AssetRef Asset { get; init; }

    /// <summary>A small picture of it.</summary>
    public required AssetRef Preview { get; init; }

    /// <summary>What its platform leaves uncovered; null where that is not known.</summary>
    public SafeArea? SafeArea { get; init; }
}
