using System.Globalization;
using Atelier.Contracts;
using Atelier.Router.Store;

namespace Atelier.Router.Http;

/// <summary>Charges that nobody knows, the oldest first. Amounts are US dollars, exact to the micro-dollar.</summary>
internal sealed record UnsettledPage
{
    public required IReadOnlyList<UnsettledView> Items { get; init; }

    /// <summary>Ask again with <c>after</c> this for the next page; missing on the last.</summary>
    public string? Next { get; init; }

    public static UnsettledPage Of(IReadOnlyList<UnsettledRow> rows, int most) => new()
    {
        Items = [.. rows.Take(most).Select(UnsettledView.Of)],
        Next = rows.Count > most ? string.Create(CultureInfo.InvariantCulture, $"{rows[most - 1].Since.UtcTicks}-{rows[most - 1].Id:N}") : null,
    };

    /// <summary>The place that a <see cref="Next"/> names; null: it names none.</summary>
    public static (DateTimeOffset Since, Guid Id)? Place(string next) =>
        next.Split('-') is [var ticks, var id] && long.TryParse(ticks, NumberStyles.None, CultureInfo.InvariantCulture, out var at) && at <= DateTimeOffset.MaxValue.Ticks && Guid.TryParseExact(id, "N", out var known)
            ? (new DateTimeOffset(at, TimeSpan.Zero), known) : null;
}

/// <summary>A charge that nobody knows.</summary>
internal sealed record UnsettledView
{
    public required Guid Attempt { get; init; }

    public required Guid Deliverable { get; init; }

    public required string Key { get; init; }

    public required string Campaign { get; init; }

    public required string Stage { get; init; }

    public required string Model { get; init; }

    /// <summary>The most that it can have been charged.</summary>
    public required decimal SetAsideUsd { get; init; }

    /// <summary>What is missing to know it.</summary>
    public required string Why { get; init; }

    public required DateTimeOffset Since { get; init; }

    public static UnsettledView Of(UnsettledRow row) => new()
    {
        Attempt = row.Id, Deliverable = row.DeliverableId, Key = row.Key, Campaign = row.CampaignId, Stage = row.Stage, Model = row.Model, SetAsideUsd = row.Micros / 1_000_000m, Why = row.Why, Since = row.Since,
    };
}

/// <summary>What stands of a charge that nobody had told.</summary>
internal sealed record SettledView
{
    public required Guid Attempt { get; init; }

    public required Guid Deliverable { get; init; }

    /// <summary>Missing where it is written off: its cost stays unpriced, and nothing is set aside for it.</summary>
    public decimal? ChargeUsd { get; init; }

    public required bool WrittenOff { get; init; }

    public required string By { get; init; }

    public required string Note { get; init; }

    public required DateTimeOffset At { get; init; }

    public static SettledView Of(Guid attempt, Guid deliverable, Settlement settlement) => new()
    {
        Attempt = attempt, Deliverable = deliverable, ChargeUsd = settlement.Micros / 1_000_000m, WrittenOff = settlement.Micros is null, By = settlement.By, Note = settlement.Note, At = settlement.At,
    };
}
