namespace Atelier.Contracts;

/// <summary>What a campaign settles for all its deliverables.</summary>
public sealed record CampaignTerms
{
    /// <summary>The campaign's name, unique within the tenant.</summary>
    public required string CampaignId { get; init; }

    /// <summary>The seed that locked stages derive theirs from.</summary>
    public long? SeedLock { get; init; }

    /// <summary>The reference colours (<c>#rrggbb</c>) that pictures are held to; empty for none.</summary>
    public IReadOnlyList<string> Palette { get; init; } = [];

    /// <summary>What an hour of waiting for one deliverable is worth, micro-dollars.</summary>
    public long ValueOfHourMicros { get; init; }
}
