namespace Atelier.Generator.Vendors;

/// <summary>How long to wait where an answer without room (429, 503) has no Retry-After.</summary>
internal sealed record RetryAfterRule
{
    /// <summary>Headers that say it, in this order: seconds from now, or since 1970.</summary>
    public IReadOnlyList<string> Headers { get; init; } = [];

    /// <summary>Where the answer says it, in seconds.</summary>
    public TakeRule? Take { get; init; }

    /// <summary>A longer wait is not believed: after this the vendor is asked again.</summary>
    public TimeSpan Max { get; init; } = TimeSpan.FromMinutes(5);
}
