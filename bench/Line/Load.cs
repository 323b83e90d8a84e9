using System.Diagnostics;

namespace Atelier.Bench.Line;

/// <summary>The two ways of loading a line, the same for each.</summary>
internal static class Load
{
    private const int Senders = 64;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    /// <summary>All at once: as many senders as an upstream batch job would have, each waiting for its acceptance before the next item.</summary>
    public static async Task<Run> Backlog(ILine line, int count)
    {
        var run = Begin(line, count);
        var next = -1;
        await Task.WhenAll(Enumerable.Range(0, Senders).Select(_ => Task.Run(async () =>
        {
            for (int place; (place = Interlocked.Increment(ref next)) < count;)
                await Send(line, run, run.Items[place]);
        })));
        await run.End(Patience);
        return run;
    }

    /// <summary>At a steady rate, whether the line keeps up or not.</summary>
    public static async Task<Run> Steady(ILine line, int perSecond, TimeSpan duration)
    {
        var count = (int)(perSecond * duration.TotalSeconds);
        var run = Begin(line, count);
        var sends = new List<Task>(count);
        var started = Stopwatch.GetTimestamp();
        for (var place = 0; place < count; place++)
        {
            var early = TimeSpan.FromSeconds((double)place / perSecond) - Stopwatch.GetElapsedTime(started);
            if (early > TimeSpan.FromMilliseconds(1))
                await Task.Delay(early);
            sends.Add(Send(line, run, run.Items[place]));
        }
        await Task.WhenAll(sends);
        await run.End(Patience);
        return run;
    }

    private static Run Begin(ILine line, int count)
    {
        var run = new Run(count);
        line.Tell(run);
        return run;
    }

    private static Task Send(ILine line, Run run, Guid item)
    {
        run.Sent(item);
        return line.Submit(item);
    }
}
