using System.Globalization;
using Atelier.Contracts.Catalog;
using Atelier.Router.Store;
using Microsoft.EntityFrameworkCore;

namespace Atelier.Router.Tables;

/// <summary>Finds published versions, and what holds.</summary>
internal sealed class VersionReader(IDbContextFactory<RouterDb> reads)
{
    /// <summary>A version by its number, its hash, or the first eight digits or more of its hash; null when there is none, or more than one.</summary>
    public async Task<RoutingVersionRow?> Find(string reference, CancellationToken ct)
    {
        await using var db = await reads.CreateDbContextAsync(ct);
        var versions = db.RoutingVersions.AsNoTracking();
        if (reference.Length < 8)
            return int.TryParse(reference, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? await versions.SingleOrDefaultAsync(version => version.Number == number, ct) : null;
        if (!reference.All(char.IsAsciiHexDigitLower))
            return null;
        var found = await versions.Where(version => version.Hash.StartsWith(reference)).OrderBy(version => version.Number).Take(2).ToListAsync(ct);
        return found.Count == 1 ? found[0] : null;
    }

    /// <summary>The newest versions, below a number where one is given.</summary>
    public async Task<IReadOnlyList<RoutingVersionRow>> Newest(int? below, int limit, CancellationToken ct)
    {
        await using var db = await reads.CreateDbContextAsync(ct);
        var versions = db.RoutingVersions.AsNoTracking();
        if (below is { } number)
            versions = versions.Where(version => version.Number < number);
        return await versions.OrderByDescending(version => version.Number).Take(limit).ToListAsync(ct);
    }

    /// <summary>Every activation, in the order they were decided.</summary>
    public async Task<IReadOnlyList<RoutingActivation>> Schedule(CancellationToken ct)
    {
        await using var db = await reads.CreateDbContextAsync(ct);
        return (await db.RoutingSchedule.AsNoTracking().SingleOrDefaultAsync(ct))?.Read() ?? [];
    }
}
