using System.Text;
using Atelier.Intake.Catalog;
using Atelier.Intake.Requests;
using Atelier.Intake.Store;
using Atelier.Platform.Catalog;
using Atelier.Platform.Stores;
using Microsoft.EntityFrameworkCore;

namespace Atelier.Intake.Templates;

/// <summary>What became of a publication.</summary>
internal abstract record PublishResult
{
    /// <summary>It is published; <see cref="IsNew"/> is false when it was already.</summary>
    public sealed record Published(TemplateRow Row, bool IsNew) : PublishResult;

    /// <summary>The version stands for another text.</summary>
    public sealed record VersionTaken(string Id, int Next) : PublishResult;

    public sealed record Refused(Problems Problems) : PublishResult;
}

/// <summary>Publishes versions of templates and partials: checked wholly, and once published never changed.</summary>
internal sealed class TemplatePublishing(IntakeCatalog catalog, TemplateLibrary library, IDbContextFactory<IntakeDb> reads, GroupCommit<IntakeDb> writes, TimeProvider clock)
{
    public async Task<PublishResult> Publish(string tenantId, ReadOnlyMemory<byte> yaml, CancellationToken ct)
    {
        var problems = new Problems();
        try
        {
            var row = CatalogLoader.Parse<TemplateHead>(yaml.Span, "body", ignoreUnknown: true).Value.IsPartial ? await Partial(tenantId, yaml, problems, ct) : await Template(tenantId, yaml, problems, ct);
            return row is null || problems.Any ? new PublishResult.Refused(problems) : await Keep(row, problems, ct);
        }
        catch (CatalogException e)
        {
            Add(problems, e);
            return new PublishResult.Refused(problems);
        }
    }

    private async Task<TemplateRow?> Template(string tenantId, ReadOnlyMemory<byte> yaml, Problems problems, CancellationToken ct)
    {
        var document = CatalogLoader.Parse<TemplateDocument>(yaml.Span, "body");
        var partials = await library.PartialsFor(tenantId, [document.Value.Prompt, document.Value.NegativePrompt ?? ""], ct);
        var findings = TemplateLint.Check(document, partials);
        findings.ForEach(finding => Add(problems, finding));
        return findings.Count > 0 ? null : Row(tenantId, yaml, TemplateKind.Template, document.Value.Name, document.Value.Version, PromptTemplate.Of(document, partials).Hash);
    }

    private async Task<TemplateRow?> Partial(string tenantId, ReadOnlyMemory<byte> yaml, Problems problems, CancellationToken ct)
    {
        var (document, findings) = (CatalogLoader.Parse<PartialDocument>(yaml.Span, "body"), new List<CatalogException>());
        var partial = Templates.Partial.Read(document, findings);
        TemplateLint.Partials(document, "text", partial.Text, await library.PartialsFor(tenantId, [document.Value.Text], ct), findings);
        findings.ForEach(finding => Add(problems, finding));
        return findings.Count > 0 ? null : Row(tenantId, yaml, TemplateKind.Partial, document.Value.Name, document.Value.Version, document.Hash);
    }

    private TemplateRow Row(string tenantId, ReadOnlyMemory<byte> yaml, TemplateKind kind, string name, int number, string hash) => new()
    {
        Id = TemplateRow.IdOf(tenantId, name, number), TenantId = tenantId, Name = name, Number = number, Kind = kind, Hash = hash,
        Source = Encoding.UTF8.GetString(yaml.Span), PublishedAt = clock.GetUtcNow(),
    };

    /// <summary>Versions follow one another without gaps, the catalog's first; two at once are told apart by the row's id.</summary>
    private async Task<PublishResult> Keep(TemplateRow row, Problems problems, CancellationToken ct)
    {
        await using var db = await reads.CreateDbContextAsync(ct);
        var published = await db.Templates.AsNoTracking().Where(other => other.TenantId == row.TenantId && other.Name == row.Name).Select(other => new { other.Number, other.Kind }).ToListAsync(ct);
        List<(int Number, TemplateKind Kind)> known =
        [
            .. published.Select(other => (other.Number, other.Kind)),
            .. catalog.Templates.All.Where(template => template.Document.Name == row.Name).Select(template => (template.Document.Version, TemplateKind.Template)),
            .. catalog.Templates.Partials.All.Where(partial => partial.Source.Value.Name == row.Name).Select(partial => (partial.Source.Value.Version, TemplateKind.Partial)),
        ];
        var next = known.Select(other => other.Number).DefaultIfEmpty().Max() + 1;
        if (known.FirstOrDefault(other => other.Kind != row.Kind) is { Number: > 0 } namesake)
            problems.Add("name", Problems.Show(row.Name), $"choose another name: a {namesake.Kind.ToString().ToLowerInvariant()} has this one");
        else if (row.Number > next)
            problems.Add("version", $"{row.Number}", $"use {next}, the next version of {row.Name}");
        if (problems.Any)
            return new PublishResult.Refused(problems);
        if (published.All(other => other.Number != row.Number) && row.Number < next)
            return new PublishResult.VersionTaken($"{row.Name}@{row.Number}", next); // the catalog's own
        return await writes.Commit<PublishResult>([RowKey.Of<TemplateRow>(row.Id)], scope =>
        {
            if (scope.Find<TemplateRow>(row.Id) is { } earlier)
                return earlier.Source == row.Source ? new PublishResult.Published(earlier, IsNew: false) : new PublishResult.VersionTaken($"{row.Name}@{row.Number}", next);
            scope.Add(row);
            return new PublishResult.Published(row, IsNew: true);
        }, CancellationToken.None);
    }

    private static void Add(Problems problems, CatalogException finding) =>
        problems.Add($"{(finding.Field.Length == 0 ? "$" : finding.Field)} (line {finding.Line}, column {finding.Column})", finding.Found, $"give {finding.Expected}");
}
