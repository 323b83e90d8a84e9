using System.Text.Json.Nodes;

namespace Atelier.Generator.Vendors;

/// <summary>A multipart form (multipart/form-data) instead of a JSON body.</summary>
internal sealed record FormRule
{
    /// <summary>Text fields: templates as in a body; a number or truth value goes as its text, and a field whose placeholder has no value is left out.</summary>
    public IReadOnlyDictionary<string, JsonNode> Fields { get; init; } = new Dictionary<string, JsonNode>();

    /// <summary>Files by field: <c>firstFrame</c>, or <c>references</c> (a part of the same name for each).</summary>
    public IReadOnlyDictionary<string, string> Files { get; init; } = new Dictionary<string, string>();
}
