using System.Collections.Concurrent;
using System.Text;
using Atelier.Intake.Catalog;
using Atelier.Intake.Requests;
using Atelier.Intake.Store;
using Atelier.Platform.Catalog;
using Microsoft.EntityFrameworkCore;

namespace Atelier.Intake.Templates;

/// <summary>
/// The catalog's templates and those that a tenant has published. What is published is read from the store, so every process knows it
/// from the next request on; versions never change, so what was compiled once stays compiled.
/// </summary>
internal sealed class TemplateLibrary(IntakeCatalog catalog, IDbContextFactory<IntakeDb> reads)
{
    private const int MostCompiled = 1_000;
    private readonly ConcurrentDictionary<Guid, PromptTemplate> _compiled = [];

    /// <summary>What the prompts of a request may name.</summary>
    public Task<TemplateShelf> For(string tenantId, DeliverableRequest request, CancellationToken ct) =>
        For(tenantId, (request.Stages ?? []).Select(stage => stage?.Prompt?.Template), ct);

    /// <summary>The catalog's, and the tenant's own under these names (with or without a version).</summary>
    public async Task<TemplateShelf> For(string tenantId, IEnumerable<string?> mentioned, CancellationToken ct)
    {
        var names = mentioned.OfType<string>().Select(name => name.Split('@')[0]).Distinct().ToArray();
        if (names.Length == 0)
            return catalog.Templates;
        await using var db = await reads.CreateDbContextAsync(ct);
        var versions = await db.Templates.AsNoTracking().Where(row => row.TenantId == tenantId && row.Kind == TemplateKind.Template && names.Contains(row.Name)).Select(row => row.Id).ToListAsync(ct);
        var published = new List<PromptTemplate>(versions.Count);
        foreach (var id in versions)
            published.Add(await Compiled(db, tenantId, id, ct));
        return published.Count == 0 ? catalog.Templates : catalog.Templates.With(published);
    }

    /// <summary>The catalog's partials, and the tenant's own that a text uses, directly or through others.</summary>
    public async Task<PartialShelf> PartialsFor(string tenantId, IEnumerable<string> texts, CancellationToken ct)
    {
        await using var db = await reads.CreateDbContextAsync(ct);
        return await Partials(db, tenantId, texts, ct);
    }

    private async Task<PromptTemplate> Compiled(IntakeDb db, string tenantId, Guid id, CancellationToken ct)
    {
        if (_compiled.TryGetValue(id, out var known))
            return known;
        var row = await db.Templates.AsNoTracking().SingleAsync(row => row.Id == id, ct);
        var document = Parse<TemplateDocument>(row);
        var template = PromptTemplate.Of(document, await Partials(db, tenantId, [document.Value.Prompt, document.Value.NegativePrompt ?? ""], ct));
        if (_compiled.Count >= MostCompiled)
            _compiled.Clear();
        return _compiled[id] = template;
    }

    private async Task<PartialShelf> Partials(IntakeDb db, string tenantId, IEnumerable<string> texts, CancellationToken ct)
    {
        var shelf = catalog.Templates.Partials;
        for (var wanted = Missing(texts.Select(TemplateText.Read)); wanted.Length > 0;)
        {
            var found = await db.Templates.AsNoTracking().Where(row => wanted.Contains(row.Id) && row.Kind == TemplateKind.Partial).ToListAsync(ct);
            var partials = found.Select(row => Partial.Of(Parse<PartialDocument>(row))).ToList();
            shelf = shelf.With(partials);
            wanted = Missing(partials.Select(partial => partial.Text));
        }
        return shelf;

        Guid[] Missing(IEnumerable<TemplateText> read) =>
            [.. read.SelectMany(text => text.Partials).Select(mention => mention.Name).Where(id => shelf.Find(id) is null).Distinct().Select(id => IdOf(tenantId, id))];
    }

    private static Guid IdOf(string tenantId, string id) => id.Split('@') is [var name, var number] ? TemplateRow.IdOf(tenantId, name, int.Parse(number)) : Guid.Empty;

    private static CatalogDocument<T> Parse<T>(TemplateRow row) where T : class => CatalogLoader.Parse<T>(Encoding.UTF8.GetBytes(row.Source), $"{row.Name}@{row.Number}");
}
