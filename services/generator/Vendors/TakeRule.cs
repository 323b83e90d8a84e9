namespace Atelier.Generator.Vendors;

/// <summary>A value in a JSON answer.</summary>
internal sealed record TakeRule
{
    /// <summary>JSON Pointers (RFC 6901); the first that leads to text, a number or a truth value counts.</summary>
    public required IReadOnlyList<string> At { get; init; }

    /// <summary>A regular expression whose first group is the value.</summary>
    public string? Pattern { get; init; }
}
