namespace Atelier.Generator.Vendors;

/// <summary>Whether a submission without an answer was taken: the vendor is asked, or knows a request that comes again.</summary>
internal sealed record SettleRule
{
    /// <summary>Where the vendor tells of a job by an id of our own: <c>{attempt}</c> in its path.</summary>
    public AddressRule? Ask { get; init; }

    /// <summary>Answers that say it has none.</summary>
    public IReadOnlyList<int> Absent { get; init; } = [404];

    /// <summary>For how long that it has none is not believed: the request may still be on its way.</summary>
    public TimeSpan For { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How often it is asked.</summary>
    public TimeSpan Interval { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Whether the vendor takes a request with the same key or id once only, and says so in its documentation: then it is sent again.</summary>
    public bool Repeats { get; init; }
}
