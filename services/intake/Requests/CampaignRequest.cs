namespace Atelier.Intake.Requests;

/// <summary>What a client sends to set up or change a campaign; the campaign's name is in the address.</summary>
internal sealed record CampaignRequest
{
    /// <summary>The seed that locked stages derive theirs from, 0 to 4,294,967,295.</summary>
    public long? SeedLock { get; init; }

    /// <summary>Reference colours as <c>#rrggbb</c>.</summary>
    public IReadOnlyList<string>? Palette { get; init; }

    /// <summary>What an hour of waiting for one deliverable is worth, US dollars.</summary>
    public decimal? ValueOfHourUsd { get; init; }

    /// <summary>What an hour of a reviewer's time is worth, US dollars; by default what the price book says.</summary>
    public decimal? ReviewHourUsd { get; init; }
}
