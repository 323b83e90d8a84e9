using Atelier.Ledger.Store;
using Microsoft.EntityFrameworkCore;

namespace Atelier.Ledger.Costs;

/// <summary>Which deliverables a report is about: a tenant's, and of those the ones that every given filter takes.</summary>
internal sealed record CostFilter(string TenantId, string? Campaign = null, DateTimeOffset? From = null, DateTimeOffset? To = null);

/// <summary>Sums the projection.</summary>
internal sealed class CostReports(IDbContextFactory<LedgerDb> databases)
{
    public async Task<CostReport> Read(CostFilter filter, CancellationToken ct = default)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        var rows = db.DeliverableCosts.AsNoTracking().Where(row => row.TenantId == filter.TenantId);
        if (filter.Campaign is { } campaign)
            rows = rows.Where(row => row.CampaignId == campaign);
        if (filter.From is { } from)
            rows = rows.Where(row => row.RequestedAt >= from);
        if (filter.To is { } to)
            rows = rows.Where(row => row.RequestedAt < to);

        var tiers = await rows
            .GroupBy(row => row.Tier)
            .Select(tier => new CostLine
            {
                Tier = tier.Key,
                Requested = tier.Count(),
                Delivered = tier.Count(row => row.Outcome == Outcome.Delivered),
                Failed = tier.Count(row => row.Outcome == Outcome.Failed),
                Cancelled = tier.Count(row => row.Outcome == Outcome.Cancelled),
                Attempts = tier.Sum(row => row.Attempts),
                Accepted = tier.Sum(row => row.Accepted),
                Rejected = tier.Sum(row => row.Rejected),
                GenerationMicros = tier.Sum(row => row.GenerationMicros),
                InspectionMicros = tier.Sum(row => row.InspectionMicros),
                RefinementMicros = tier.Sum(row => row.RefinementMicros),
                ReviewMicros = tier.Sum(row => row.ReviewMicros),
                ReviewSeconds = tier.Sum(row => row.ReviewSeconds),
                WaitingMicros = tier.Sum(row => row.WaitingMicros),
                ReproductionMicros = tier.Sum(row => row.ReproductionMicros),
                Unpriced = tier.Sum(row => row.Unpriced),
            })
            .ToListAsync(ct);

        return new CostReport
        {
            Campaign = filter.Campaign,
            From = filter.From,
            To = filter.To,
            Tiers = [.. tiers.OrderBy(line => line.Tier, StringComparer.Ordinal)],
            Total = CostLine.Sum(tiers),
        };
    }
}
