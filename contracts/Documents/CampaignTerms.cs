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

    /// <summary>Grows with every change of the campaign: of two copies the one with the higher revision is the newer.</summary>
    public long Revision { get; init; }

    /// <summary>What it may spend; null: no limit of its own. The account is the router's: this copy only says that there is one, and how it stood when the request was accepted.</summary>
    public BudgetTerms? Budget { get; init; }

    /// <summary>What one acceptable deliverable is worth, micro-dollars; null: not said, and attempts end at the cap.</summary>
    public long? WorthMicros { get; init; }

    /// <summary>What an hour of a reviewer's time is worth, micro-dollars; null: what the price book says.</summary>
    public long? ReviewHourMicros { get; init; }
}
