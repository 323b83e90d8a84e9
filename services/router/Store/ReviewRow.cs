using System.Text.Json;
using Atelier.Contracts;
using Atelier.Platform.Stores;
using Atelier.Router.Saga;

namespace Atelier.Router.Store;

/// <summary>A review in the queue. The saga's commits open and close it; reviewers lease it and decide in commits of their own.</summary>
internal sealed class ReviewRow : IKeyed, IVersioned
{
    public required Guid Id { get; init; }
    public long Version { get; set; }
    public required string TenantId { get; init; }
    public required Guid DeliverableId { get; init; }
    public required int Stage { get; init; }
    public required ReviewCause Cause { get; init; }
    public required bool FourEyes { get; init; }

    /// <summary>Whether a rejection can lead to another attempt.</summary>
    public required bool MayGoOn { get; init; }
    public required DateTimeOffset OpenedAt { get; init; }

    /// <summary>The request's priority, as a number: the higher, the sooner it is its turn.</summary>
    public required int Priority { get; init; }
    public DateTimeOffset? DeadlineAt { get; set; }
    public ReviewStanding Standing { get; set; }

    /// <summary>Who has it in hand; in force until <see cref="LeasedUntil"/>.</summary>
    public string? LeasedBy { get; set; }
    public Guid? Lease { get; set; }
    public DateTimeOffset? LeasedAt { get; set; }
    public DateTimeOffset? LeasedUntil { get; set; }

    /// <summary>Whether the time of who takes it and never decides is counted.</summary>
    public required bool CountLostLeases { get; init; }

    /// <summary>The person whose acceptance a second one must confirm.</summary>
    public string? AcceptedBy { get; set; }

    /// <summary>What was decided, a list of <see cref="LeasedRuling"/> as JSON.</summary>
    public string Rulings { get; private set; } = "[]";

    public static ReviewRow Of(DeliverableState state, ReviewState review, bool countLostLeases) => new()
    {
        Id = review.Id, TenantId = state.TenantId, DeliverableId = state.Id, Stage = state.Stage, Cause = review.Cause, FourEyes = review.FourEyes, MayGoOn = review.MayGoOn,
        OpenedAt = review.OpenedAt, Priority = (int)state.Spec.Priority, CountLostLeases = countLostLeases, DeadlineAt = state.Deadline, Standing = state.Held ? ReviewStanding.Held : ReviewStanding.Open,
    };

    public IReadOnlyList<LeasedRuling> ReadRulings() => JsonSerializer.Deserialize<IReadOnlyList<LeasedRuling>>(Rulings, AtelierJson.Options)!;

    public void Write(IReadOnlyList<LeasedRuling> rulings) => Rulings = JsonSerializer.Serialize(rulings, AtelierJson.Options);

    public bool IsLeased(DateTimeOffset now) => LeasedUntil > now;
}

/// <summary>A ruling, with the lease under which it was made: the same lease decides once.</summary>
internal sealed record LeasedRuling(Guid Lease, ReviewRuling Ruling);

/// <summary>How a review stands in the queue.</summary>
internal enum ReviewStanding
{
    /// <summary>It can be taken.</summary>
    Open,

    /// <summary>Its deliverable is held: nobody takes it until its release.</summary>
    Held,

    /// <summary>It is decided, and its deliverable has not gone on yet.</summary>
    Decided,

    /// <summary>Its deliverable has gone on, or has ended.</summary>
    Over,
}
