using Atelier.Contracts.Catalog;

namespace Atelier.Router.Dispatch;

/// <summary>How busy the tiers are whose attempts are counted.</summary>
internal sealed record WaitingView(IReadOnlyList<TierLine> Tiers)
{
    /// <param name="limits">Attempts at once, by tier.</param>
    /// <param name="seats">What is under way.</param>
    /// <param name="lines">What waits.</param>
    /// <param name="weights">How tenants share.</param>
    /// <param name="tenant">Who asks.</param>
    /// <param name="withOthers">Whether the other tenants are named.</param>
    public static WaitingView Of(
        IReadOnlyDictionary<string, int> limits, IReadOnlyList<Seat> seats, IReadOnlyList<(string Tier, Line Line)> lines, TenantBook weights, string tenant, bool withOthers)
    {
        return new WaitingView([.. limits.Keys.Union(seats.Select(seat => seat.Tier)).Union(lines.Select(line => line.Tier)).Order(StringComparer.Ordinal).Select(Tier)]);

        TierLine Tier(string tier)
        {
            var waiting = lines.Where(line => line.Tier == tier).ToDictionary(line => line.Line.Tenant, line => line.Line.Waiting);
            var underWay = seats.Where(seat => seat.Tier == tier).CountBy(seat => seat.Tenant).ToDictionary();
            return new TierLine
            {
                Tier = tier, Concurrency = limits.TryGetValue(tier, out var limit) ? limit : null, InFlight = underWay.Values.Sum(), Waiting = waiting.Values.Sum(), Yours = Of(tenant),
                Tenants = withOthers ? [.. waiting.Keys.Union(underWay.Keys).Order(StringComparer.Ordinal).Select(Of)] : null,
            };

            TenantLine Of(string name) => new(name, weights.Weight(name), underWay.GetValueOrDefault(name), waiting.GetValueOrDefault(name));
        }
    }
}

/// <summary>One tier.</summary>
internal sealed record TierLine
{
    public required string Tier { get; init; }

    /// <summary>How many attempts may be under way at once, by the version that holds; missing when it does not limit the tier any more.</summary>
    public int? Concurrency { get; init; }

    public required int InFlight { get; init; }

    public required int Waiting { get; init; }

    public required TenantLine Yours { get; init; }

    /// <summary>Every tenant that has something there; for operators.</summary>
    public IReadOnlyList<TenantLine>? Tenants { get; init; }
}

/// <summary>What a tenant has in a tier.</summary>
internal sealed record TenantLine(string Tenant, int Weight, int InFlight, int Waiting);
