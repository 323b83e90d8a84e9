using System.Diagnostics;

namespace Atelier.EndToEnd.Tests.Support;

/// <summary>Waits for a condition, never for a time alone.</summary>
internal static class Until
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    /// <summary>Looks until nothing stands in the way; fails with what still does and with the ends of the line's logs.</summary>
    /// <param name="line">Whose logs to show.</param>
    /// <param name="obstacle">What stands in the way; null for nothing.</param>
    /// <param name="patience">When to give up; three minutes unless said.</param>
    public static async Task Clear(TestLine line, Func<Task<string?>> obstacle, TimeSpan? patience = null)
    {
        for (var since = Stopwatch.GetTimestamp(); await obstacle() is { } left; await Task.Delay(Look))
        {
            if (Stopwatch.GetElapsedTime(since) > (patience ?? Patience))
                Assert.Fail($"{left}\n{line.Logs()}");
        }
    }

    /// <summary>Looks until it is so.</summary>
    public static Task True(TestLine line, string what, Func<Task<bool>> condition, TimeSpan? patience = null) =>
        Clear(line, async () => await condition() ? null : $"Still waiting: {what}", patience);
}
