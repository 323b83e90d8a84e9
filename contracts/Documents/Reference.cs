namespace Atelier.Contracts;

/// <summary>A picture to follow.</summary>
public sealed record Reference
{
    /// <summary>The picture, fetched and checked when the request was accepted.</summary>
    public required AssetRef Asset { get; init; }

    /// <summary>What it is for: <c>subject</c>, <c>style</c>, <c>composition</c> or <c>firstFrame</c>.</summary>
    public required string Role { get; init; }

    /// <summary>0 (ignore) to 1 (follow closely).</summary>
    public double Weight { get; init; } = 1;
}
