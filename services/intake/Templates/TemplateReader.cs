using Atelier.Intake.Catalog;
using Atelier.Intake.Store;
using Microsoft.EntityFrameworkCore;

namespace Atelier.Intake.Templates;

/// <summary>What templates and partials there are: the catalog's, and a tenant's own.</summary>
internal sealed class TemplateReader(IntakeCatalog catalog, IDbContextFactory<IntakeDb> reads)
{
    public async Task<IReadOnlyList<TemplateView>> List(string tenantId, CancellationToken ct)
    {
        await using var db = await reads.CreateDbContextAsync(ct);
        var own = await db.Templates.AsNoTracking().Where(row => row.TenantId == tenantId).ToListAsync(ct);
        return [.. Catalog(withSource: false).Concat(own.Select(row => TemplateView.Of(row, withSource: false))).OrderBy(view => view.Name, StringComparer.Ordinal).ThenBy(view => view.Version)];
    }

    /// <param name="tenantId">Who asks.</param>
    /// <param name="name">As <c>spring-hero</c> for the newest version, or <c>spring-hero@2</c>.</param>
    /// <param name="ct">Stops reading.</param>
    public async Task<TemplateView?> Find(string tenantId, string name, CancellationToken ct)
    {
        var (plain, version) = name.Split('@') is [var before, var after] ? (before, after) : (name, null);
        await using var db = await reads.CreateDbContextAsync(ct);
        var own = await db.Templates.AsNoTracking().Where(row => row.TenantId == tenantId && row.Name == plain).ToListAsync(ct);
        var versions = Catalog(withSource: true).Where(view => view.Name == plain).Concat(own.Select(row => TemplateView.Of(row, withSource: true))).OrderBy(view => view.Version).ToList();
        var found = version is null ? versions.LastOrDefault() : versions.FirstOrDefault(view => $"{view.Version}" == version);
        return found is null ? null : found with { Versions = [.. versions.Select(view => view.Version)] };
    }

    private IEnumerable<TemplateView> Catalog(bool withSource) =>
        catalog.Templates.All.Select(template => TemplateView.Of(template, withSource)).Concat(catalog.Templates.Partials.All.Select(partial => TemplateView.Of(partial, withSource)));
}
