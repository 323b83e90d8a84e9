using Atelier.Contracts;

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

    /// <summary>What it may spend at vendors; left out, no limit of its own.</summary>
    public BudgetRequest? Budget { get; init; }

    /// <summary>What one acceptable deliverable is worth, US dollars: attempts that are not worth it are not made.</summary>
    public decimal? WorthUsd { get; init; }
}

internal sealed record BudgetRequest
{
    /// <summary>US dollars.</summary>
    public decimal? LimitUsd { get; init; }

    /// <summary>By default <c>hold</c>.</summary>
    public BudgetRule? AtLimit { get; init; }

    /// <summary>For <c>downgrade</c>: a tier of the routing table.</summary>
    public string? DowngradeTo { get; init; }
}
