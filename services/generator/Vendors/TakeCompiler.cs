using System.Text.RegularExpressions;
using Atelier.Generator.Wire;
using Atelier.Platform.Catalog;

namespace Atelier.Generator.Vendors;

/// <summary>Pointers and patterns, from document to compiled form.</summary>
internal sealed class TakeCompiler(CatalogDocument<VendorDocument> document)
{
    public Take Take(TakeRule take, string path) =>
        new(Pointers(take.At, $"{path}.at"), take.Pattern is { } pattern ? Pattern(pattern, $"{path}.pattern", RegexOptions.None) : null);

    public Pointer[] Pointers(IReadOnlyList<string> pointers, string path) => [.. pointers.Select((pointer, i) => Pointer(pointer, $"{path}[{i}]"))];

    public Pointer Pointer(string pointer, string path)
    {
        try
        {
            return Wire.Pointer.Parse(pointer);
        }
        catch (FormatException e)
        {
            throw document.Error(path, e.Message);
        }
    }

    public Regex Pattern(string pattern, string path, RegexOptions options)
    {
        try
        {
            return new Regex(pattern, options | RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);
        }
        catch (Exception e) when (e is ArgumentException or NotSupportedException)
        {
            throw document.Error(path, "a regular expression without look-around or back-references");
        }
    }
}
