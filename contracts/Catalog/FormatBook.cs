namespace Atelier.Contracts.Catalog;

/// <summary>catalog/formats.yaml: aspect-ratio templates for the places where deliverables are shown.</summary>
public sealed record FormatBook
{
    /// <summary>Formats by name.</summary>
    public required IReadOnlyDictionary<string, FormatTemplate> Formats { get; init; }
}

/// <summary>One format.</summary>
public sealed record FormatTemplate
{
    /// <summary>As <c>16:9</c>; must agree with every size below within 1 %.</summary>
    public required string AspectRatio { get; init; }

    /// <summary>Target size of images by grade, as <c>1920x1080</c>.</summary>
    public required IReadOnlyDictionary<Grade, string> Image { get; init; }

    /// <summary>Target size of clips by grade.</summary>
    public required IReadOnlyDictionary<Grade, string> Video { get; init; }

    /// <summary>What its platform leaves uncovered; null where that is not known.</summary>
    public SafeArea? SafeArea { get; init; }

    /// <summary>Where it is shown, for people.</summary>
    public string? About { get; init; }
}
