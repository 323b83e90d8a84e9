using Atelier.Contracts.Catalog;

namespace Atelier.Router.Saga;

/// <summary>Which version of the routing table decides about a deliverable.</summary>
internal static class Pin
{
    /// <summary>The version that it started with, whatever holds by now; for a new one the version that holds. Null: nothing holds yet.</summary>
    public static string? Of(DeliverableState? state, IReadOnlyList<RoutingActivation> schedule, DateTimeOffset now) =>
        state?.TableHash ?? state?.LastAttempt?.Decision.TableHash ?? RoutingActivation.Current(schedule, now)?.Hash;
}
