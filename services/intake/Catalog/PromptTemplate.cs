using Atelier.Platform.Catalog;
using HandlebarsDotNet;

namespace Atelier.Intake.Catalog;

/// <summary>A checked and compiled template. Its text can name variables and nothing else: no helpers, no partials, no files.</summary>
internal sealed class PromptTemplate
{
    private static readonly IHandlebars Engine = Handlebars.Create(new HandlebarsConfiguration { NoEscape = true, ThrowOnUnresolvedBindingExpression = true });

    private readonly HandlebarsTemplate<object, object> _prompt;
    private readonly HandlebarsTemplate<object, object>? _negative;

    private PromptTemplate(CatalogDocument<TemplateDocument> document)
    {
        (Document, Hash) = (document.Value, document.Hash);
        _prompt = Compile(document, "prompt", document.Value.Prompt);
        _negative = document.Value.NegativePrompt is { } negative ? Compile(document, "negativePrompt", negative) : null;
    }

    public TemplateDocument Document { get; }

    public string Hash { get; }

    /// <summary>As <c>spring-hero@2</c>.</summary>
    public string Id => $"{Document.Name}@{Document.Version}";

    public static PromptTemplate Load(string path)
    {
        var document = CatalogLoader.Load<TemplateDocument>(path);
        TemplateLint.Check(document);
        return new PromptTemplate(document);
    }

    /// <param name="variables">Every declared variable with its value.</param>
    public (string Prompt, string? Negative) Expand(IReadOnlyDictionary<string, string> variables) =>
        (_prompt(variables).Trim(), _negative?.Invoke(variables).Trim());

    private static HandlebarsTemplate<object, object> Compile(CatalogDocument<TemplateDocument> document, string field, string text)
    {
        try
        {
            return Engine.Compile(text);
        }
        catch (HandlebarsException e)
        {
            throw document.Error(field, $"a template that compiles ({e.Message})");
        }
    }
}
