namespace Atelier.Ledger.Events;

/// <summary>Instants as the stores keep them, so that a sum is the same before and after it was stored.</summary>
internal static class Instants
{
    /// <summary>UTC, whole microseconds.</summary>
    public static DateTimeOffset Kept(this DateTimeOffset at)
    {
        var utc = at.ToUniversalTime();
        return utc.AddTicks(-(utc.Ticks % TimeSpan.TicksPerMicrosecond));
    }
}
