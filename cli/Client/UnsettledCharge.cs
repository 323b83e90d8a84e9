namespace Atelier.Cli.Client;

/// <summary>What <c>GET /v1/budgets/unsettled</c> answers.</summary>
public sealed record UnsettledPage(IReadOnlyList<UnsettledCharge> Items, string? Next);

/// <summary>A charge that no vendor has told.</summary>
public sealed record UnsettledCharge
{
    /// <summary>The attempt.</summary>
    public required Guid Attempt { get; init; }

    /// <summary>Its deliverable.</summary>
    public required Guid Deliverable { get; init; }

    /// <summary>That one's key.</summary>
    public required string Key { get; init; }

    /// <summary>Its campaign.</summary>
    public required string Campaign { get; init; }

    /// <summary>The stage.</summary>
    public required string Stage { get; init; }

    /// <summary>As <c>vendor/model</c>.</summary>
    public required string Model { get; init; }

    /// <summary>The most that it can have been charged, US dollars.</summary>
    public required decimal SetAsideUsd { get; init; }

    /// <summary>What is missing to know it.</summary>
    public required string Why { get; init; }

    /// <summary>Since when nobody knows.</summary>
    public required DateTimeOffset Since { get; init; }
}

/// <summary>What stands of it once it is settled.</summary>
public sealed record SettledCharge
{
    /// <summary>US dollars; null where it is written off.</summary>
    public decimal? ChargeUsd { get; init; }

    /// <summary>Nobody will ever know.</summary>
    public required bool WrittenOff { get; init; }

    /// <summary>Who said so.</summary>
    public required string By { get; init; }
}
