using Atelier.Platform.Catalog;

namespace Atelier.Intake.Templates;

/// <summary>Every version of every template, and the partials that they share.</summary>
internal sealed class TemplateShelf
{
    private readonly Dictionary<string, PromptTemplate> _templates = new(StringComparer.Ordinal);

    private TemplateShelf(PartialShelf partials) => Partials = partials;

    public PartialShelf Partials { get; }

    /// <summary>Names without versions, and names with each of their versions.</summary>
    public IReadOnlyCollection<string> Names => _templates.Keys;

    /// <summary>Each version once.</summary>
    public IEnumerable<PromptTemplate> All => _templates.Where(pair => pair.Key == pair.Value.Id).Select(pair => pair.Value);

    /// <param name="name"><c>spring-hero</c> for the newest version, or <c>spring-hero@2</c>.</param>
    public PromptTemplate? Find(string name) => _templates.GetValueOrDefault(name);

    /// <summary>The files of the catalog: templates/ and templates/partials/.</summary>
    /// <exception cref="CatalogException">The first thing wrong with them.</exception>
    public static TemplateShelf Load(CatalogFolder folder) => Load(folder.Files("templates"), PartialShelf.Load(folder.Files(Path.Combine("templates", "partials"))));

    public static TemplateShelf Load(IEnumerable<string> paths, PartialShelf partials)
    {
        var shelf = new TemplateShelf(partials);
        foreach (var path in paths)
        {
            var template = PromptTemplate.Of(CatalogLoader.Load<TemplateDocument>(path), partials);
            if (!shelf.Add(template))
                throw template.Source.Error("version", $"a version of {template.Document.Name} that no other file has");
            if (partials.All.FirstOrDefault(partial => partial.Source.Value.Name == template.Document.Name) is { } namesake)
                throw template.Source.Error("name", $"a name that no partial has: {namesake.Id} has it");
        }
        return shelf;
    }

    /// <summary>This one and more: what one tenant has published.</summary>
    public TemplateShelf With(IEnumerable<PromptTemplate> more)
    {
        var shelf = new TemplateShelf(Partials);
        foreach (var template in All.Concat(more))
            shelf.Add(template);
        return shelf;
    }

    private bool Add(PromptTemplate template)
    {
        if (!_templates.TryAdd(template.Id, template))
            return false;
        if (Find(template.Document.Name) is not { } other || other.Document.Version < template.Document.Version)
            _templates[template.Document.Name] = template;
        return true;
    }
}
