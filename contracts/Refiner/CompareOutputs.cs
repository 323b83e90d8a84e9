namespace Atelier.Contracts;

/// <summary>Say how alike two outputs look.</summary>
public sealed record CompareOutputs : ICommand
{
    /// <inheritdoc/>
    public required string TenantId { get; init; }

    /// <inheritdoc/>
    public required Guid DeliverableId { get; init; }

    /// <summary>The attempt that made <see cref="Again"/>.</summary>
    public required Guid AttemptId { get; init; }

    /// <summary>What it is to look like.</summary>
    public required AssetRef Original { get; init; }

    /// <summary>What is compared with it.</summary>
    public required AssetRef Again { get; init; }
}
