using System.Globalization;
using System.Text.RegularExpressions;
using Atelier.Contracts;
using Atelier.Contracts.Catalog;
using Atelier.Intake.Requests;
using Atelier.Intake.Validation;

namespace Atelier.Intake.Campaigns;

/// <summary>What a campaign's terms may be.</summary>
internal static partial class CampaignRules
{
    public const int MostColours = 16;
    public const decimal DearestHour = 1_000_000;

    /// <param name="name">The campaign's name.</param>
    /// <param name="request">What was sent.</param>
    /// <param name="table">The routing table that holds.</param>
    /// <param name="problems">What is found wrong is added to these.</param>
    public static CampaignTerms Read(string name, CampaignRequest request, RoutingTable table, Problems problems)
    {
        if (!Names().IsMatch(name))
            problems.Add("name", Problems.Show(name), "use up to 64 letters, digits, hyphens, dots and underscores, beginning with a letter or digit");
        if (request.SeedLock is < 0 or > SeedConcern.Largest)
            problems.Add("seedLock", $"{request.SeedLock}", $"use 0 to {SeedConcern.Largest}");
        var palette = request.Palette ?? [];
        if (palette.Count > MostColours)
            problems.Add("palette", $"{palette.Count} colours", $"give at most {MostColours}");
        for (var i = 0; i < Math.Min(palette.Count, MostColours); i++)
        {
            if (palette[i] is { } colour && !Colours().IsMatch(colour))
                problems.Add($"palette[{i}]", Problems.Show(colour), "write the colour as #rrggbb");
        }
        if (request.ValueOfHourUsd is < 0 or > DearestHour)
            problems.Add("valueOfHourUsd", request.ValueOfHourUsd.Value.ToString(CultureInfo.InvariantCulture), $"use 0 to {DearestHour:N0} US dollars");
        if (request.ReviewHourUsd is < 0 or > DearestHour)
            problems.Add("reviewHourUsd", request.ReviewHourUsd.Value.ToString(CultureInfo.InvariantCulture), $"use 0 to {DearestHour:N0} US dollars, or leave it out for what the price book says");
        var budget = BudgetConcern.Read(request.Budget, table, problems);
        var worth = WorthConcern.Read(request.WorthUsd, "worthUsd", problems);
        return new CampaignTerms
        {
            CampaignId = name,
            SeedLock = request.SeedLock,
            Palette = problems.Any ? [] : [.. palette.Select(colour => colour.ToLowerInvariant())],
            ReviewHourMicros = problems.Any || request.ReviewHourUsd is not { } hour ? null : (long)decimal.Round(hour * 1_000_000m),
            ValueOfHourMicros = problems.Any ? 0 : (long)decimal.Round((request.ValueOfHourUsd ?? 0) * 1_000_000m),
            Budget = budget,
            WorthMicros = worth,
        };
    }

    [GeneratedRegex(@"^[A-Za-z0-9][A-Za-z0-9._-]{0,63}\z")]
    private static partial Regex Names();

    [GeneratedRegex(@"^#[0-9A-Fa-f]{6}\z")]
    private static partial Regex Colours();
}
