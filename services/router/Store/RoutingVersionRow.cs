using System.Text.Json;
using Atelier.Contracts;
using Atelier.Platform.Stores;
using Atelier.Router.Tables;

namespace Atelier.Router.Store;

/// <summary>A published version of the routing table. Its content never changes; only a draft becomes validated, when the catalog has what it lacked.</summary>
internal sealed class RoutingVersionRow : IKeyed, IVersioned
{
    public required Guid Id { get; init; }
    public long Version { get; set; }

    /// <summary>SHA-256 of the document, 64 lower-case hex digits.</summary>
    public required string Hash { get; init; }

    /// <summary>From 1, in the order of publication.</summary>
    public required int Number { get; init; }

    /// <summary>The table's own name; null while the document cannot be read.</summary>
    public string? Name { get; set; }

    public required string Author { get; init; }
    public string? Note { get; set; }
    public required DateTimeOffset CreatedAt { get; init; }
    public VersionState State { get; set; }

    /// <summary>What was found wrong, a list of <see cref="Finding"/> as JSON.</summary>
    public string Findings { get; set; } = "[]";

    /// <summary>The YAML text as it was published.</summary>
    public required string Document { get; init; }

    /// <summary>The table as documentation, Markdown; null for a draft.</summary>
    public string? Documentation { get; set; }

    public static Guid IdOf(string hash) => DeterministicId.From("routing-version", hash);

    public IReadOnlyList<Finding> ReadFindings() => JsonSerializer.Deserialize<IReadOnlyList<Finding>>(Findings, AtelierJson.Options)!;
}

/// <summary>Whether a version may be activated.</summary>
internal enum VersionState
{
    /// <summary>Something is wrong with it.</summary>
    Draft,

    /// <summary>It may be activated.</summary>
    Validated,
}
