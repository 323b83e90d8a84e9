using System.Collections.Frozen;
using Atelier.Contracts.Catalog;
using Atelier.Router.Policy;
using Atelier.Router.Tables;

namespace Atelier.Router.Dispatch;

/// <summary>How many attempts each tier may have under way at once: by the version of the routing table that holds now, whichever a deliverable started with.</summary>
internal sealed class SlotLimits(VersionReader versions, Policies policies, TimeProvider time)
{
    /// <summary>By tier; a tier without a limit is not in it.</summary>
    public async Task<IReadOnlyDictionary<string, int>> Now(CancellationToken ct)
    {
        if (RoutingActivation.Current(await versions.Schedule(ct), time.GetUtcNow()) is not { } active)
            return FrozenDictionary<string, int>.Empty;
        var tiers = (await policies.Load(active.Hash, ct)).Table.Tiers;
        return tiers.Where(tier => tier.Value.Concurrency is not null).ToFrozenDictionary(tier => tier.Key, tier => tier.Value.Concurrency!.Value);
    }
}
