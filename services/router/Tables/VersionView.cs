using Atelier.Contracts.Catalog;
using Atelier.Router.Store;

namespace Atelier.Router.Tables;

/// <summary>Where a version stands in its life.</summary>
internal enum VersionLife
{
    /// <summary>Something is wrong with it: see its findings.</summary>
    Draft,

    /// <summary>It may be activated, and never was.</summary>
    Validated,

    /// <summary>It takes over at a time to come.</summary>
    Scheduled,

    /// <summary>It holds now.</summary>
    Active,

    /// <summary>It held once; deliverables that started with it go on with it.</summary>
    Superseded,
}

/// <summary>A version as operators see it.</summary>
internal sealed record VersionView
{
    public required int Number { get; init; }

    public required string Hash { get; init; }

    public string? Name { get; init; }

    public required VersionLife State { get; init; }

    public required string Author { get; init; }

    public string? Note { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>What is wrong with a draft.</summary>
    public required IReadOnlyList<Finding> Findings { get; init; }

    public required VersionLinks Links { get; init; }

    public static VersionView Of(RoutingVersionRow row, IReadOnlyList<RoutingActivation> schedule, DateTimeOffset now) => new()
    {
        Number = row.Number, Hash = row.Hash, Name = row.Name, Author = row.Author, Note = row.Note, CreatedAt = row.CreatedAt,
        State = Life(row, schedule, now), Findings = row.ReadFindings(),
        Links = new VersionLinks($"/v1/routing/versions/{row.Number}", $"/v1/routing/versions/{row.Number}/document", $"/v1/routing/versions/{row.Number}/documentation"),
    };

    public static VersionLife Life(RoutingVersionRow row, IReadOnlyList<RoutingActivation> schedule, DateTimeOffset now)
    {
        var own = RoutingActivation.Standing(schedule).Where(activation => activation.Hash == row.Hash).ToList();
        return row.State is VersionState.Draft ? VersionLife.Draft
            : RoutingActivation.Current(schedule, now)?.Hash == row.Hash ? VersionLife.Active
            : own.Any(activation => !activation.HasCome(now)) ? VersionLife.Scheduled
            : own.Count > 0 ? VersionLife.Superseded : VersionLife.Validated;
    }
}

internal sealed record VersionLinks(string Self, string Document, string Documentation);

/// <summary>What holds, what is to come, and what held.</summary>
internal sealed record ActiveView
{
    /// <summary>The one that holds now.</summary>
    public required RoutingActivation? Active { get; init; }

    /// <summary>Those to come, the next one first.</summary>
    public required IReadOnlyList<RoutingActivation> Scheduled { get; init; }

    /// <summary>Those that held before, the last one first.</summary>
    public required IReadOnlyList<RoutingActivation> History { get; init; }

    /// <summary>What the version would be told today if it were published: it is active all the same, and passes over what is missing.</summary>
    public IReadOnlyList<Finding> Warnings { get; init; } = [];

    public static ActiveView Of(IReadOnlyList<RoutingActivation> schedule, DateTimeOffset now)
    {
        var active = RoutingActivation.Current(schedule, now);
        return new ActiveView
        {
            Active = active,
            Scheduled = [.. RoutingActivation.Standing(schedule).Where(activation => !activation.HasCome(now))],
            History = [.. schedule.Where(activation => activation.HasCome(now) && activation != active && !activation.Withdrawn && !IsCalledOff(activation, schedule)).OrderByDescending(activation => activation.EffectiveAt).ThenByDescending(activation => activation.Order)],
        };
    }

    private static bool IsCalledOff(RoutingActivation activation, IReadOnlyList<RoutingActivation> schedule) =>
        schedule.Any(other => other.Withdrawn && other.EffectiveAt == activation.EffectiveAt && other.Order > activation.Order);
}
