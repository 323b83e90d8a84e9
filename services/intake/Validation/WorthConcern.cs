using System.Globalization;
using Atelier.Intake.Requests;

namespace Atelier.Intake.Validation;

/// <summary>What a deliverable is worth is an amount above nothing.</summary>
internal static class WorthConcern
{
    public const decimal Largest = 1_000_000;

    /// <summary>Micro-dollars.</summary>
    public static long? Read(decimal? usd, string field, Problems problems)
    {
        if (usd is not { } worth)
            return null;
        if (worth is <= 0 or > Largest)
            problems.Add(field, worth.ToString(CultureInfo.InvariantCulture), $"use an amount above 0, at most {Largest:N0} US dollars, or leave it out");
        return problems.Any ? null : (long)decimal.Round(worth * 1_000_000m);
    }
}
