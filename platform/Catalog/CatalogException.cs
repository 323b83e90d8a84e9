namespace Atelier.Platform.Catalog;

/// <summary>A catalog document cannot be used as it stands. The message reads <c>file:line:column: field: found …, expected …</c>.</summary>
public sealed class CatalogException : Exception
{
    internal CatalogException(string file, int line, int column, string field, string found, string expected, Exception? inner = null)
        : base($"{file}:{line}:{column}: {(field.Length == 0 ? "" : field + ": ")}found {found}, expected {expected}", inner)
    {
        (File, Line, Column, Field, Found, Expected) = (file, line, column, field, found, expected);
    }

    /// <summary>The document's path, as it was given.</summary>
    public string File { get; }

    /// <summary>Line in the file, from 1.</summary>
    public int Line { get; }

    /// <summary>Column in the line, from 1.</summary>
    public int Column { get; }

    /// <summary>Path of the field, as <c>tiers.cinematic.cap.delivery</c> or <c>candidates[0].model</c>; empty for the document.</summary>
    public string Field { get; }

    /// <summary>What stands there.</summary>
    public string Found { get; }

    /// <summary>What would have been right there.</summary>
    public string Expected { get; }
}
