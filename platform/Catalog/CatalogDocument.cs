namespace Atelier.Platform.Catalog;

/// <summary>A document that was read, with the places of its fields for whoever validates its meaning.</summary>
/// <param name="Value">What it says.</param>
/// <param name="Hash">SHA-256 of the file's bytes, 64 lower-case hex digits: the document's version.</param>
/// <param name="Path">The file, as it was given to the loader.</param>
public sealed record CatalogDocument<T>(T Value, string Hash, string Path)
{
    internal SourceMap Source { get; init; } = SourceMap.Empty;

    /// <summary>The document as it was read.</summary>
    public string Text { get; init; } = "";

    /// <summary>Whether the document itself has a field.</summary>
    /// <param name="fieldPath">As for <see cref="Error"/>.</param>
    public bool Has(string fieldPath) => Source.Has(fieldPath);

    /// <summary>
    /// An exception to throw about a field, with that field's line and column; for a field that is left out, those of what
    /// would contain it.
    /// </summary>
    /// <param name="fieldPath">As <c>tiers.cinematic.cap.delivery</c> or <c>tiers.speed.candidates[0].model</c>.</param>
    /// <param name="expected">What would have been right, and how to put it right.</param>
    public CatalogException Error(string fieldPath, string expected)
    {
        var place = Source.Nearest(fieldPath, out var exact);
        return new CatalogException(Path, place.Line, place.Column, fieldPath, exact ? place.Found : "nothing", expected);
    }

    /// <summary>
    /// An exception to throw about a part of a field's text, with that part's line and column; those of the field where the part
    /// cannot be found in the file as it is (a fold or an escape goes through it).
    /// </summary>
    /// <param name="fieldPath">As for <see cref="Error"/>.</param>
    /// <param name="part">What was found, as <c>{{colour}}</c>.</param>
    /// <param name="occurrence">Which of the equal parts in the field it is, from 0.</param>
    /// <param name="expected">What would have been right there.</param>
    public CatalogException ErrorIn(string fieldPath, string part, int occurrence, string expected)
    {
        var field = Source.Nearest(fieldPath, out _);
        var at = Offset(field.Line, field.Column) - 1;
        for (var i = 0; i <= occurrence && (at >= 0 || i == 0); i++)
            at = Text.IndexOf(part, at + 1, StringComparison.Ordinal);
        if (at < 0)
            return new CatalogException(Path, field.Line, field.Column, fieldPath, part, expected);
        var lineStart = Text.LastIndexOf('\n', Math.Max(0, at - 1)) is var end && at == 0 ? 0 : end + 1;
        return new CatalogException(Path, Text.AsSpan(0, at).Count('\n') + 1, at - lineStart + 1, fieldPath, part, expected);
    }

    private int Offset(int line, int column)
    {
        var at = 0;
        for (var i = 1; i < line && Text.IndexOf('\n', at) is >= 0 and var end; i++)
            at = end + 1;
        return Math.Min(at + column - 1, Text.Length);
    }
}
