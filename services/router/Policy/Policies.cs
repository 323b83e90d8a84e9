using System.Collections.Concurrent;
using Atelier.Contracts.Catalog;
using Atelier.Platform.Catalog;
using Atelier.Router.Store;
using Microsoft.EntityFrameworkCore;

namespace Atelier.Router.Policy;

/// <summary>The policies of the table versions that this process has met, by hash: a version never changes, so one that is here stays; only prices go with the time.</summary>
internal sealed class Policies(IDbContextFactory<RouterDb> reads, Capabilities catalog, Pricing pricing, PriceTimeline prices, TimeProvider time)
{
    private readonly ConcurrentDictionary<string, RoutingPolicy> _known = [];

    /// <summary>Whether a table that was met looks at how the models do.</summary>
    public bool WatchHealth { get; private set; }

    public RoutingPolicy? Known(string hash)
    {
        if (_known.GetValueOrDefault(hash) is not { } policy)
            return null;
        var now = prices.At(time.GetUtcNow());
        return ReferenceEquals(policy.Pricing.Prices, now) ? policy : _known[hash] = AsPriced(policy, now);
    }

    /// <summary>Reads a version from the store, unless it is known.</summary>
    public async Task<RoutingPolicy> Load(string hash, CancellationToken ct)
    {
        if (Known(hash) is { } known)
            return known;
        var id = RoutingVersionRow.IdOf(hash);
        await using var db = await reads.CreateDbContextAsync(ct);
        var row = await db.RoutingVersions.AsNoTracking().SingleOrDefaultAsync(version => version.Id == id, ct)
            ?? throw new InvalidOperationException($"The store has no routing table {hash}, which a deliverable was started with: restore the row, or publish that document again.");
        // What a newer pod has published may say more than this one understands; it was checked when it was published.
        var document = CatalogLoader.Parse<RoutingTable>(System.Text.Encoding.UTF8.GetBytes(row.Document), $"routing table {row.Number}", ignoreUnknown: true);
        WatchHealth |= document.Value.Tiers.Values.Any(tier => tier.Switch is not { Acceptance: null, Latency: null });
        return _known[hash] = AsPriced(new RoutingPolicy { Table = document.Value, TableHash = hash, TableNumber = row.Number, Catalog = catalog, Pricing = pricing }, prices.At(time.GetUtcNow()));
    }

    private static RoutingPolicy AsPriced(RoutingPolicy policy, PriceBook prices) =>
        policy with { Catalog = policy.Catalog with { Prices = prices }, Pricing = policy.Pricing with { Prices = prices } };
}
