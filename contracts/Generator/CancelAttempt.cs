namespace Atelier.Contracts;

/// <summary>
/// Make no more of an attempt. One that no vendor was asked for ends unbilled, also when its command has not come yet; one that a vendor
/// has is cancelled there where the vendor's document knows how. Its <see cref="GenerationFailed"/> or <see cref="GenerationCompleted"/>
/// comes as ever, and tells what it cost.
/// </summary>
public sealed record CancelAttempt : ICommand
{
    /// <inheritdoc/>
    public required string TenantId { get; init; }

    /// <inheritdoc/>
    public required Guid DeliverableId { get; init; }

    /// <summary>The attempt, as it was commanded.</summary>
    public required GenerateAttempt Attempt { get; init; }

    /// <summary>True: only if no vendor was asked for it; one that is at a vendor goes on.</summary>
    public required bool OnlyBeforeSubmission { get; init; }
}
