namespace Atelier.Contracts;

/// <summary>The words a model is given, and where they came from.</summary>
public sealed record Prompt
{
    /// <summary>The expanded text.</summary>
    public required string Text { get; init; }

    /// <summary>The template it was expanded from, if any.</summary>
    public string? Template { get; init; }

    /// <summary>Content hash of the template's version.</summary>
    public string? TemplateHash { get; init; }

    /// <summary>The variables it was expanded with.</summary>
    public IReadOnlyDictionary<string, string>? Variables { get; init; }
}
