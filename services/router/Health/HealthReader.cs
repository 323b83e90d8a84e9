using Atelier.Router.Store;
using Microsoft.EntityFrameworkCore;

namespace Atelier.Router.Health;

/// <summary>Reads how the models do from the store.</summary>
internal sealed class HealthReader(IDbContextFactory<RouterDb> reads)
{
    private const int MostModels = 2_000; // there are as many as categories and models that were ever used together
    private const int MostOutcomes = 1_000;

    public async Task<HealthView> View(CancellationToken ct)
    {
        await using var db = await reads.CreateDbContextAsync(ct);
        return new HealthView((await db.ModelHealth.AsNoTracking().OrderBy(row => row.Category).ThenBy(row => row.Model).Take(MostModels).ToListAsync(ct)).Select(row => row.Read()));
    }

    /// <summary>The oldest that nobody has counted.</summary>
    public async Task<IReadOnlyList<ModelOutcomeRow>> Uncounted(CancellationToken ct)
    {
        await using var db = await reads.CreateDbContextAsync(ct);
        return await db.ModelOutcomes.AsNoTracking().OrderBy(row => row.At).ThenBy(row => row.Id).Take(MostOutcomes).ToListAsync(ct);
    }
}
