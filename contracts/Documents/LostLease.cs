namespace Atelier.Contracts;

/// <summary>Time that a reviewer had an item in hand without a word on it.</summary>
public sealed record LostLease
{
    /// <summary>The lease.</summary>
    public required Guid Lease { get; init; }

    /// <summary>Who had it: the name of an API key, as the gateway knows it.</summary>
    public required string Reviewer { get; init; }

    /// <summary>From when the item was taken to the end of the lease, or of the review if that came first.</summary>
    public required TimeSpan Spent { get; init; }

    /// <summary>What that time cost; unpriced where nobody says what a reviewer's hour is worth.</summary>
    public required Cost Cost { get; init; }
}
