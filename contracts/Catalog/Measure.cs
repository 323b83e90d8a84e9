using System.Globalization;

namespace Atelier.Contracts.Catalog;

/// <summary>What is known of an attempt when it is priced: units, and what conditions ask for. What is not known is neither true nor false.</summary>
/// <param name="Asked">What it is asked for.</param>
/// <param name="Usage">The vendor's figures; null: none, or not yet.</param>
/// <param name="Worst">Whether the most is asked for, before it is made.</param>
internal sealed record Measure(Asked Asked, Usage? Usage, bool Worst)
{
    private const decimal MostUnits = 1_000_000_000_000m; // a figure above is no figure

    /// <summary>Whether one of the vendor's figures has counted.</summary>
    public bool UsedUsage { get; private set; }

    /// <summary>How many of a unit; null: not known.</summary>
    /// <param name="unit">The unit.</param>
    /// <param name="most">The most that it can be.</param>
    public decimal? Units(PriceUnit unit, decimal? most)
    {
        if (Usage?.Units.TryGetValue(unit, out var told) is true && told is >= 0 and <= MostUnits)
        {
            UsedUsage = true;
            return told;
        }
        decimal? known = unit switch
        {
            PriceUnit.Image => 1,
            PriceUnit.Megapixel => Asked.Megapixels,
            PriceUnit.Second => Seconds,
            PriceUnit.Reference => Asked.References,
            PriceUnit.ReferenceMegapixel => Asked.ReferenceMegapixels,
            _ => null,
        };
        return known ?? (Worst ? most : null);
    }

    /// <summary>What is missing to count a unit, in words.</summary>
    public string MissingOf(PriceUnit unit) => unit switch
    {
        PriceUnit.Second => "the attempt has no running time",
        _ when Worst => "the price book does not say how many it takes at most (most)",
        PriceUnit.ReferenceMegapixel => "the sizes of its references are not known",
        _ => "the vendor's answer did not say how many it took",
    };

    /// <summary>Whether a condition holds; null, with what is missing, where that is not known.</summary>
    public (bool? Fits, string? Missing) Fit(PriceCondition? condition)
    {
        if (condition is null)
            return (true, null);
        string? missing = null;
        bool? fits = true;
        Check(condition.Size.Count == 0 ? true : condition.Size.Contains(Size), "size");
        Check(condition.Resolution is not { } resolution || Math.Min(Asked.Width, Asked.Height) <= PriceCondition.EdgeOf(resolution), "resolution");
        Check(condition.Megapixels is not { } megapixels || megapixels.Hold(Asked.Megapixels), "size");
        Check(condition.Duration is not { } duration ? true : Seconds is { } seconds ? duration.Hold(seconds) : null, "duration");
        Check(condition.References is not { } references || references.Hold(Asked.References), "references");
        Check(Named(condition.Quality, Asked.Traits.Quality), "quality");
        Check(Named(condition.Mode, Asked.Traits.Mode), "mode");
        Check(condition.Audio is not { } audio ? true : Asked.Traits.Audio is { } sounds ? sounds == audio : null, "audio");
        return (fits, fits is null ? missing : null);

        void Check(bool? holds, string what)
        {
            if (holds is false)
                fits = false;
            else if (holds is null && fits is not false)
                (fits, missing) = (null, missing ?? what);
        }
    }

    /// <summary>What is asked for, in words.</summary>
    public string Words() => string.Join(", ", new[]
    {
        Size, Seconds is { } seconds ? string.Create(CultureInfo.InvariantCulture, $"{seconds:0.##} s") : null,
        Asked.Traits.Quality is { } quality ? $"quality {quality}" : null, Asked.Traits.Mode is { } mode ? $"mode {mode}" : null,
    }.OfType<string>());

    private string Size => string.Create(CultureInfo.InvariantCulture, $"{Asked.Width}x{Asked.Height}");

    private decimal? Seconds => Asked.Duration is { Ticks: > 0 } time ? (decimal)time.Ticks / TimeSpan.TicksPerSecond : null;

    private static bool? Named(IReadOnlyList<string> names, string? name) => names.Count == 0 ? true : name is null ? null : names.Contains(name);
}
