namespace Atelier.Platform.Catalog;

/// <summary>A document that was read, with the places of its fields for whoever validates its meaning.</summary>
/// <param name="Value">What it says.</param>
/// <param name="Hash">SHA-256 of the file's bytes, 64 lower-case hex digits: the document's version.</param>
/// <param name="Path">The file, as it was given to the loader.</param>
public sealed record CatalogDocument<T>(T Value, string Hash, string Path)
{
    internal SourceMap Source { get; init; } = SourceMap.Empty;

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
}
