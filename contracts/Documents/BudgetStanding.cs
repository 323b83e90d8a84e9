namespace Atelier.Contracts;

/// <summary>Where a budget stood at a moment. All amounts are micro-dollars.</summary>
public sealed record BudgetStanding
{
    /// <summary>The campaign whose budget it is; null: the tenant's.</summary>
    public string? CampaignId { get; init; }

    /// <summary>The limit; null when there is none any more.</summary>
    public long? LimitMicros { get; init; }

    /// <summary>What vendors charged for attempts that are over.</summary>
    public required long SpentMicros { get; init; }

    /// <summary>The worst case of attempts that are under way.</summary>
    public required long ReservedMicros { get; init; }

    /// <summary>The worst case of attempts that are over and whose charge is not known: unknown is not zero.</summary>
    public required long UnsettledMicros { get; init; }
}
