using System.Globalization;

namespace Atelier.Contracts.Catalog;

/// <summary>From a strength of 0 to 1, which means the same for every model, to a model's own value. Pure, and never against the order: more strength is never less.</summary>
public static class Calibration
{
    /// <summary>The value within the range: along its points where it has some, else in a straight line from end to end.</summary>
    /// <param name="range">The model's.</param>
    /// <param name="strength">0 to 1; what is beyond counts as the end.</param>
    public static double Of(NumberRange range, double strength)
    {
        var at = Math.Clamp(strength, 0, 1);
        var from = new StrengthPoint { At = 0, Is = range.Min };
        foreach (var to in (range.Strength ?? []).Append(new StrengthPoint { At = 1, Is = range.Max }))
        {
            if (at <= to.At)
                return to.At == from.At ? to.Is : Math.Clamp(from.Is + ((to.Is - from.Is) * ((at - from.At) / (to.At - from.At))), from.Is, to.Is);
            from = to;
        }
        return range.Max;
    }

    /// <summary>What is wrong with a range, in words that say what would be right, with the place; null when nothing is.</summary>
    /// <param name="range">The range.</param>
    public static (string Field, string Expected)? Fault(NumberRange range)
    {
        if (range.Max < range.Min)
            return ("max", "at least min");
        var before = new StrengthPoint { At = 0, Is = range.Min };
        for (var i = 0; i < (range.Strength?.Count ?? 0); i++)
        {
            var point = range.Strength![i];
            if (point.At <= before.At || point.At >= 1)
                return ($"strength[{i}].at", "a strength between 0 and 1, larger than the one before: 0 is min, and 1 is max");
            if (point.Is < before.Is || point.Is > range.Max)
                return ($"strength[{i}].is", string.Create(CultureInfo.InvariantCulture, $"a value from {before.Is:0.##} to {range.Max:0.##}: more strength is never less"));
            before = point;
        }
        return null;
    }
}

/// <summary>One point of a calibration.</summary>
public sealed record StrengthPoint
{
    /// <summary>A strength between 0 and 1.</summary>
    public required double At { get; init; }

    /// <summary>The model's own value there.</summary>
    public required double Is { get; init; }
}
