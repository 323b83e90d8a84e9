using System.Security.Cryptography;
using System.Text;
using Atelier.Platform.Catalog;
using HandlebarsDotNet;

namespace Atelier.Intake.Templates;

/// <summary>A checked and compiled template, its partials in it.</summary>
internal sealed class PromptTemplate
{
    private static readonly IHandlebars Engine = Handlebars.Create(new HandlebarsConfiguration { NoEscape = true, ThrowOnUnresolvedBindingExpression = true });

    private readonly HandlebarsTemplate<object, object> _prompt;
    private readonly HandlebarsTemplate<object, object>? _negative;

    private PromptTemplate(CatalogDocument<TemplateDocument> document, PartialShelf partials)
    {
        (Source, Partials) = (document, PartialsOf(document.Value, partials));
        Hash = HashOf(document.Hash, Partials);
        _prompt = Compile("prompt", document.Value.Prompt, partials);
        _negative = document.Value.NegativePrompt is { } negative ? Compile("negativePrompt", negative, partials) : null;
    }

    public CatalogDocument<TemplateDocument> Source { get; }

    public TemplateDocument Document => Source.Value;

    /// <summary>Of the document and of every partial in it: another text has another hash.</summary>
    public string Hash { get; }

    /// <summary>Every partial in it, in the order of their ids.</summary>
    public IReadOnlyList<Partial> Partials { get; }

    /// <summary>As <c>spring-hero@2</c>.</summary>
    public string Id => $"{Document.Name}@{Document.Version}";

    /// <exception cref="CatalogException">The first thing wrong with it.</exception>
    public static PromptTemplate Of(CatalogDocument<TemplateDocument> document, PartialShelf partials)
    {
        var findings = TemplateLint.Check(document, partials);
        return findings.Count == 0 ? new PromptTemplate(document, partials) : throw findings[0];
    }

    /// <param name="variables">Every declared variable with its value.</param>
    public (string Prompt, string? Negative) Expand(IReadOnlyDictionary<string, string> variables)
    {
        var values = variables.ToDictionary(pair => pair.Key, pair => VariableRules.ValueOf(Document.Variables[pair.Key], pair.Value));
        return (_prompt(values).Trim(), _negative?.Invoke(values).Trim());
    }

    private static IReadOnlyList<Partial> PartialsOf(TemplateDocument document, PartialShelf partials) =>
    [
        .. TemplateText.Read(document.Prompt + document.NegativePrompt).Partials.SelectMany(mention => partials.Closure(mention.Name))
            .DistinctBy(partial => partial.Id).OrderBy(partial => partial.Id, StringComparer.Ordinal),
    ];

    private static string HashOf(string document, IReadOnlyList<Partial> partials) => partials.Count == 0 ? document
        : Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', [document, .. partials.Select(partial => $"{partial.Id}={partial.Source.Hash}")]))));

    private HandlebarsTemplate<object, object> Compile(string field, string text, PartialShelf partials)
    {
        try
        {
            return Engine.Compile(partials.Inline(text));
        }
        catch (HandlebarsException e)
        {
            throw Source.Error(field, $"a template that compiles ({e.Message})");
        }
    }
}
