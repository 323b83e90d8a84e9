namespace Atelier.Ledger.Costs;

/// <summary>What waiting for a deliverable cost.</summary>
internal static class Waiting
{
    /// <summary>
    /// From request to end, times what an hour is worth, to the nearest micro-dollar; 0 while it is not over or its worth is
    /// not known. Clocks of two machines may put the end before the request: that is no waiting, not a gain.
    /// </summary>
    public static long Cost(DateTimeOffset? requestedAt, DateTimeOffset? endedAt, long? valueOfHourMicros)
    {
        if (requestedAt is not { } from || endedAt is not { } to || valueOfHourMicros is not { } worth || to <= from)
            return 0;
        var exact = (Int128)(to - from).Ticks * worth;
        return checked((long)((exact + (TimeSpan.TicksPerHour / 2)) / TimeSpan.TicksPerHour));
    }
}
