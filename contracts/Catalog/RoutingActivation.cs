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

    /// <summary>Whether its time has come. One that takes over at once has, by any clock: clocks of two machines never agree wholly.</summary>
    public bool HasCome(DateTimeOffset now) => EffectiveAt <= At || EffectiveAt <= now;

    /// <summary>The one that holds at a time; null when none has come yet.</summary>
    public static RoutingActivation? Current(IEnumerable<RoutingActivation> activations, DateTimeOffset now) =>
        activations.Where(activation => activation.HasCome(now)).OrderBy(activation => activation.EffectiveAt).ThenBy(activation => activation.Order).LastOrDefault();
}
