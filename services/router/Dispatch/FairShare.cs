using System.Collections.Immutable;
using Atelier.Contracts.Catalog;

namespace Atelier.Router.Dispatch;

/// <summary>What one tenant has in one tier.</summary>
/// <param name="Tenant">The tenant.</param>
/// <param name="Waiting">How many attempts wait.</param>
/// <param name="InFlight">How many are under way.</param>
/// <param name="Oldest">Since when the oldest request of those that wait has been there.</param>
internal sealed record Line(string Tenant, int Waiting, int InFlight, DateTimeOffset Oldest);

/// <summary>
/// Whose turn it is in one tier, and what is remembered of earlier turns. Every turn of a tenant lasts 1 ÷ weight of an imaginary time, and
/// the tenant whose next turn begins first has it (start-time fair queueing). A tenant that had nothing waiting has saved nothing up: its turn
/// begins now, before that of everybody who had one. See docs/decisions/0025.
/// </summary>
internal sealed record FairShare
{
    /// <summary>When the turn that was given last began.</summary>
    public double Now { get; private init; }

    /// <summary>When the next turn of a tenant begins, as far as that is later than now.</summary>
    private ImmutableDictionary<string, double> Due { get; init; } = ImmutableDictionary<string, double>.Empty;

    /// <summary>The line whose turn it is; null when nothing waits. Among equals it is who has least under way for its weight, then who waits longest.</summary>
    public Line? Next(IEnumerable<Line> lines, TenantBook weights) =>
        lines.Where(line => line.Waiting > 0)
            .OrderBy(line => Begins(line.Tenant)).ThenBy(line => (double)line.InFlight / weights.Weight(line.Tenant)).ThenBy(line => line.Oldest).ThenBy(line => line.Tenant, StringComparer.Ordinal)
            .FirstOrDefault();

    /// <summary>What is remembered once a tenant had its turn.</summary>
    public FairShare After(string tenant, TenantBook weights)
    {
        var began = Begins(tenant);
        return new FairShare
        {
            Now = began,
            Due = Due.SetItem(tenant, began + 1.0 / weights.Weight(tenant)).RemoveRange(Due.Where(due => due.Value <= began && due.Key != tenant).Select(due => due.Key)),
        };
    }

    private double Begins(string tenant) => Math.Max(Now, Due.GetValueOrDefault(tenant, Now));
}
