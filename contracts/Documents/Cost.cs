namespace Atelier.Contracts;

/// <summary>What something cost. Unknown is not zero: a cost without <see cref="Micros"/> is unpriced and says what is missing.</summary>
public sealed record Cost
{
    /// <summary>Micro-dollars (1 USD = 1,000,000); null when it cannot be determined.</summary>
    public long? Micros { get; init; }

    /// <summary>What is missing to price it, when <see cref="Micros"/> is null.</summary>
    public string? Unpriced { get; init; }

    /// <summary>Nothing was spent, and that is known.</summary>
    public static Cost Nothing { get; } = Of(0);

    /// <summary>A known cost in micro-dollars; negative is an error.</summary>
    public static Cost Of(long micros)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(micros);
        return new Cost { Micros = micros };
    }

    /// <summary>A cost that cannot be determined.</summary>
    /// <param name="missing">What is missing, in words an analyst can act on.</param>
    public static Cost Unknown(string missing) => new() { Unpriced = missing };
}
