using Atelier.Platform.Catalog;

namespace Atelier.Intake.Catalog;

/// <summary>Every version of every template.</summary>
internal sealed class TemplateShelf
{
    private readonly Dictionary<string, PromptTemplate> _templates = new(StringComparer.Ordinal);

    /// <summary>Names without versions, and names with each of their versions.</summary>
    public IReadOnlyCollection<string> Names => _templates.Keys;

    /// <param name="name"><c>spring-hero</c> for the newest version, or <c>spring-hero@2</c>.</param>
    public PromptTemplate? Find(string name) => _templates.GetValueOrDefault(name);

    public static TemplateShelf Load(IEnumerable<string> paths)
    {
        var shelf = new TemplateShelf();
        foreach (var path in paths)
        {
            var template = PromptTemplate.Load(path);
            if (!shelf._templates.TryAdd(template.Id, template))
                throw CatalogLoader.Load<TemplateDocument>(path).Error("version", $"a version of {template.Document.Name} that no other file has");
            if (shelf.Find(template.Document.Name) is not { } other || other.Document.Version < template.Document.Version)
                shelf._templates[template.Document.Name] = template;
        }
        return shelf;
    }
}
