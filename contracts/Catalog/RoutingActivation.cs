using System.Text.Json.Serialization;

namespace Atelier.Contracts.Catalog;

/// <summary>That a version of the routing table takes over, at once or at a given time.</summary>
public sealed record RoutingActivation
{
    /// <summary>Content hash of the version.</summary>
    public required string Hash { get; init; }

    /// <summary>The version's number, from 1 in the order of publication.</summary>
    public required int Number { get; init; }

    /// <summary>Place among all activations, from 1; of two for the same moment the later one counts.</summary>
    public required int Order { get; init; }

    /// <summary>When it takes over; not after <see cref="At"/> for one that took over at once.</summary>
    public required DateTimeOffset EffectiveAt { get; init; }

    /// <summary>When it was decided.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Who decided: a tenant's operator, or <c>catalog</c> for the file that the line was started with.</summary>
    public required string By { get; init; }

    /// <summary>Why, in the words of whoever decided.</summary>
    public string? Note { get; init; }

    /// <summary>It is called off: at this moment nothing takes over, what held goes on.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool Withdrawn { get; init; }

    /// <summary>Whether its time has come. One that takes over at once has, by any clock: clocks of two machines never agree wholly.</summary>
    public bool HasCome(DateTimeOffset now) => EffectiveAt <= At || EffectiveAt <= now;

    /// <summary>The one that holds at a time; null when none has come yet.</summary>
    public static RoutingActivation? Current(IEnumerable<RoutingActivation> activations, DateTimeOffset now) =>
        Standing(activations).LastOrDefault(activation => activation.HasCome(now));

    /// <summary>Those that count, by the moment at which they take over: of those for one moment the last one, unless that moment was called off.</summary>
    public static IEnumerable<RoutingActivation> Standing(IEnumerable<RoutingActivation> activations) =>
        activations.GroupBy(activation => activation.EffectiveAt).Select(moment => moment.MaxBy(activation => activation.Order)!).Where(last => !last.Withdrawn).OrderBy(last => last.EffectiveAt);
}
