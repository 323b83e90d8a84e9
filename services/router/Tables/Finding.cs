using Atelier.Platform.Catalog;

namespace Atelier.Router.Tables;

/// <summary>One thing wrong with a routing table.</summary>
internal sealed record Finding
{
    /// <summary>Line in the document, from 1.</summary>
    public required int Line { get; init; }

    /// <summary>Column in the line, from 1.</summary>
    public required int Column { get; init; }

    /// <summary>As <c>tiers.speed.cap.draft</c>; empty for the document.</summary>
    public required string Field { get; init; }

    public required string Found { get; init; }

    public required string Expected { get; init; }

    public static Finding Of(CatalogException error) =>
        new() { Line = error.Line, Column = error.Column, Field = error.Field, Found = error.Found, Expected = error.Expected };
}
