namespace Atelier.Intake.Templates;

/// <summary>One version of a prompt template: a file of catalog/templates, or published at run time.</summary>
internal sealed record TemplateDocument
{
    /// <summary>Lower-case letters, digits and hyphens.</summary>
    public required string Name { get; init; }

    /// <summary>From 1; a request that names no version gets the highest.</summary>
    public required int Version { get; init; }

    /// <summary>What it is for, for people.</summary>
    public string? About { get; init; }

    public IReadOnlyDictionary<string, TemplateVariable> Variables { get; init; } = new Dictionary<string, TemplateVariable>();

    /// <summary>
    /// Handlebars: <c>{{variable}}</c>, <c>{{#if variable}}…{{else}}…{{/if}}</c> or <c>unless</c> around text, and <c>{{> partial@1}}</c>.
    /// </summary>
    public required string Prompt { get; init; }

    /// <summary>What to keep out when the request itself does not say; Handlebars too.</summary>
    public string? NegativePrompt { get; init; }
}

/// <summary>One version of a fragment that templates share: a file of catalog/templates/partials, or published at run time.</summary>
internal sealed record PartialDocument
{
    /// <summary>Lower-case letters, digits and hyphens; no template has it.</summary>
    public required string Name { get; init; }

    /// <summary>From 1; who uses it names it.</summary>
    public required int Version { get; init; }

    /// <summary>What it is for, for people.</summary>
    public string? About { get; init; }

    /// <summary>Handlebars, as a template's prompt; its variables are those of the template that uses it.</summary>
    public required string Text { get; init; }
}

/// <summary>What tells a partial from a template.</summary>
internal sealed record TemplateHead
{
    public string? Text { get; init; }

    public bool IsPartial => Text is not null;
}

internal sealed record TemplateVariable
{
    /// <summary>Text when left out, or a choice where <see cref="Allowed"/> is given.</summary>
    public VariableType? Type { get; init; }

    /// <summary>Used when the request gives none; without it the request must.</summary>
    public string? Default { get; init; }

    /// <summary>The values of a choice.</summary>
    public IReadOnlyList<string>? Allowed { get; init; }

    /// <summary>Shortest text, characters.</summary>
    public int? MinLength { get; init; }

    /// <summary>Longest text, characters.</summary>
    public int? MaxLength { get; init; }

    /// <summary>A regular expression that the whole text matches.</summary>
    public string? Pattern { get; init; }

    /// <summary>Smallest number.</summary>
    public double? Min { get; init; }

    /// <summary>Largest number.</summary>
    public double? Max { get; init; }

    public string? About { get; init; }

    public VariableType Kind => Type ?? (Allowed is null ? VariableType.Text : VariableType.Choice);
}

/// <summary>What a variable holds.</summary>
internal enum VariableType
{
    Text,
    Choice,
    Number,
    Whole,

    /// <summary>True or false, for <c>{{#if}}</c>.</summary>
    Flag,
}
