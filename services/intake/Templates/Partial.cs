using Atelier.Platform.Catalog;

namespace Atelier.Intake.Templates;

/// <summary>A checked version of a fragment that templates share.</summary>
internal sealed class Partial
{
    private Partial(CatalogDocument<PartialDocument> document) => (Source, Text) = (document, TemplateText.Read(document.Value.Text));

    public CatalogDocument<PartialDocument> Source { get; }

    public TemplateText Text { get; }

    /// <summary>As <c>spring-light@1</c>.</summary>
    public string Id => $"{Source.Value.Name}@{Source.Value.Version}";

    /// <summary>Checks it as far as that can be done alone.</summary>
    /// <exception cref="CatalogException">The first thing wrong with it.</exception>
    public static Partial Of(CatalogDocument<PartialDocument> document)
    {
        var findings = new List<CatalogException>();
        var partial = Read(document, findings);
        return findings.Count == 0 ? partial : throw findings[0];
    }

    /// <summary>Reads it, whatever is wrong with it.</summary>
    public static Partial Read(CatalogDocument<PartialDocument> document, List<CatalogException> findings)
    {
        var partial = new Partial(document);
        TemplateLint.Head(document, document.Value.Name, document.Value.Version, findings);
        TemplateLint.Form(document, "text", partial.Text, findings);
        return partial;
    }
}
