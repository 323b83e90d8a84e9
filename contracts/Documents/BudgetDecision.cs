namespace Atelier.Contracts;

/// <summary>What an operator has decided about a budget that asks at its limit. It holds for those who wait and those who come, until the budget's terms change or another is decided.</summary>
public sealed record BudgetDecision
{
    /// <summary>What was decided.</summary>
    public required BudgetChoice Choice { get; init; }

    /// <summary>The limit from then on, micro-dollars; null: the terms' own.</summary>
    public long? LimitMicros { get; init; }

    /// <summary>For <see cref="BudgetChoice.Downgrade"/>: as <see cref="BudgetTerms.DowngradeTo"/>.</summary>
    public string? DowngradeTo { get; init; }

    /// <summary>Who decided: the name of an API key, as the gateway knows it.</summary>
    public required string By { get; init; }

    /// <summary>Why.</summary>
    public required string Note { get; init; }

    /// <summary>When, UTC.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>The terms with what was decided: raised ones ask again when they come to their end.</summary>
    public BudgetTerms Over(BudgetTerms terms) => new()
    {
        LimitMicros = LimitMicros ?? terms.LimitMicros, DowngradeTo = Choice is BudgetChoice.Downgrade ? DowngradeTo : terms.DowngradeTo,
        AtLimit = Choice switch { BudgetChoice.Downgrade => BudgetRule.Downgrade, BudgetChoice.Fail => BudgetRule.Fail, _ => terms.AtLimit },
    };
}

/// <summary>What can be decided when a budget is at its limit.</summary>
public enum BudgetChoice
{
    /// <summary>More may be spent.</summary>
    Raise,

    /// <summary>Cheaper models that fit are taken, as by <see cref="BudgetRule.Downgrade"/>.</summary>
    Downgrade,

    /// <summary>What does not fit fails, as by <see cref="BudgetRule.Fail"/>.</summary>
    Fail,
}
