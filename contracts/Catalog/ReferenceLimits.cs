namespace Atelier.Contracts.Catalog;

/// <summary>What a model takes as a picture, a first frame too: larger ones are made smaller before they are sent, and others converted.</summary>
public sealed record ReferenceLimits
{
    /// <summary>Longest edge, pixels; null: any.</summary>
    public int? MaxEdge { get; init; }

    /// <summary>Most bytes; null: any number.</summary>
    public long? MaxBytes { get; init; }

    /// <summary>As <c>image/jpeg</c>, the best first; null: PNG, JPEG and WebP.</summary>
    public IReadOnlyList<string>? MediaTypes { get; init; }
}
