namespace Atelier.Intake.Catalog;

/// <summary>One version of a prompt template, a file of catalog/templates.</summary>
internal sealed record TemplateDocument
{
    /// <summary>Lower-case letters, digits and hyphens.</summary>
    public required string Name { get; init; }

    /// <summary>From 1; a request that names no version gets the highest.</summary>
    public required int Version { get; init; }

    /// <summary>What it is for, for people.</summary>
    public string? About { get; init; }

    public IReadOnlyDictionary<string, TemplateVariable> Variables { get; init; } = new Dictionary<string, TemplateVariable>();

    /// <summary>Handlebars: <c>{{variable}}</c>, and <c>{{#if variable}}…{{else}}…{{/if}}</c> or <c>unless</c> around text.</summary>
    public required string Prompt { get; init; }

    /// <summary>What to keep out when the request itself does not say; Handlebars too.</summary>
    public string? NegativePrompt { get; init; }
}

internal sealed record TemplateVariable
{
    /// <summary>Used when the request gives none; without it the request must.</summary>
    public string? Default { get; init; }

    /// <summary>The only values it takes; any when left out.</summary>
    public IReadOnlyList<string>? Allowed { get; init; }

    public string? About { get; init; }
}
