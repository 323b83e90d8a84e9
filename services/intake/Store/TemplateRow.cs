using Atelier.Contracts;
using Atelier.Platform.Stores;

namespace Atelier.Intake.Store;

/// <summary>A version of a template or partial that a tenant has published: written once, never changed.</summary>
internal sealed class TemplateRow : IKeyed
{
    public required Guid Id { get; init; }

    public required string TenantId { get; init; }

    public required string Name { get; init; }

    /// <summary>Its version, from 1.</summary>
    public required int Number { get; init; }

    public required TemplateKind Kind { get; init; }

    /// <summary>The hash that deliverables record: of the document and, for a template, of every partial in it.</summary>
    public required string Hash { get; init; }

    /// <summary>The YAML as it was published.</summary>
    public required string Source { get; init; }

    public required DateTimeOffset PublishedAt { get; init; }

    public static Guid IdOf(string tenantId, string name, int number) => DeterministicId.From("template", tenantId, name, $"{number}");
}

internal enum TemplateKind
{
    Template,
    Partial,
}
