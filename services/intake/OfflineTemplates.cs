using Atelier.Contracts;
using Atelier.Intake.Requests;
using Atelier.Intake.Templates;
using Atelier.Intake.Validation;
using Atelier.Platform.Catalog;

namespace Atelier.Intake;

/// <summary>What can be said of template files without a line that is up.</summary>
public static class OfflineTemplates
{
    /// <summary>Everything wrong with a template, or with a partial, each with its line and column; nothing for one that may be used.</summary>
    /// <param name="path">The file.</param>
    /// <param name="catalog">Where the partials are that it names.</param>
    /// <exception cref="CatalogException">There is no such file, it is no template, or the catalog's own partials are wrong.</exception>
    public static IReadOnlyList<CatalogException> Lint(string path, CatalogFolder catalog)
    {
        var partials = Partials(catalog);
        if (!CatalogLoader.Load<TemplateHead>(path, ignoreUnknown: true).Value.IsPartial)
            return TemplateLint.Check(CatalogLoader.Load<TemplateDocument>(path), partials);
        var (document, findings) = (CatalogLoader.Load<PartialDocument>(path), new List<CatalogException>());
        var partial = Partial.Read(document, findings);
        TemplateLint.Partials(document, "text", partial.Text, partials, findings);
        return findings;
    }

    /// <summary>What a template makes of variables.</summary>
    /// <param name="path">The file.</param>
    /// <param name="catalog">Where the partials are that it names.</param>
    /// <param name="variables">Values by name; those with a default may be left out.</param>
    /// <param name="problems">What is wrong with the variables; then there is no answer.</param>
    /// <exception cref="CatalogException">The template cannot be used as it stands.</exception>
    public static TemplatePreview? Preview(string path, CatalogFolder catalog, IReadOnlyDictionary<string, string> variables, out IReadOnlyList<RequestProblem> problems)
    {
        var template = PromptTemplate.Of(CatalogLoader.Load<TemplateDocument>(path), Partials(catalog));
        var found = new Problems();
        var (prompt, negative) = PromptConcern.Expand(template, variables, negative: null, "variables", "$", found);
        problems = found.All;
        return found.Any ? null : new TemplatePreview(template.Id, template.Hash, prompt!.Text, negative);
    }

    private static PartialShelf Partials(CatalogFolder catalog) => PartialShelf.Load(catalog.Files(Path.Combine("templates", "partials")));
}

/// <summary>What a template makes of variables.</summary>
/// <param name="Template">As <c>spring-hero@2</c>.</param>
/// <param name="Hash">What a deliverable would record.</param>
/// <param name="Prompt">The expanded text.</param>
/// <param name="NegativePrompt">What to keep out; null for nothing.</param>
public sealed record TemplatePreview(string Template, string Hash, string Prompt, string? NegativePrompt);
