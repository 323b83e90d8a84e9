using Atelier.Contracts;
using Atelier.Ledger.Store;
using Microsoft.EntityFrameworkCore;

namespace Atelier.Ledger.Costs;

/// <summary>Which deliverables a report is about: a tenant's, and of those the ones that every given filter takes.</summary>
internal sealed record CostFilter(string TenantId, string? Campaign = null, DateTimeOffset? From = null, DateTimeOffset? To = null, Grade? Grade = null);

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

        if (filter.Grade is { } grade)
            rows = rows.Where(row => row.Grade == grade);

        var lines = await rows
            .GroupBy(row => new { row.Tier, row.Grade })
            .Select(tier => new CostLine
            {
                Tier = tier.Key.Tier,
                Grade = tier.Key.Grade,
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
            Grade = filter.Grade,
            Tiers = [.. lines.GroupBy(line => line.Tier).Select(tier => CostLine.Sum([.. tier]) with { Tier = tier.Key }).OrderBy(line => line.Tier, StringComparer.Ordinal)],
            Grades = [.. lines.Where(line => line.Grade is not null).GroupBy(line => line.Grade).Select(it => CostLine.Sum([.. it]) with { Grade = it.Key }).OrderBy(line => line.Grade)],
            Total = CostLine.Sum(lines),
        };
    }
}
