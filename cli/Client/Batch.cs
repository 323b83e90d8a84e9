namespace Atelier.Cli.Client;

/// <summary>A batch that was taken.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Key">The client's key.</param>
/// <param name="Deliverables">How many it has.</param>
public sealed record BatchTaken(Guid Id, string Key, int Deliverables);

/// <summary>What a batch may cost. Money is micro-dollars.</summary>
public sealed record BatchPrice
{
    /// <summary>How many deliverables.</summary>
    public required int Deliverables { get; init; }

    /// <summary>What the figures are about.</summary>
    public required string Covers { get; init; }

    /// <summary>A line a tier.</summary>
    public required IReadOnlyList<PriceLine> Tiers { get; init; }

    /// <summary>All of them together.</summary>
    public required PriceLine Total { get; init; }

    /// <summary>What the expected figures rest on.</summary>
    public required PriceBasis Basis { get; init; }
}

/// <summary>One line of a price.</summary>
/// <param name="Tier">Missing in the total.</param>
/// <param name="Stages">Stages that go there.</param>
/// <param name="ExpectedAttempts">Attempts to expect.</param>
/// <param name="Expected">What to expect.</param>
/// <param name="Worst">The most that the caps allow.</param>
public sealed record PriceLine(string? Tier, int Stages, double ExpectedAttempts, PriceFigure Expected, PriceFigure Worst);

/// <summary>An amount, or what is missing to know it.</summary>
/// <param name="Micros">Micro-dollars; missing when it is not known.</param>
/// <param name="Unpriced">What is missing.</param>
public sealed record PriceFigure(long? Micros, IReadOnlyList<string>? Unpriced);

/// <summary>What expected figures rest on.</summary>
/// <param name="Source">In words.</param>
/// <param name="Assumes">What they take for granted.</param>
public sealed record PriceBasis(string Source, IReadOnlyList<string> Assumes);

/// <summary>How a batch goes.</summary>
public sealed record BatchView
{
    /// <summary>Its id.</summary>
    public required Guid Id { get; init; }

    /// <summary>The client's key.</summary>
    public required string Key { get; init; }

    /// <summary><c>running</c>, <c>paused</c>, <c>cancelling</c>, <c>cancelled</c> or <c>ended</c>.</summary>
    public required string State { get; init; }

    /// <summary>How many deliverables it has.</summary>
    public required int Deliverables { get; init; }

    /// <summary>How many wait for their turn.</summary>
    public required int Waiting { get; init; }

    /// <summary>Deliverables by phase.</summary>
    public required IReadOnlyDictionary<string, int> Phases { get; init; }

    /// <summary>How many are held.</summary>
    public required int Held { get; init; }

    /// <summary>Known costs so far, micro-dollars.</summary>
    public required long CostMicros { get; init; }

    /// <summary>Costs that are not known and not in the sum.</summary>
    public required int UnpricedCosts { get; init; }
}
