namespace Atelier.Contracts;

/// <summary>How far from each edge a platform may cover a picture (names, buttons, captions), in percent of the edge's length: keep what matters within.</summary>
public sealed record SafeArea
{
    /// <summary>Of the height, 0 to 45.</summary>
    public double Top { get; init; }

    /// <summary>Of the width, 0 to 45.</summary>
    public double Right { get; init; }

    /// <summary>Of the height, 0 to 45.</summary>
    public double Bottom { get; init; }

    /// <summary>Of the width, 0 to 45.</summary>
    public double Left { get; init; }

    /// <summary>The largest inset.</summary>
    public const double Most = 45;
}
