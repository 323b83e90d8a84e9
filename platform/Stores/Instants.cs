namespace Atelier.Platform.Stores;

/// <summary>Instants as the stores keep them: what is decided or added up with one is the same before and after it was stored.</summary>
public static class Instants
{
    /// <summary>The same instant in UTC, cut to whole microseconds.</summary>
    public static DateTimeOffset Kept(this DateTimeOffset at)
    {
        var utc = at.ToUniversalTime();
        return utc.AddTicks(-(utc.Ticks % TimeSpan.TicksPerMicrosecond));
    }
}
