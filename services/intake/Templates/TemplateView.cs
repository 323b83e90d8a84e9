using System.Text;
using Atelier.Intake.Store;
using Atelier.Platform.Catalog;

namespace Atelier.Intake.Templates;

/// <summary>A version of a template or partial as its tenant sees it.</summary>
internal sealed record TemplateView
{
    public required string Name { get; init; }

    public required int Version { get; init; }

    public required TemplateKind Kind { get; init; }

    /// <summary>What deliverables record: it covers the document and every partial in it.</summary>
    public required string Hash { get; init; }

    public string? About { get; init; }

    public IReadOnlyDictionary<string, TemplateVariable>? Variables { get; init; }

    /// <summary>Every partial in the text, as it was written.</summary>
    public IReadOnlyList<string>? Partials { get; init; }

    /// <summary>Missing for a file of the catalog.</summary>
    public DateTimeOffset? PublishedAt { get; init; }

    /// <summary>Every version of that name; left out of lists.</summary>
    public IReadOnlyList<int>? Versions { get; init; }

    /// <summary>The YAML; left out of lists.</summary>
    public string? Source { get; init; }

    public static TemplateView Of(PromptTemplate template, bool withSource) => Of(template.Source, template.Hash, withSource) with { Partials = [.. template.Partials.Select(partial => partial.Id)] };

    public static TemplateView Of(Partial partial, bool withSource) => Of(partial.Source, partial.Source.Hash, withSource);

    public static TemplateView Of(TemplateRow row, bool withSource)
    {
        var source = Encoding.UTF8.GetBytes(row.Source);
        var view = row.Kind is TemplateKind.Partial
            ? Of(CatalogLoader.Parse<PartialDocument>(source, row.Name), row.Hash, withSource)
            : Of(CatalogLoader.Parse<TemplateDocument>(source, row.Name), row.Hash, withSource);
        return view with { PublishedAt = row.PublishedAt };
    }

    private static TemplateView Of(CatalogDocument<TemplateDocument> document, string hash, bool withSource)
    {
        var template = document.Value;
        return new TemplateView
        {
            Name = template.Name, Version = template.Version, Kind = TemplateKind.Template, Hash = hash, About = template.About, Variables = template.Variables,
            Partials = MentionsIn(template.Prompt + template.NegativePrompt), Source = withSource ? document.Text : null,
        };
    }

    private static TemplateView Of(CatalogDocument<PartialDocument> document, string hash, bool withSource) => new()
    {
        Name = document.Value.Name, Version = document.Value.Version, Kind = TemplateKind.Partial, Hash = hash, About = document.Value.About,
        Partials = MentionsIn(document.Value.Text), Source = withSource ? document.Text : null,
    };

    private static IReadOnlyList<string> MentionsIn(string text) => [.. TemplateText.Read(text).Partials.Select(mention => mention.Name).Distinct()];
}
